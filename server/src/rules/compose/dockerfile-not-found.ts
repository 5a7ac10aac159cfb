import { basename, dirname, isInside, relative, resolve } from '../../text/path.ts';
import { isWithin, type Place } from '../../text/span.ts';
import { isDockerfile } from '../../world/find/is-dockerfile.ts';
import { isFragment } from '../../world/find/is-fragment.ts';
import { mayComeLater } from '../../world/find/may-come-later.ts';
import { resolveDockerfile } from '../../world/find/resolve-dockerfile.ts';
import type { Service, World } from '../../world/world.ts';
import { nearest } from '../nearest.ts';
import { scaffolds } from '../../edit/scaffold.ts';
import { createFix } from '../fixes/create-fix.ts';
import { createFromSibling } from '../fixes/create-from-sibling.ts';
import { inheritors, services as named, shown } from '../place.ts';
import { pointAtFix } from '../fixes/point-at-fix.ts';
import { type Fix, rule } from '../rule.ts';
import { faultsByPlace } from '../faults-by-place.ts';

/**
 * The Dockerfile that a service names does not exist, so `docker compose build` fails for it.
 *
 * `dockerfile:` is relative to the *context*, not to the Compose file. The message shows the path that was looked for. A name
 * that differs only in case counts as missing, since it is on Linux and in CI. The one exception is BuildKit's own:
 * `Dockerfile` also finds `dockerfile`.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: ./backend
 *       dockerfile: backend/Dockerfile # looks for backend/backend/Dockerfile
 * ```
 *
 * ```dockerfile backend/Dockerfile
 * FROM scratch
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: ./backend
 *       dockerfile: Dockerfile
 * ```
 *
 * ## Fixes
 *
 * - Use the path as seen from the context, when the file exists as seen from the Compose file *(safe)*.
 * - Use the file's real case *(safe)*.
 * - Use the nearest name beside it.
 * - Create it from a Dockerfile beside it, sliced down to the program that the service starts. The title names that
 *   program.
 * - Create it from a template, where no Dockerfile lies beside it: a stage that builds with cache mounts for modules and
 *   build, and an image with a user without privileges. Certificates come in where the program's imports reach TLS, time
 *   zones where its code loads them, a compiler and C libraries where it needs cgo; ports and folders are those that the
 *   service and the code name. The service's command says which program it is for; where nothing does and there are a few,
 *   there is a fix for each. There is none where its imports cannot all be read, or a C library has no known package.
 *
 * ## When it is silent
 *
 * A remote context (`https://…`, `git@…`), `dockerfile_inline`, a path with a variable that has no value, a context that is
 * no folder, whatever lies outside the repository, and what may come later: git ignores it, a script writes it, or it lies in
 * a submodule. A file that refers to what it does not declare and that nobody is seen to start alone.
 */
export const dockerfileNotFound = rule({
  id: 'compose/dockerfile-not-found',
  severity: 'error',
  since: '0.1.0',
  title: 'Dockerfile not found',
  summary: 'The Dockerfile that a service names does not exist',
  *check(world) {
    for (const { fault, services } of faultsByPlace(world, (service) => missingDockerfile(world, service))) {
      const { at, id: path } = fault;
      const who = named(services.map((service) => service.model.name.value));
      yield {
        at,
        message: `${who}: ${shown(world, path)} ${world.reader.file(path).kind === 'folder' ? 'is a folder' : 'does not exist'}, so this image does not build`,
        related: services.flatMap(({ model }) =>
          model.build?.dockerfile ? inheritors(model.build.dockerfile, [model]) : [],
        ),
        fixes: () => fixes(world, services, path),
      };
    }
  },
});

/** The path that was looked for and is not there; null when it is, or when that cannot be told. */
function missingDockerfile(world: World, service: Service): { at: Place; id: string } | null {
  const { build } = service.model;
  if (!build || build.inline || build.remote || !build.dockerfile) return null;
  if ([build.context, build.dockerfile].some((value) => value.unset.length > 0)) return null;
  const { root } = world.settings;
  const path = resolveDockerfile(world.reader, build);
  // A context that is no folder is another mistake; what lies beyond the border is not judged.
  if (path === null || !isInside(root, path) || world.reader.list(build.context.value) === null) return null;
  const entry = world.reader.list(dirname(path))?.find((each) => each.name === basename(path));
  // A name that no file system takes, or a link in a circle: not missing, but not to be judged.
  if (entry?.kind === 'file' || world.reader.file(path).kind === 'unreadable') return null;
  // It is made before the build, or the file is merged with others, whose folder may be another.
  if (mayComeLater(world.reader, path) || isFragment(world.reader, root, service.project)) return null;
  // Asked for faults alone: it looks at every other service.
  const { at, from } = build.dockerfile;
  return { at: placeOf(world, service, from === 'default' ? build.at : at), id: path };
}

/** Where the fault is: at the name of the Dockerfile, but for one that is right until another file changes the context. */
function placeOf(world: World, { id, model }: Service, named: Place): Place {
  const context = model.build?.context.at;
  if (!context || context.file === named.file) return named;
  const isRightElsewhere = world.services.some(
    (other) =>
      other.id !== id &&
      other.model.name.value === model.name.value &&
      other.image !== null &&
      other.model.blocks.some((block) => isWithin(named, block)),
  );
  return isRightElsewhere ? context : named;
}

const BY_CONTEXT = ' (relative to the context, not to the Compose file)';

function fixes(world: World, services: readonly Service[], path: string): Fix[] {
  const [service] = services;
  const build = service?.model.build;
  if (!service || !build?.dockerfile) return [];
  const context = build.context.value;
  const out: Fix[] = [];
  const point = (file: string, why: string, safe: boolean): void => {
    const fix = pointAtFix(world, services, file, `Use ${relative(context, file)}${why}`, safe);
    if (fix && !out.some((each) => each.title === fix.title)) out.push(fix);
  };
  const written = resolve(service.project.dir, build.dockerfile.value);
  if (written !== path && world.reader.file(written).kind === 'text') point(written, BY_CONTEXT, true);
  const siblings = (world.reader.list(dirname(path)) ?? [])
    .filter((entry) => entry.kind === 'file' && isDockerfile(entry.name))
    .map((entry) => entry.name);
  const sameName = siblings.find((name) => name.toLowerCase() === basename(path).toLowerCase());
  if (sameName) point(resolve(dirname(path), sameName), '', true);
  const near = nearestFile(basename(path), siblings);
  if (near) point(resolve(dirname(path), near), '', false);
  // Nothing can be written where a folder is.
  if (world.reader.file(path).kind === 'folder') return out;
  const created = createFromSibling(world, service, path);
  if (out.some(({ title }) => title.endsWith(BY_CONTEXT))) return out;
  if (created) out.push(created);
  else
    for (const { program, text } of scaffolds(world, service, path))
      out.push(createFix(world, service, path, text, `Create ${basename(path)} for ${program}`));
  return out;
}

/** What tells Dockerfiles apart is what stands beside that word: `Dockerfile.web` is far from `Dockerfile.api`. */
function nearestFile(name: string, siblings: readonly string[]): string | null {
  const own = partOf(name);
  if (own === null) return nearest(name, siblings);
  const parts = siblings.map((each) => partOf(each) ?? '');
  const near = own === '' ? null : nearest(own, parts);
  return near === null || near === '' ? null : (siblings[parts.indexOf(near)] ?? null);
}

const partOf = (name: string): string | null =>
  /dockerfile|containerfile/i.test(name)
    ? name.replace(/dockerfile|containerfile/i, '').replace(/^[._-]|[._-]$/g, '')
    : null;
