import { relative } from '../text/path.ts';
import type { World } from '../world/world.ts';
import { judgedFiles, watchers } from './compose-references.ts';
import { whoRefers } from './references/who-refers.ts';

/**
 * Why a Dockerfile has to stay when all its programs got another one, each reason with its line: the one place that is asked
 * before a file, or the stage that it builds by default, goes. Empty when nothing needs it.
 *
 * `users` are services that build it afterwards, by name.
 */
export function whyItStays(
  world: World,
  { file, key }: Built,
  { keep, users, alone = [] }: { keep: boolean; users: readonly string[]; alone?: readonly string[] },
): string[] {
  const { path, root } = world.settings;
  const { found, complete } = whoRefers(
    world.reader,
    root,
    { dockerfile: file, context: key.context.dir },
    judgedFiles(world),
  );
  return [
    ...new Set([
      ...(keep ? ['it was asked to stay'] : []),
      ...users.map((name) => `service ${name} uses it`),
      ...watchers(world, file),
      ...found.map((each) => `${relative(path, each.file)}:${each.line} ${each.how} it`),
      ...(complete ? [] : ['the repository is too large to search for everything that may build it']),
      ...alone.map((program) => `no service runs its program ${program}`),
    ]),
  ];
}

/** A Dockerfile, and the folder that it is built in: an image of the world has both. */
interface Built {
  readonly file: string;
  readonly key: { readonly context: { readonly dir: string } };
}

/** The services that build a file in a world. */
export const usersOf = ({ images }: World, file: string): string[] =>
  images.flatMap((image) => (image.file === file ? image.usedBy.map(({ model }) => model.name.value) : []));
