import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyChanges } from '../../server/src/memory/apply-changes.ts';
import { type Reader, Snapshot } from '../../server/src/memory/snapshot.ts';
import { analyse, type RuleFinding, said } from '../../server/src/rules/analyse.ts';
import type { Fix } from '../../server/src/rules/rule.ts';
import { planSplit } from '../../server/src/split/plan-split.ts';
import { buildComposeOracle, type ComposeOracle, type OracleService } from '../oracle/compose-oracle.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { arbitraryAttack, type Attack, type Truth } from './attacks/arbitrary-attack.ts';
import { toyBuild, type ToyImage } from './attacks/toy-docker.ts';

/**
 * Workspaces that try to break a split are split, and their safe fixes are made; then all is looked at by others: compose-go reads
 * every project before and after, and a toy that shares no line with the engine builds every image. What a program truly needs is
 * known from how the workspace was made.
 */
const RUNS = Number(process.env['ATTACK_RUNS'] ?? 3000);
const BATCH = 200;
const SEED = fc.readConfigureGlobal().seed ?? 1;

type Files = ReadonlyMap<string, string>;

interface Change {
  readonly how: string;
  readonly before: Files;
  readonly after: Files;
  readonly truth: Truth;
}

test(`${RUNS} attacks: nothing is lost by a split or a safe fix`, (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  const counts = { split: 0, stages: 0, fixed: 0, refused: 0 };
  const attacks = fc.sample(arbitraryAttack, { numRuns: RUNS, seed: SEED });
  for (let start = 0; start < attacks.length; start += BATCH) {
    const changes = attacks.slice(start, start + BATCH).flatMap((attack) => changesOf(attack, counts));
    checkAll(oracle, changes);
  }
  t.diagnostic(JSON.stringify(counts));
  // A splitter that refuses everything would pass.
  assert.ok(counts.split > RUNS / 2, `most are split: ${JSON.stringify(counts)}`);
  assert.ok(counts.fixed > RUNS / 40, `some have safe fixes: ${JSON.stringify(counts)}`);
});

function changesOf(
  { files, truth }: Attack,
  counts: { split: number; stages: number; fixed: number; refused: number },
): Change[] {
  const out: Change[] = [];
  // One snapshot for all, as in an editor: what is known of the workspace is found out once.
  const snapshot = snapshotOf(files);
  for (const into of ['files', 'stages'] as const) {
    const request = { dockerfile: null, programs: [], into, keep: false };
    const plan = planSplit(snapshot, SETTINGS, request, said);
    if (plan.refused.length > 0) counts.refused++;
    if (plan.changes.length === 0) continue;
    if (into === 'files') counts.split++;
    else counts.stages++;
    const applied = applyChanges(snapshot, plan.changes);
    assert.ok(applied.ok);
    out.push({
      how: `into ${into}`,
      before: files,
      after: textsOf(applied.snapshot, files, plan.changes),
      truth,
    });
  }
  const fixed = withSafeFixes(snapshot, files);
  if (fixed) {
    counts.fixed++;
    out.push({ how: 'safe fixes', before: files, after: fixed, truth });
  }
  return out;
}

function withSafeFixes(before: Reader, files: Files): Files | null {
  let snapshot = before;
  const changed: { file: string }[] = [];
  for (let round = 0; round < 20; round++) {
    const { findings } = snapshot.derive(analyse, SETTINGS);
    const fix = firstSafe(findings);
    if (fix?.kind !== 'changes') return changed.length > 0 ? textsOf(snapshot, files, changed) : null;
    const applied = applyChanges(snapshot, fix.changes);
    assert.ok(applied.ok);
    changed.push(...fix.changes);
    snapshot = applied.snapshot;
  }
  return assert.fail('the safe fixes do not end');
}

/** Whether a fix is safe is proven when it is asked for. */
function firstSafe(findings: readonly RuleFinding[]): Fix | null {
  for (const finding of findings) for (const fix of finding.fixes()) if (fix.safe) return fix;
  return null;
}

const SETTINGS = { path: '/w', root: '/w', moduleCache: null, env: [] };

