import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClientChange, ClientEdit } from '../../../client/src/client-change.ts';
import { remainingChange } from '../../../client/src/remaining-change.ts';
import { applyEdits, type TextEdit } from '../../../server/src/text/edit.ts';
import { LineIndex } from '../../../server/src/text/line-index.ts';

const uri = 'file:///w/compose.yml';

test('a file that is created is done when it has the text, whatever its line ends', () => {
  const create: ClientChange = { kind: 'create', uri, text: 'FROM x\nRUN y\n' };
  assert.deepEqual(remainingChange(create, null), { kind: 'left', change: create });
  assert.deepEqual(remainingChange(create, 'FROM x\r\nRUN y\r\n'), { kind: 'done' });
  assert.deepEqual(remainingChange(create, 'FROM other\n'), { kind: 'changed', uri });
});

test('a deletion is done when the file is gone, and is not made of another text', () => {
  const remove: ClientChange = { kind: 'delete', uri, before: 'FROM x\n', bytes: new Uint8Array() };
  assert.deepEqual(remainingChange(remove, null), { kind: 'done' });
  assert.deepEqual(remainingChange(remove, 'FROM x\n'), { kind: 'left', change: remove });
  assert.deepEqual(remainingChange(remove, 'FROM mine\n'), { kind: 'changed', uri });
});

test('an edit of a file that is gone, or holds something else, cannot be finished', () => {
  const edit: ClientChange = {
    kind: 'edit',
    uri,
    before: 'a: 1\n',
    edits: [{ range: range('a: 1\n', 3, 4), newText: '2' }],
  };
  assert.deepEqual(remainingChange(edit, null), { kind: 'changed', uri });
  assert.deepEqual(remainingChange(edit, 'a: 3\n'), { kind: 'changed', uri });
});

/** Texts with edits that do not touch each other, and which of these a person ticked. */
const picked = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', '\n', ' ', '🐳', 'dockerfile: Dockerfile'), {
      minLength: 1,
      maxLength: 30,
    }),
    fc.array(
      fc.record({
        gap: fc.nat(6),
        length: fc.nat(6),
        text: fc.constantFrom('', 'x', 'a', '.worker', '\n'),
        ticked: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([parts, wishes]) => {
    const text = parts.join('');
    const edits: (TextEdit & { ticked: boolean })[] = [];
    let at = 0;
    for (const { gap, length, text: newText, ticked } of wishes) {
      const start = at + gap + 1;
      if (start + length > text.length) break;
      edits.push({ span: { start, end: start + length }, text: newText, ticked });
      at = start + length;
    }
    return { text, edits };
  });

test('whatever somebody ticks, finishing makes the text that was planned', () => {
  fc.assert(
    fc.property(picked, ({ text, edits }) => {
      const whole = applyEdits(text, edits);
      const now = applyEdits(
        text,
        edits.filter(({ ticked }) => ticked),
      );
      const change: ClientChange = {
        kind: 'edit',
        uri,
        before: text,
        edits: edits.map(
          ({ span, text: newText }): ClientEdit => ({ range: range(text, span.start, span.end), newText }),
        ),
      };
      const remaining = remainingChange(change, now);
      if (remaining.kind === 'done') return assert.equal(now, whole);
      assert.ok(remaining.kind === 'left' && remaining.change.kind === 'edit');
      const index = new LineIndex(now);
      const rest = remaining.change.edits.map(({ range: each, newText }) => ({
        span: { start: index.offset(each.start), end: index.offset(each.end) },
        text: newText,
      }));
      assert.equal(applyEdits(now, rest), whole);
    }),
    { numRuns: 2000 },
  );
});

function range(text: string, start: number, end: number): ClientEdit['range'] {
  return new LineIndex(text).range({ start, end });
}
