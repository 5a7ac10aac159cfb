import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleFinding } from '../../../server/src/rules/analyse.ts';
import { rule } from '../../../server/src/rules/rule.ts';
import { SafeFixes } from '../../../server/src/rules/safe-fixes.ts';

const RULE = rule({
  id: 'dockerfile/some-rule',
  severity: 'warning',
  since: '0.2.0',
  title: '',
  summary: '',
  check: () => [],
});

/** A finding whose fix writes a text; one that is not safe with a `?`. */
const found = (message: string, start = 0): RuleFinding => ({
  rule: RULE,
  severity: 'warning',
  at: { file: '/w/Dockerfile', span: { start, end: start + 1 } },
  message,
  related: [],
  fixes: () => [
    {
      kind: 'changes',
      title: message,
      safe: !message.endsWith('?'),
      changes: [{ kind: 'create', file: '/w/x', text: message }],
    },
  ],
});

const texts = (fixes: SafeFixes, ...rounds: readonly (readonly RuleFinding[])[]): (string | null)[] =>
  rounds.map((findings) => {
    const [change] = fixes.next(findings) ?? [];
    return change?.kind === 'create' ? change.text : null;
  });

test('safe fixes come one after the other, those that others bring into reach too', () => {
  assert.deepEqual(
    texts(new SafeFixes(), [found('a?'), found('b'), found('c')], [found('c')], [found('d')], [found('a?')]),
    ['b', 'c', 'd', null],
  );
});

test('two fixes that undo each other are made once each', () => {
  assert.deepEqual(texts(new SafeFixes(), [found('on')], [found('off')], [found('on')], [found('off')]), [
    'on',
    'off',
    null,
    null,
  ]);
});

test('what is wrong twice is mended twice, and not a third time', () => {
  assert.deepEqual(texts(new SafeFixes(), [found('a', 1), found('a', 9)], [found('a', 5)], [found('a', 5)]), [
    'a',
    'a',
    null,
  ]);
});
