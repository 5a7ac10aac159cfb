import { existsSync, readFileSync } from 'node:fs';
import { noJournal, type FileJournal } from './write-journal.ts';
import { writeAll } from './write-changes.ts';

/** How a run that was killed between its writes ended after all. */
export type Finished =
  /** There was none. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'finished'; readonly files: readonly string[] }
  /** It cannot be finished; a line that says why. */
  | { readonly kind: 'problem'; readonly reason: string };

/**
 * Does what a run that was killed has left to do. A file that a person has changed since is left as it is, and so is all else:
 * what was written until then works by itself.
 */
export function finishWrites(journal: FileJournal): Finished {
  const left = journal.interrupted();
  if (!left) return { kind: 'nothing' };
  if (left.runs !== null)
    return {
      kind: 'problem',
      reason: `another run (process ${left.runs}) is writing: try again when it is done`,
    };
  // Of several steps of one file the last that is done counts.
  const done = left.steps.map(({ file, after }) => textAt(file) === after);
  const todo = left.steps.filter((step, index) => {
    const later = left.steps.some((each, at) => at > index && each.file === step.file && done[at]);
    return !done[index] && !later;
  });
  const changed = todo.find(({ file, before }, index) => {
    const earlier = todo.slice(0, index).some((each) => each.file === file);
    return !earlier && textAt(file) !== before;
  });
  if (changed) {
    journal.end();
    return {
      kind: 'problem',
      reason: `${changed.file}: it was changed after a run that was interrupted; what that run has written stays, look at it and run the command again`,
    };
  }
  const problem = writeAll(todo, noJournal);
  if (problem !== null) return { kind: 'problem', reason: problem };
  journal.end();
  const files = [...new Set(left.steps.map(({ file }) => file))];
  return files.length === 0 ? { kind: 'nothing' } : { kind: 'finished', files };
}

const textAt = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);