const snapshotOf = (files: Files): Snapshot =>
  new Snapshot(new MemoryFiles([...files].map(([path, text]): [string, string] => [`/w/${path}`, text])));

/** The texts after changes. */
function textsOf(snapshot: Reader, before: Files, changes: readonly { readonly file: string }[]): Files {
  const paths = new Set([...before.keys(), ...changes.map(({ file }) => file.slice('/w/'.length))]);
  return new Map(
    [...paths].flatMap((path) => {
      const state = snapshot.file(`/w/${path}`);
      return state.kind === 'text' ? [[path, state.file.text] as const] : [];
    }),
  );
}

/** Asks compose-go about every project of every change at once. */
function checkAll(oracle: ComposeOracle, changes: readonly Change[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-attacks-'));
  try {
    const asked = changes.flatMap((change, index) =>
      (['before', 'after'] as const).flatMap((when) => {
        const dir = join(folder, `${index}-${when}`);
        for (const [path, text] of change[when]) {
          mkdirSync(dirname(join(dir, path)), { recursive: true });
          writeFileSync(join(dir, path), text);
        }
        return change.truth.projects.map((files) => ({
          dir,
          files: files.map((file) => join(dir, file)),
          profiles: ['*'],
        }));
      }),
    );
    const answers = oracle.load(asked);
    let at = 0;
    for (const change of changes) {
      const count = change.truth.projects.length;
      const [before, after] = [answers.slice(at, at + count), answers.slice(at + count, at + 2 * count)];
      at += 2 * count;
      try {
        for (const [index, files] of change.truth.projects.entries()) {
          const [old, now] = [before[index], after[index]];
          assert.equal(old?.error, '', 'the generator makes projects that Compose takes');
          assert.equal(now?.error, '');
          checkProject(change, files.join(' '), old?.services ?? {}, now?.services ?? {});
        }
        if (change.truth.isBuiltByName)
          assert.ok(change.after.has('Dockerfile'), 'the Dockerfile that others build is there');
      } catch (error) {
        const shown = (files: Files): string =>
          [...files].map(([path, text]) => `-- ${path} --\n${text}`).join('');
        throw new Error(
          `${change.how}: ${error instanceof Error ? error.message : String(error)}\n\nBEFORE\n${shown(change.before)}\nAFTER\n${shown(change.after)}`,
          { cause: error },
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Services = Readonly<Record<string, OracleService>>;

function checkProject(change: Change, project: string, before: Services, after: Services): void {
  assert.deepEqual(Object.keys(after), Object.keys(before), project);
  const old = new Images(change.before, before);
  const now = new Images(change.after, after);
  for (const [name, service] of Object.entries(before)) {
    const next = after[name];
    assert.ok(next);
    const what = `${name} of ${project}`;
    const rest = (of: OracleService): unknown =>
      Object.entries(of).filter(([key]) => !['build', 'image', 'command', 'entrypoint'].includes(key));
    assert.deepEqual(rest(next), rest(service), `the rest of ${what}`);
    const [was, is] = [old.of(name), now.of(name)];
    checkImage(change.truth, what, name, { image: was, service }, { image: is, service: next });
  }
  for (const file of change.before.keys())
    if (file.endsWith('.Dockerfile') && change.after.has(file)) {
      const held = old.build(file, null, {});
      const holds = now.build(file, null, {});
      const places = (image: ToyImage): string[] =>
        programsIn(image).map((each) => `${each.path} ${each.package}`);
      assert.deepEqual(places(holds), places(held), file);
    }
}

interface Started {
  readonly image: ToyImage;
  readonly service: OracleService;
}

function checkImage(truth: Truth, what: string, service: string, before: Started, after: Started): void {
  const [was, is] = [startOf(before), startOf(after)];
  const program = was.program;
  // What could not start before has nothing to lose.
  if (program === null) return;
  assert.equal(is.program, program, `${what} starts the same program`);
  assert.deepEqual(is.args, was.args, `${what} starts with the same arguments`);
  const [old, now] = [before.image, after.image];
  assert.equal(now.user, old.user, `${what}: user`);
  assert.equal(now.workdir, old.workdir, `${what}: folder`);
  assert.deepEqual([...now.env], [...old.env], `${what}: environment`);
  assert.deepEqual(now.labels, old.labels, `${what}: labels`);
  const needed = closure(truth, [program]);
  for (const path of needed.paths)
    if (old.tree.has(path)) assert.ok(now.tree.has(path), `${what}: ${path} is there for ${program}`);
  const beside = truth.beside.filter((each) => each.service === service).map(({ path }) => path);
  for (const path of [...needed.programs, ...beside])
    if (old.tree.get(path)?.kind === 'program')
      assert.deepEqual(now.tree.get(path)?.kind, 'program', `${what}: ${path} is there to be started`);
  for (const each of programsIn(now)) {
    const isOff = each.cgo === '0';
    assert.ok(
      !isOff || !truth.needCgo.has(each.package) || wasOff(old, each.package),
      `${what}: ${each.package} compiles`,
    );
  }
}

const wasOff = (image: ToyImage, name: string): boolean =>
  programsIn(image).some((each) => each.package === name && each.cgo === '0');

const programsIn = ({ tree }: ToyImage): { path: string; package: string; cgo: string }[] =>
  [...tree].flatMap(([path, node]) =>
    node.kind === 'program' ? [{ path, package: node.package, cgo: node.cgo }] : [],
  );

/** What programs need, those that they start included. */
function closure({ needs }: Truth, names: readonly string[]): { paths: string[]; programs: string[] } {
  const paths: string[] = [];
  const programs: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const need = needs.get(name);
    paths.push(...(need?.paths ?? []));
    for (const path of need?.programs ?? []) {
      programs.push(path);
      visit(path.slice(path.lastIndexOf('/') + 1));
    }
  };
  names.forEach(visit);
  return { paths, programs };
}

/** The program that a container starts and its arguments, through the entry script that hands on. */
function startOf({ image, service }: Started): { program: string | null; args: readonly string[] } {
  const entry = service.entrypoint ?? image.entrypoint;
  const command = service.command ?? (service.entrypoint ? [] : image.cmd);
  const words = [...entry, ...command].filter((word, index) => index > 0 || !word.endsWith('/entry.sh'));
  const [path = '', ...args] = words;
  const node = image.tree.get(path) ?? image.tree.get(`/usr/local/bin/${path}`);
  return { program: node?.kind === 'program' ? node.package : null, args };
}

/** The images of a project's services, built by the toy. */
class Images {
  readonly #files: Files;
  readonly #services: Services;
  readonly #built = new Map<string, ToyImage>();

  constructor(files: Files, services: Services) {
    this.#files = files;
    this.#services = services;
  }

  of(name: string): ToyImage {
    const service = this.#services[name];
    if (service?.build)
      return this.build(
        service.build.dockerfile ?? 'Dockerfile',
        service.build.target ?? null,
        service.build.args ?? {},
      );
    const image = service?.image === undefined ? null : this.#tagged(service.image);
    assert.ok(image, `${name} has an image`);
    return image;
  }

  build(file: string, target: string | null, args: Readonly<Record<string, string | null>>): ToyImage {
    const id = JSON.stringify([file, target, args]);
    const known = this.#built.get(id);
    if (known) return known;
    const dockerfile = this.#files.get(file);
    assert.ok(dockerfile !== undefined, `${file} exists`);
    const given = Object.fromEntries(
      Object.entries(args).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    );
    const context = this.#files;
    const image = toyBuild({ dockerfile, context, target, args: given, tagged: (tag) => this.#tagged(tag) });
    this.#built.set(id, image);
    return image;
  }

  /** Docker takes the one that was built last; whichever that is must do. */
  #tagged(tag: string): ToyImage | null {
    const builder = Object.values(this.#services).find((each) => each.build && each.image === tag);
    return builder?.build
      ? this.build(
          builder.build.dockerfile ?? 'Dockerfile',
          builder.build.target ?? null,
          builder.build.args ?? {},
        )
      : null;
  }
}
