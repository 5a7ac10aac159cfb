import type { Reader } from '../../memory/snapshot.ts';
import type { Place } from '../../text/span.ts';

/** Where the program of a package starts: its `func main`, else the package clause of its first file. Null without any. */
export function mainFile(reader: Reader, dir: string): Place | null {
  let first: Place | null = null;
  for (const { name, kind } of reader.list(dir) ?? []) {
    if (kind !== 'file' || !name.endsWith('.go') || name.endsWith('_test.go') || /^[_.]/.test(name)) continue;
    const file = `${dir}/${name}`;
    const state = reader.file(file);
    if (state.kind !== 'text') continue;
    const { text } = state.file;
    const main = mainFunction(text);
    if (main) return { file, span: main };
    const clause = packageClause(text);
    if (clause) first ??= { file, span: clause };
  }
  return first;
}

/** The name in `func main()` of a file of package main. */
export function mainFunction(text: string): { readonly start: number; readonly end: number } | null {
  if (!/^package[ \t]+main\b/m.test(text) || IGNORED.test(text)) return null;
  const found = /^func[ \t]+main[ \t]*\(/m.exec(text);
  if (!found) return null;
  const start = found.index + found[0].indexOf('main');
  return { start, end: start + 'main'.length };
}

/** `package main`, as one word. */
export function packageClause(text: string): { readonly start: number; readonly end: number } | null {
  const found = /^package[ \t]+\w+/m.exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}

/** A script of `go run` beside a program. */
const IGNORED = /^\/\/go:build[ \t]+ignore\b/m;
