import { readNamedFile } from '../host/named-file.ts';
import type { Reader } from '../memory/snapshot.ts';
import { type Change, deletionOf, editOf } from '../text/change.ts';
import { isInside, resolve } from '../text/path.ts';
import type { Settings } from '../world/settings.ts';
import { type Terminal, UsageError } from './command-line.ts';

/** By path, relative to the root or absolute, the text that a file had before a split; null for one that was not there. */
export type Before = ReadonlyMap<string, string | null>;

/** Reads what an editor, or a script, wrote down before it made a split. Throws a UsageError that names the file. */
export function readBefore(file: string, { cwd }: Terminal): Before {
  const read = readNamedFile(resolve(cwd.replaceAll('\\', '/'), file));
  if ('problem' in read) throw new UsageError(`${file} cannot be read: ${read.problem}`);
  let value: unknown;
  try {
    value = JSON.parse(read.text);
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${file} holds no JSON object of texts by path`);
  return new Map(
    Object.entries(value).map(([path, text]: [string, unknown]) => {
      if (text !== null && typeof text !== 'string')
        throw new UsageError(`${file}: what stands for ${path} is neither a text nor null`);
      return [path, text];
    }),
  );
}

/** The changes that take files back to what they were. Throws a UsageError for a path outside of the root. */
export function changesBack(now: Reader, { root }: Settings, before: Before): Change[] {
  return [...before].flatMap(([path, text]): Change[] => {
    const file = resolve(root, path);
    if (!isInside(root, file)) throw new UsageError(`${path} lies outside of ${root}`);
    return changeOf(file, textOf(now, file), text);
  });
}

/** The changes that lead from `then`, where `back` led, to what is there now. */
export const changesTo = (now: Reader, then: Reader, back: readonly Change[]): Change[] =>
  back.flatMap(({ file }) => changeOf(file, textOf(then, file), textOf(now, file)));

function changeOf(file: string, from: string | null, to: string | null): Change[] {
  if (from === to) return [];
  if (from === null) return to === null ? [] : [{ kind: 'create', file, text: to }];
  if (to === null) return [deletionOf(file, from)];
  return [editOf(file, from, [{ span: { start: 0, end: from.length }, text: to }])];
}

function textOf(reader: Reader, file: string): string | null {
  const state = reader.file(file);
  return state.kind === 'text' ? state.file.text : null;
}
