import { relative } from '../../text/path.ts';
import { elsewhere } from '../elsewhere.ts';
import { inheritors, shown } from '../place.ts';
import { pointAtFix } from '../point-at-fix.ts';
import { rule } from '../rule.ts';

export const wrongDockerfile = rule({
  id: 'compose/wrong-dockerfile',
  severity: 'error',
  title: 'Wrong Dockerfile',
  summary: 'A service starts a program that its Dockerfile does not build, and another Dockerfile does',
  *check(world) {
    for (const service of world.services) {
      const { model, image, runs } = service;
      if (runs.kind !== 'missing' || !image || !model.build || image.holds.length === 0) continue;
      const candidates = elsewhere(world, service);
      const [first] = candidates;
      if (!first) continue;
      const name = model.name.value;
      const file = shown(world, image.file);
      const others = candidates.map(({ image: other }) => shown(world, other.file)).join(' and ');
      const { dockerfile } = model.build;
      yield {
        at: dockerfile && dockerfile.from !== 'default' ? dockerfile.at : model.build.at,
        message: `service ${name} starts ${runs.word.value ?? runs.path}, but ${file} does not put it into the image; ${others} does. The container exits: ${runs.path} is not in it`,
        related: [
          { at: runs.word.at, message: `what service ${name} starts` },
          ...(dockerfile ? inheritors(dockerfile, [model]) : []),
        ],
        fixes: () =>
          candidates.flatMap(({ image: other }) => {
            const fix = pointAtFix(
              world,
              [service],
              other.file,
              `Use ${relative(model.build?.context.value ?? '', other.file)}`,
              candidates.length === 1,
            );
            return fix ? [fix] : [];
          }),
      };
    }
  },
});
