import type { EditAnswer } from '../../compose/model.ts';
import { type Change, editOf } from '../../text/change.ts';
import type { World } from '../../world/world.ts';
import type { Fix } from '../rule.ts';

/** A fix from edits of Compose files; none when these edits cannot be made without touching more. */
export function composeFix(
  world: World,
  title: string,
  safe: boolean,
  ...answers: readonly EditAnswer[]
): Fix[] {
  const edits = [];
  for (const answer of answers) {
    if (!answer.ok) return [];
    edits.push(...answer.edits);
  }
  const changes: Change[] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const state = world.reader.file(file);
    if (state.kind !== 'text') return [];
    changes.push(
      editOf(
        file,
        state.file.text,
        edits.filter((edit) => edit.file === file),
      ),
    );
  }
  return changes.length === 0 ? [] : [{ kind: 'changes', title, safe, changes }];
}
