import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterChange, type Change } from '../text/change.ts';
import { hash } from '../text/hash.ts';

/**
 * Makes changes on disk: all of them or, when one cannot be made, none. New files come first, deletions last, so that
 * whatever is left when the machine stops half-way still builds. Every text is compared with the one that the
 * change was made for before the first byte is written; each file is written beside its place and then moved there.
 * Returns a line that names the file and the problem; null when all went well.
 */
export function writeChanges(changes: readonly Change[]): string | null {
  const plan: { file: string; text: string | null; old: string | null }[] = [];
  for (const change of inSafeOrder(changes)) {
    if (change.kind === 'create') {
      if (existsSync(change.file)) return `${change.file}: it exists already and is not overwritten`;
      plan.push({ file: change.file, text: change.text, old: null });
      continue;
    }
    let text: string;
    try {
      text = readFileSync(change.file, 'utf8');
    } catch (error) {
      return `${change.file}: ${messageOf(error)}`;
    }
    if (hash(text) !== change.hash)
      return `${change.file}: it has changed since it was analysed; run the command again`;
    plan.push({ file: change.file, text: afterChange(change, text), old: text });
  }
  const done: typeof plan = [];
  for (const step of plan) {
    try {
      if (step.text === null) rmSync(step.file);
      else replaceFile(step.file, step.text);
      done.push(step);
    } catch (error) {
      for (const { file, old } of done.reverse()) {
        if (old === null) rmSync(file, { force: true });
        else writeFileSync(file, old);
      }
      return `${step.file}: ${messageOf(error)}; nothing was changed`;
    }
  }
  return null;
}

const ORDER = ['create', 'edit', 'delete'];

const inSafeOrder = (changes: readonly Change[]): readonly Change[] =>
  [...changes].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

/** Writes a file in one step, keeping its permissions, so that nobody ever sees half of it. */
function replaceFile(file: string, text: string): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  const part = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(part, text, { flag: 'wx', ...(mode === undefined ? {} : { mode: mode & 0o777 }) });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

const messageOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'there is no permission to write it';
  return error instanceof Error ? error.message : String(error);
};
