import { applyEdits } from './edit.ts';
import { type Change, afterChange } from './change.ts';

/** One file as it is to be written next; a null text is a file that goes, or one that is not there yet. */
export interface WriteStep {
  readonly file: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The order in which changes are written, so that whatever is left when the machine stops half-way still works: new files first,
 * deletions last. A file that others are pointed away from or into keeps what both need until they are written.
 * `textOf` gives the text that an edit or a deletion was made for.
 */
export function writeSteps(
  changes: readonly Change[],
  textOf: (change: Exclude<Change, { kind: 'create' }>) => string,
): readonly WriteStep[] {
  const first: WriteStep[] = [];
  const then: WriteStep[] = [];
  const last: WriteStep[] = [];
  const gone: WriteStep[] = [];
  for (const change of changes) {
    const { file } = change;
    if (change.kind === 'create') {
      first.push({ file, before: null, after: change.text });
      continue;
    }
    const before = textOf(change);
    const after = afterChange(change, before);
    if (change.kind === 'delete') gone.push({ file, before, after });
    else if (change.meanwhile) {
      const between = applyEdits(before, change.meanwhile);
      first.push({ file, before, after: between });
      if (between !== after) last.push({ file, before: between, after });
    } else then.push({ file, before, after });
  }
  return [...first, ...then, ...last, ...gone];
}
