import { setBuildKeys } from '../../edit/compose/edit-service.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import { textOf } from '../../edit/compose/text-of.ts';
import { basename, dirname, isInside, relative, resolve } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import { isFragment } from '../../world/find/is-fragment.ts';
import { mayComeLater } from '../../world/find/may-come-later.ts';
import type { Service, World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { nearest } from '../nearest.ts';
import { inheritors, services as named, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { faultsByPlace } from '../faults-by-place.ts';

/**
 * The build context of a service is no folder, so `docker compose build` stops before it reads a Dockerfile.
 *
 * A context is seen from the folder of the Compose file (of the first one, where several are merged), and from the folder of the
 * included or extended file where the service comes from one. The message shows the path that was looked for.
 *
 * ## Bad
 *
 * ```yaml deploy/compose.yaml
 * services:
 *   worker:
 *     build: ./backend # looks for deploy/backend
 * ```
 *
 * ```dockerfile backend/Dockerfile
 * FROM scratch
 * ```
 *
 * ## Good
 *
 * ```yaml deploy/compose.yaml
 * services:
 *   worker:
 *     build: ../backend
 * ```
 *
 * ## Fixes
 *
 * - Use the folder of the nearest name, or the one of the same name that lies elsewhere, above the Compose file or below it. One
 *   that holds the Dockerfile comes first.
 *
 * ## When it is silent
 *
 * A remote context (`https://…`, `git@…`), a path with a variable that has no value, whatever lies outside the repository, and
 * what may come later: git ignores it, a script writes it, or it is a submodule. A file that refers to what it does not
 * declare and that nobody is seen to start alone: it is merged with others, whose folder may be another.
 */
export const contextNotFound = rule({
  id: 'compose/context-not-found',
  severity: 'error',
  since: '0.2.0',
  title: 'Build context not found',
  summary: 'The build context of a service is no folder',
  *check(world) {
    for (const { fault, services } of faultsByPlace(world, (service) => missingContext(world, service))) {
      const who = named(services.map((service) => service.model.name.value));
      const what = fault.isFile ? 'is a file, and a build context is a folder' : 'does not exist';
      yield {
        at: fault.at,
        message: `${who}: ${shown(world, fault.id)} ${what}, so this image does not build`,
        related: services.flatMap(({ model }) =>
          model.build ? inheritors(model.build.context, [model]) : [],
        ),
        fixes: () => fixes(world, services, fault),
      };
    }
  },
});

interface Fault {
  readonly at: Place;
  /** The path that was looked for. */
  readonly id: string;
  readonly isFile: boolean;
}

function missingContext(world: World, { model, project }: Service): Fault | null {
  const { build } = model;
  if (!build || build.remote || build.context.unset.length > 0) return null;
  const path = build.context.value;
  if (!isInside(world.settings.root, path)) return null;
  // What lies in a folder tells whether it is there: that is looked at again when a file in it comes or goes.
  if (world.reader.list(path) !== null) return null;
  const { kind } = world.reader.file(path);
  if (kind === 'unreadable') return null;
  if (kind !== 'text' && mayComeLater(world.reader, path)) return null;
  if (isFragment(world.reader, world.settings.root, project)) return null;
  const { at } = build.context.from === 'default' ? build : build.context;
  return { at, id: path, isFile: kind === 'text' };
}

function fixes(world: World, services: readonly [Service, ...Service[]], fault: Fault): Fix[] {
  const [service] = services;
  const { build } = service.model;
  const text = textOf(world)(fault.at.file)?.slice(fault.at.span.start, fault.at.span.end);
  if (!build || text === undefined) return [];
  const written = text.replace(/^(["'])(.*)\1$/s, '$2');
  // A file that is included or extended has a folder of its own.
  const base = [service.project.dir, dirname(fault.at.file)].find(
    (dir) => resolve(dir, written) === fault.id,
  );
  if (base === undefined) return [];
  const holds = (folder: string): boolean =>
    build.dockerfile === null || world.reader.file(resolve(folder, build.dockerfile.value)).kind === 'text';
  return candidates(world, fault.id, base)
    .sort((a, b) => Number(holds(b)) - Number(holds(a)))
    .flatMap((folder) => {
      const path = relative(base, folder);
      const value = written.startsWith('./') && !path.startsWith('.') ? `./${path}` : path;
      return composeFix(
        world,
        `Build from ${value}`,
        false,
        setBuildKeys(service.model, [['context', value]], editScope(world, services)),
      );
    });
}

/** Folders that may have been meant by one that is not there, seen from where the Compose file sees it. */
function candidates(world: World, path: string, base: string): string[] {
  const { reader, settings } = world;
  const isFolder = (folder: string): boolean =>
    isInside(settings.root, folder) && reader.list(folder) !== null;
  const out = new Set<string>();
  // Up to where the way leads: the next name on it is the one that is wrong.
  let there = dirname(path);
  while (!isFolder(there) && there !== dirname(there)) there = dirname(there);
  const [missing = '', ...rest] = relative(there, path).split('/');
  const folders = (reader.list(there) ?? []).filter(({ kind }) => kind === 'folder');
  const near = nearest(
    missing,
    folders.map(({ name }) => name),
  );
  if (near !== null) out.add(resolve(there, [near, ...rest].join('/')));
  // Seen from another folder than it is: from one above, or from one that its own first names lead to.
  const names = relative(base, path)
    .split('/')
    .filter((name) => name !== '..');
  for (let above = base; isInside(settings.root, above) && above !== dirname(above); above = dirname(above))
    out.add(resolve(above, names.join('/')));
  for (let skipped = 1; skipped < names.length; skipped++)
    out.add(resolve(base, names.slice(skipped).join('/')));
  // A file where a folder should be: the Dockerfile itself was named.
  if (reader.file(path).kind === 'text') out.add(dirname(path));
  return [...out].filter((folder) => folder !== path && basename(folder) !== '.git' && isFolder(folder));
}
