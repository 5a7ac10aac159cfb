import { readFileSync, rmSync } from 'node:fs';
import type { Change } from '../text/change.ts';
import { hash } from '../text/hash.ts';
import { dirname } from '../text/path.ts';
import { type WriteStep, writeSteps } from '../text/write-steps.ts';
import { cannotReplace, isTaken, removeParts, replaceFile } from './replace-file.ts';
import { type Journal, noJournal } from './write-journal.ts';

/**
 * Makes changes on disk: all of them or, when one cannot be made, none. Every text is compared with the one that the change was
 * made for before the first byte is written, and once more when its turn comes. The order is that of `writeSteps`; what is left
 * when the machine stops half-way works, and the journal tells the next run what remains to be done.
 * Returns a line that names the file and the problem; null when all went well.
 */
export function writeChanges(changes: readonly Change[], journal: Journal = noJournal): string | null {
  const texts = new Map<Change, string>();
  for (const change of changes) {
    if (change.kind === 'create') {
      if (isTaken(change.file)) return `${change.file}: it exists already and is not overwritten`;
      continue;
    }
    try {
      const bytes = readFileSync(change.file);
      const text = bytes.toString('utf8');
      // A text that does not give its bytes back was not read as it is.
      if (hash(text) !== change.hash || !Buffer.from(text, 'utf8').equals(bytes))
        return `${change.file}: it has changed since it was analysed; run the command again`;
      const problem = change.kind === 'edit' ? cannotReplace(change.file) : null;
      if (problem !== null) return `${change.file}: ${problem}; nothing was changed`;
      texts.set(change, text);
    } catch (error) {
      return `${change.file}: ${messageOf(error)}`;
    }
  }
  const steps = writeSteps(changes, (change) => texts.get(change) ?? '');
  return writeAll(steps, journal);
}

/** Writes steps that were read a moment ago, and takes back what was written where one fails. */
export function writeAll(steps: readonly WriteStep[], journal: Journal): string | null {
  const done: WriteStep[] = [];
  try {
    for (const folder of new Set(steps.map(({ file }) => dirname(file)))) removeParts(folder);
    journal.begin(steps);
  } catch (error) {
    return `${messageOf(error)}; nothing was changed`;
  }
  for (const step of steps) {
    try {
      if (textAt(step.file) !== step.before) throw new Error('it has changed since it was analysed');
      if (step.after === null) rmSync(step.file);
      else replaceFile(step.file, step.after);
      done.push(step);
    } catch (error) {
      const kept = takeBack(done);
      if (kept.length === 0) journal.end();
      const state = kept.length === 0 ? 'nothing was changed' : `${kept.join(', ')} could not be taken back`;
      return `${step.file}: ${messageOf(error)}; ${state}`;
    }
  }
  journal.end();
  return null;
}

/** The files that could not be made what they were. */
function takeBack(done: readonly WriteStep[]): string[] {
  return [...done].reverse().flatMap(({ file, before }) => {
    try {
      if (before === null) rmSync(file, { force: true });
      else replaceFile(file, before);
      return [];
    } catch {
      // The disk that failed a moment ago still fails: the person is told which files are left.
      return [file];
    }
  });
}

function textAt(file: string): string | null {
  return isTaken(file) ? readFileSync(file, 'utf8') : null;
}

const messageOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'there is no permission to write it';
  return error instanceof Error ? error.message : String(error);
};
