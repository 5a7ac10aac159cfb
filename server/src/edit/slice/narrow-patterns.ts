import type { GoBuild } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import { isInside } from '../../text/path.ts';
import { removeWords } from '../dockerfile/remove-words.ts';

/** `go build ./cmd/...` becomes `go build ./cmd/worker`; null where what it writes would be called otherwise. */
export function narrowPatterns(
  text: string,
  { patterns, contextDir, output, verb }: GoBuild,
  staying: readonly { readonly dir: string }[],
): TextEdit[] | null {
  const [first, ...rest] = patterns;
  // Without a folder to write to, one package changes what the command writes: nothing for several, a file for one.
  if (!first || contextDir === null || (verb === 'build' && !output?.isFolder)) return null;
  const named = staying.map(({ dir }) => relativePattern(contextDir, dir)).join(' ');
  return [{ span: { start: first.start, end: first.end }, text: named }, ...removeWords(text, rest)];
}

/** A package folder as the go command wants it from another folder of the context. */
function relativePattern(from: string, dir: string): string {
  if (from === dir) return '.';
  if (from === '.') return `./${dir}`;
  return isInside(from, dir) ? `./${dir.slice(from.length + 1)}` : dir;
}
