import { servicesByProgram } from '../../world/needs/program-groups.ts';
import { shown } from '../place.ts';
import { type Related, rule } from '../rule.ts';

export const monolithicImage = rule({
  id: 'compose/monolithic-image',
  severity: 'information',
  title: 'One image for several programs',
  summary: 'Services that run different programs build one image',
  offersSplit: true,
  *check(world) {
    for (const image of world.images) {
      if (image.inline) continue;
      const groups = servicesByProgram(image);
      if (groups.length < 2) continue;
      const programs = groups.map(([program]) => program.package.binaryName);
      const first = image.usedBy.find(
        (service) => service.model.build && groups.some(([, services]) => services.includes(service)),
      );
      const build = first?.model.build;
      if (!first || !build) continue;
      const at = build.dockerfile && build.dockerfile.from !== 'default' ? build.dockerfile.at : build.at;
      const others = groups.flatMap(([program, services]) =>
        services.map((service) => ({ service, program })),
      );
      yield {
        at,
        message: `${shown(world, image.file)} builds one image with ${list(programs)}, and each service runs one of them: every image carries them all`,
        related: once(
          others.map(({ service, program }) => ({
            at: service.model.name.at,
            message: `service ${service.model.name.value} runs ${program.package.binaryName}`,
          })),
        ),
        fixes: () => [
          {
            kind: 'split',
            title: `Split ${shown(world, image.file)} into a Dockerfile per program`,
            safe: false,
            dockerfile: image.file,
          },
        ],
      };
    }
  },
});

/** A service of several projects is told once. */
function once(related: readonly Related[]): readonly Related[] {
  const seen = new Set<string>();
  return related.filter((each) => {
    const id = JSON.stringify([each.at, each.message]);
    return !seen.has(id) && seen.add(id);
  });
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
