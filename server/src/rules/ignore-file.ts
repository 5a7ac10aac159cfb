import type { Change } from '../text/change.ts';
import { editOf } from '../text/change.ts';
import { resolve } from '../text/path.ts';
import { contextOf } from '../world/image-facts.ts';
import type { Image, World } from '../world/world.ts';
import { shown } from './place.ts';
import type { Fix } from './rule.ts';

/** The ignore file that hides a path from the build of an image, though it is there; null where none does. */
export function hiddenBy(world: World, image: Image, path: string): string | null {
  const { reader } = world;
  const full = resolve(image.key.context.dir, path);
  const isThere = reader.list(full) !== null || reader.file(full).kind !== 'missing';
  return isThere && image.context.kind(path) === 'missing' ? ignoreFile(world, image) : null;
}

/** BuildKit prefers `X.dockerignore` beside the Dockerfile `X`. */
function ignoreFile({ reader }: World, { file, inline, key }: Image): string | null {
  const paths = [...(inline ? [] : [`${file}.dockerignore`]), `${key.context.dir}/.dockerignore`];
  return paths.find((each) => reader.file(each).kind === 'text') ?? null;
}

/** Takes a path out of what an ignore file hides, where a line at its end does that. */
export function showFix(world: World, image: Image, ignore: string, path: string): Fix[] {
  const state = world.reader.file(ignore);
  if (state.kind !== 'text') return [];
  const { text } = state.file;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${text === '' || text.endsWith('\n') ? '' : eol}!${path}${eol}`;
  const after = world.reader.with([{ path: ignore, text: text + line }]);
  if (contextOf(after, image.key).kind(path) === 'missing') return [];
  const span = { start: text.length, end: text.length };
  const changes: Change[] = [editOf(ignore, text, [{ span, text: line }])];
  return [
    { kind: 'changes', title: `Show ${path} to the build, in ${shown(world, ignore)}`, safe: false, changes },
  ];
}
