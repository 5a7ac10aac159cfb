import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { EditScope } from '../../server/src/edit/compose/edit-scope.ts';
import {
  addBuild,
  moveCommandToEntrypoint,
  removeBuildKey,
  removeServiceKey,
  setBuildKeys,
  setImage,
  setWord,
} from '../../server/src/edit/compose/edit-service.ts';
import type { ComposeService, EditAnswer } from '../../server/src/compose/model.ts';
import { parseComposeFile } from '../../server/src/compose/parse/parse-compose-file.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { load } from '../unit/compose/load.ts';
import { type EditCase, editCase } from './compose-edit-arbitraries.ts';
import { buildComposeOracle, type OracleAnswer, type OracleService } from './compose-oracle.ts';

const CASES = 2_000;

test('compose-go sees exactly the change that an edit was asked for, and no other', (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  const folder = mkdtempSync(join(tmpdir(), 'compose-edits-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const reasons = new Map<string, number>();
  const edited: {
    readonly each: EditCase;
    readonly before: string;
    readonly after: string;
    readonly text: string;
  }[] = [];
  const seed = Number(process.env['FC_SEED'] ?? 4);
  // Projects that Compose rejects, and edits that are refused, are no cases: more are drawn than are counted.
  for (const each of fc.sample(editCase, { numRuns: CASES * 5, seed })) {
    if (edited.length === CASES) break;
    const project = load({ 'compose.yaml': each.text });
    if (project.errors.length > 0) continue;
    const service = project.services.find(({ name }) => name.value === each.service);
    if (!service) continue;
    const others = project.services.filter((other) => other !== service);
    const answer = ask(each, service, { textOf: () => each.text, together: [], others });
    if (!answer.ok) {
      const reason = `${each.kind}: ${answer.reason.replaceAll(/\bs\d\b/g, 's')}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      continue;
    }
    const text = applyEdits(each.text, answer.edits);
    assert.deepEqual(parseComposeFile(text).errors, [], `${each.kind} breaks\n${each.text}\n->\n${text}`);
    const index = edited.length;
    const [before, after] = ['before', 'after'].map((name) => join(folder, String(index), name, 'p'));
    assert.ok(before && after);
    for (const [dir, content] of [
      [before, each.text],
      [after, text],
    ] as const) {
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, 'compose.yaml'), content);
    }
    edited.push({ each, before, after, text });
  }
  t.diagnostic(`${edited.length} edits; refused: ${JSON.stringify(Object.fromEntries(reasons), null, 1)}`);
  assert.equal(edited.length, CASES);
  const answers = oracle.load(
    edited.flatMap(({ before, after }) => [before, after].map((dir) => ({ dir, profiles: ['*'] }))),
  );
  const failures = edited.flatMap(({ each, before, after, text }, index) => {
    const expected = wanted(answers[index * 2], each);
    const found = servicesIn(answers[index * 2 + 1]);
    const plain = (value: unknown, dir: string): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll(dir, '<dir>'));
    return isDeepStrictEqual(plain(expected, before), plain(found, after))
      ? []
      : [{ each, text, expected: plain(expected, before), found: plain(found, after) }];
  });
  const [first] = failures;
  if (first)
    assert.deepEqual(
      first.found,
      first.expected,
      `${failures.length} of ${CASES} wrong: ${failures.map(({ each }) => each.kind).join(', ')}; first: ${first.each.kind} of ${first.each.service} to ${first.each.value}\n${first.each.text}\n->\n${first.text}`,
    );
});

function ask({ kind, value }: EditCase, service: ComposeService, scope: EditScope): EditAnswer {
  switch (kind) {
    case 'dockerfile':
    case 'target':
      return setBuildKeys(service, [[kind, value]], scope);
    case 'dockerfile and target':
      return setBuildKeys(
        service,
        [
          ['dockerfile', value],
          ['target', 'both'],
        ],
        scope,
      );
    case 'drop target':
      return removeBuildKey(service, 'target', scope);
    case 'image':
      return setImage(service, value, scope);
    case 'add build':
      return addBuild(
        service,
        [
          ['context', './new'],
          ['dockerfile', value],
        ],
        scope,
      );
    case 'drop command':
      return removeServiceKey(service, 'command', scope);
    case 'drop entrypoint':
      return removeServiceKey(service, 'entrypoint', scope);
    case 'to entrypoint':
      return moveCommandToEntrypoint(service, scope);
    case 'word':
      return setWord(service, 'command', 0, value, scope);
  }
}

const servicesIn = (answer: OracleAnswer | undefined): Readonly<Record<string, OracleService>> | string => {
  assert.ok(answer);
  return answer.error === '' ? { ...answer.services, ...answer.disabled } : answer.error;
};

/** What compose-go said before, with the one change in it. */
function wanted(answer: OracleAnswer | undefined, { kind, service, value }: EditCase): unknown {
  const services = servicesIn(answer);
  if (typeof services === 'string') return services;
  const old = services[service];
  assert.ok(old);
  const changed = (change: object): unknown => ({ ...services, [service]: { ...old, ...change } });
  switch (kind) {
    case 'dockerfile':
    case 'target':
      return changed({ build: { ...old.build, [kind]: value } });
    case 'dockerfile and target':
      return changed({ build: { ...old.build, dockerfile: value, target: 'both' } });
    case 'drop target': {
      const pairs = Object.entries(old.build ?? {}).filter(([key]) => key !== 'target');
      return changed({ build: Object.fromEntries(pairs) });
    }
    case 'image':
      return changed({ image: value });
    case 'add build':
      return changed({ build: { context: '<dir>/new', dockerfile: value } });
    case 'drop command':
      return changed({ command: null });
    case 'drop entrypoint':
      return changed({ entrypoint: null });
    case 'to entrypoint':
      return changed({ command: null, entrypoint: old.command });
    case 'word':
      return changed({ command: [value, ...(old.command ?? []).slice(1)] });
  }
}
