import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  addBuild,
  moveCommandToEntrypoint,
  removeBuildKey,
  removeServiceKey,
  setWord,
  setBuildKeys,
  setImage,
} from '../../server/src/edit/compose/edit-service.ts';
import type { EditScope } from '../../server/src/edit/compose/edit-scope.ts';
import { loadProject } from '../../server/src/compose/load/load-project.ts';
import type { ComposeProject, ComposeService, EditAnswer, FileEdit } from '../../server/src/compose/model.ts';
import { parseComposeFile } from '../../server/src/compose/parse/parse-compose-file.ts';
import { applyEdits, inOrder } from '../../server/src/text/edit.ts';
import { type EditProject, editProjects, type EditRequest, editRequests } from './compose-edit-shapes.ts';
import { buildComposeOracle, type OracleAnswer, type OracleRequest } from './compose-oracle.ts';

/** A fixed seed keeps runs alike; FUZZ_SEED and FUZZ_RUNS look further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260102);
const runs = Number(process.env['FUZZ_RUNS'] ?? 2000);

type Files = Readonly<Record<string, string>>;

/** An edit that was made, with all that is needed to judge it. */
interface Made {
  readonly request: EditRequest;
  readonly project: EditProject;
  readonly service: string;
  readonly edits: readonly FileEdit[];
  readonly after: Files;
}

// The other test of edits looks at what services share; this one at how files are written: overrides, `extends`, line
// ends, document markers, byte order marks and comments.
test('edits of files in every shape change what was asked, and compose-go sees nothing else', (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  const folder = mkdtempSync(join(tmpdir(), 'compose-edits-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));

  const refusals = new Map<string, number>();
  const made: Made[] = [];
  const faults: string[] = [];
  // What is refused says nothing about the text, so other cases are drawn in its place.
  for (let round = 0; made.length < runs && round < 20; round++) {
    const drawn = fc.sample(fc.tuple(editProjects(), editRequests()), { numRuns: runs, seed: seed + round });
    for (const [project, request] of drawn) {
      if (made.length === runs) break;
      const result = attempt(project, request);
      if ('refused' in result) {
        refusals.set(result.refused, (refusals.get(result.refused) ?? 0) + 1);
        if (result.isWrong)
          faults.push(show(project.files, project.files, request, `refused: ${result.refused}`));
      } else {
        made.push(result);
        const fault = faultOf(result);
        if (fault !== null) faults.push(show(project.files, result.after, request, fault));
      }
    }
  }
  assert.equal(made.length, runs, JSON.stringify(Object.fromEntries(refusals)));

  const requests = made.flatMap(({ project, after }, index): OracleRequest[] => {
    const dir = join(folder, `case-${index}`);
    mkdirSync(dir);
    return (['before', 'after'] as const).map((when) => {
      const files = when === 'before' ? project.files : after;
      for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, `${when}-${name}`), text);
      return { dir, files: project.load.map((name) => `${when}-${name}`), profiles: ['*'], env: ENV };
    });
  });
  const answers = oracle.load(requests);
  let judged = 0;
  for (const [index, each] of made.entries()) {
    const before = answers[2 * index];
    const after = answers[2 * index + 1];
    assert.ok(before && after);
    if (before.error !== '') {
      faults.push(
        show(
          each.project.files,
          each.after,
          each.request,
          `the generator made a broken project: ${before.error}`,
        ),
      );
      continue;
    }
    judged++;
    const expected = expectedOf(before, each, join(folder, `case-${index}`));
    const got = servicesOf(after);
    if (after.error !== '' || !isDeepStrictEqual(got, expected))
      faults.push(
        show(
          each.project.files,
          each.after,
          each.request,
          `compose-go: ${after.error || difference(expected, got)}`,
        ),
      );
  }
  t.diagnostic(`${judged} edits judged; refused: ${JSON.stringify(Object.fromEntries(refusals))}`);
  assert.ok(
    faults.length === 0,
    `${faults.length} faults; the first:\n${faults.slice(0, Number(process.env['FUZZ_SHOW'] ?? 3)).join('\n\n')}`,
  );
  assert.equal(judged, runs);
});

const ENV = { DIR: 'dir', TAG: '3', X: 'x', STAGE: 'stage' };

function load(project: EditProject, files: Files): ComposeProject {
  const paths = project.load.map((name) => `/w/${name}`);
  const text = (path: string): string | null => files[path.slice('/w/'.length)] ?? null;
  return loadProject(
    { files: paths, dir: '/w', env: new Map(Object.entries(ENV)), root: '/w' },
    {
      text,
      composeFile: (path) => {
        const content = text(path);
        return content === null ? null : parseComposeFile(content);
      },
    },
  );
}

