import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ActionRequest, codeActions } from '../../../server/src/editor/code-actions.ts';
import { diagnosticsOf } from '../../../server/src/editor/diagnostics.ts';
import { fixAll } from '../../../server/src/editor/fix-all.ts';
import type { Analysis, RuleFinding } from '../../../server/src/rules/analyse.ts';
import { type Fix, rule, type Rule } from '../../../server/src/rules/rule.ts';
import { afterChange, editOf } from '../../../server/src/text/change.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import type { World } from '../../../server/src/world/world.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const FILE = '/w/Dockerfile';
const TEXT = 'FROM alpine\nRUN one two three\nCMD ["x"]\n';
const snapshot = new Snapshot(new MemoryFiles([[FILE, TEXT]]));

test('a finding is shown in lines and characters; what it is related to, too', () => {
  const finding = found('two', [], {
    related: [{ at: { file: '/w/gone', span: { start: 5, end: 9 } }, message: 'there' }],
  });
  assert.deepEqual(
    [...diagnosticsOf(snapshot, analysis([finding]))],
    [
      [
        FILE,
        [
          {
            range: { start: { line: 1, character: 8 }, end: { line: 1, character: 11 } },
            severity: 'warning',
            rule: 'dockerfile/cgo-needed',
            message: 'about two',
            related: [
              {
                file: '/w/gone',
                range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
                message: 'there',
              },
            ],
            unnecessary: false,
          },
        ],
      ],
    ],
  );
});

test('quick fixes are those of the findings that the range touches, in order', () => {
  const all = analysis([found('one', [drop('one')]), found('two', [drop('two'), drop('one two')])]);
  const titles = (from: string, to = from): readonly string[] =>
    codeActions(snapshot, all, {
      file: FILE,
      span: { start: TEXT.indexOf(from), end: TEXT.indexOf(to) },
      only: null,
    }).map(({ title }) => title);
  assert.deepEqual(titles('one'), ['drop one']);
  assert.deepEqual(titles('two'), ['drop two', 'drop one two']);
  assert.deepEqual(titles('one', 'two'), ['drop one', 'drop two', 'drop one two']);
  assert.deepEqual(titles('CMD'), []);
});

test('the kinds that are asked for are those that come', () => {
  const all = analysis([
    found('one', [drop('one')], {}),
    found('two', [{ kind: 'split', title: 'split', safe: false, dockerfile: FILE }], {
      rule: rule({ ...UNKNOWN, offersSplit: true }),
    }),
  ]);
  const kinds = (only: ActionRequest['only']): readonly string[] =>
    codeActions(snapshot, all, { file: FILE, span: { start: 0, end: TEXT.length }, only }).map(
      ({ kind }) => kind,
    );
  assert.deepEqual(kinds(null), ['quickfix', 'quickfix']);
  assert.deepEqual(kinds(['quickfix']), ['quickfix', 'quickfix']);
  assert.deepEqual(kinds(['refactor']), ['refactor.rewrite']);
  assert.deepEqual(kinds(['refactor.rewrite']), ['refactor.rewrite']);
  assert.deepEqual(kinds(['refactor.extract']), []);
  assert.deepEqual(kinds(['source']), ['source.fixAll.dockerfileSplit']);
  assert.deepEqual(kinds(['source.fixAll']), ['source.fixAll.dockerfileSplit']);
  assert.deepEqual(kinds(['source.organizeImports']), []);
  assert.deepEqual(kinds(['']), ['quickfix', 'quickfix', 'source.fixAll.dockerfileSplit']);
});

test('an edit that would not parse is not offered', () => {
  const breaks: Fix = {
    kind: 'changes',
    title: 'break',
    safe: true,
    changes: [editOf(FILE, TEXT, [{ span: { start: 0, end: 4 }, text: 'FORM' }])],
  };
  const all = analysis([found('FROM', [breaks])]);
  assert.deepEqual(codeActions(snapshot, all, { file: FILE, span: { start: 0, end: 0 }, only: null }), []);
  assert.equal(fixAll(snapshot, all, FILE), null);
});

test('fix-all takes safe fixes of this file alone, and of two that meet the first', () => {
  const unsafe: Fix = { ...drop('three'), safe: false };
  const wide: Fix = {
    ...drop('three'),
    changes: [...drop('three').changes, { kind: 'create', file: '/w/new', text: '' }],
  };
  const all = analysis([
    found('one', [drop('one')]),
    found('two', [drop('one two')]),
    found('two', [drop('two ')]),
    found('three', [unsafe, wide]),
  ]);
  const fixed = fixAll(snapshot, all, FILE);
  const [change] = fixed?.changes ?? [];
  assert.ok(change);
  assert.equal(afterChange(change, TEXT), 'FROM alpine\nRUN  three\nCMD ["x"]\n');
  assert.deepEqual(
    fixed?.findings.map(({ message }) => message),
    ['about one', 'about two'],
  );
  assert.equal(fixAll(snapshot, all, '/w/other'), null);
});

const UNKNOWN: Rule = {
  id: 'dockerfile/cgo-needed',
  severity: 'warning',
  since: '0.1.0',
  title: '',
  summary: '',
  check: () => [],
};

type Changes = Extract<Fix, { kind: 'changes' }>;

function drop(words: string): Changes {
  const start = TEXT.indexOf(words);
  return {
    kind: 'changes',
    title: `drop ${words}`,
    safe: true,
    changes: [editOf(FILE, TEXT, [{ span: { start, end: start + words.length }, text: '' }])],
  };
}

function found(word: string, fixes: readonly Fix[], more: Partial<RuleFinding> = {}): RuleFinding {
  const start = TEXT.indexOf(word);
  return {
    at: { file: FILE, span: { start, end: start + word.length } },
    message: `about ${word}`,
    related: [],
    fixes: () => fixes,
    rule: rule(UNKNOWN),
    severity: 'warning',
    ...more,
  };
}

function analysis(findings: readonly RuleFinding[]): Analysis {
  const world: World = {
    settings: { path: '/w', root: '/w', moduleCache: null, env: [] },
    reader: snapshot,
    projects: [],
    services: [],
    service: () => null,
    project: () => null,
    images: [],
    image: () => null,
    imagesOf: () => [],
    dockerfiles: [],
    modules: [],
    files: 1,
  };
  return { world, findings, all: findings, unknown: [] };
}