function attempt(project: EditProject, request: EditRequest): Made | { refused: string; isWrong: boolean } {
  const before = load(project, project.files);
  const service = before.services[request.service % before.services.length];
  if (!service) return { refused: `no service: ${before.errors[0]?.message ?? ''}`, isWrong: true };
  const answer = edit(service, request, {
    textOf: (file) => project.files[file.slice('/w/'.length)] ?? null,
    together: [],
    others: before.services.filter((each) => each !== service),
  });
  if (!answer.ok) return { refused: answer.reason.replace(/service \w+/, 'the service'), isWrong: false };
  const after = Object.fromEntries(
    Object.entries(project.files).map(([name, content]) => {
      const own = answer.edits.filter(({ file }) => file === `/w/${name}`);
      return [name, applyEdits(content, own)];
    }),
  );
  return { request, project, service: service.name.value, edits: answer.edits, after };
}

function edit(service: ComposeService, request: EditRequest, scope: EditScope): EditAnswer {
  switch (request.kind) {
    case 'dockerfile':
    case 'target':
    case 'context':
      return setBuildKeys(service, [[request.kind, request.value]], scope);
    case 'image':
      return setImage(service, request.value, scope);
    case 'point':
      return setBuildKeys(
        service,
        [
          ['dockerfile', request.dockerfile],
          ['target', request.target],
        ],
        scope,
      );
    case 'build':
      if (service.build) return { ok: false, reason: 'it has a build' };
      return addBuild(
        service,
        [
          ['context', '.'],
          ['dockerfile', request.dockerfile],
          ['target', request.target],
        ],
        scope,
      );
    case 'move':
      return moveCommandToEntrypoint(service, scope);
    case 'word':
      return setWord(service, request.of, request.index, request.value, scope);
    case 'drop-target':
      return removeBuildKey(service, 'target', scope);
    case 'drop-command':
    case 'drop-entrypoint':
      return removeServiceKey(service, request.kind === 'drop-command' ? 'command' : 'entrypoint', scope);
  }
}

/** What is wrong with the text alone. */
function faultOf({ project, after, edits, request }: Made): string | null {
  for (const [name, old] of Object.entries(project.files)) {
    const now = after[name] ?? '';
    const { errors } = parseComposeFile(now);
    const [error] = errors;
    if (error) return `does not parse: ${error.message}`;
    if (old.includes('\r\n') && /(?<!\r)\n/.test(now)) return 'a line end of another kind';
    const own = inOrder(edits.filter(({ file }) => file === `/w/${name}`));
    let shift = 0;
    let at = 0;
    for (const { span, text } of own) {
      if (now.slice(at + shift, span.start + shift) !== old.slice(at, span.start))
        return 'bytes outside the spans differ';
      shift += text.length - (span.end - span.start);
      at = span.end;
    }
    if (now.slice(at + shift) !== old.slice(at)) return 'bytes outside the spans differ';
    if (!request.kind.startsWith('drop')) {
      const notes = (text: string): string => (text.match(/# note \d+/g) ?? []).join();
      if (notes(old) !== notes(now)) return 'a comment is lost or moved';
    }
    const ragged = (text: string): number => (text.match(/[ \t]+\r?\n/g) ?? []).length;
    if (ragged(now) > ragged(old)) return 'it leaves blanks at the end of a line';
  }
  return null;
}

type Plain = Record<string, unknown>;

const servicesOf = (answer: OracleAnswer): Record<string, Plain> =>
  structuredClone({ ...answer.services, ...answer.disabled }) as unknown as Record<string, Plain>;

/** What compose-go said before, with what was asked in it. */
function expectedOf(before: OracleAnswer, { request, service }: Made, dir: string): Record<string, Plain> {
  const services = servicesOf(before);
  const own = services[service];
  assert.ok(own);
  const build = (own['build'] ?? {}) as Plain;
  switch (request.kind) {
    case 'dockerfile':
    case 'target':
      build[request.kind] = request.value;
      break;
    case 'context':
      build['context'] = join(dir, request.value);
      break;
    case 'image':
      own['image'] = request.value;
      break;
    case 'point':
      build['dockerfile'] = request.dockerfile;
      build['target'] = request.target;
      break;
    case 'build':
      own['build'] = { context: dir, dockerfile: request.dockerfile, target: request.target };
      break;
    case 'move':
      own['entrypoint'] = own['command'];
      own['command'] = null;
      break;
    case 'word':
      (own[request.of] as string[])[request.index] = request.value;
      break;
    case 'drop-target':
      delete build['target'];
      break;
    case 'drop-command':
      own['command'] = null;
      break;
    case 'drop-entrypoint':
      own['entrypoint'] = null;
      break;
  }
  return services;
}

const difference = (expected: unknown, got: unknown): string =>
  `expected ${JSON.stringify(expected)}\n     got ${JSON.stringify(got)}`;

const show = (before: Files, after: Files, request: EditRequest, fault: string): string =>
  `${fault}\nasked: ${JSON.stringify(request)}\n${Object.keys(before)
    .map((name) => `--- ${name} before\n${before[name]}\n--- ${name} after\n${after[name]}`)
    .join('\n')}`;
