import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { GoIndex } from '../../../server/src/host/go-index/go-index.ts';
import { IndexFile } from '../../../server/src/host/go-index/index-file.ts';
import { IndexedFiles } from '../../../server/src/host/go-index/indexed-files.ts';
import { NodeFiles } from '../../../server/src/host/node-files.ts';
import type { FileSystem } from '../../../server/src/memory/file-system.ts';
import { goFolder } from '../../../server/src/go/facts.ts';
import { cgoVerdicts, goModules, PLAIN } from '../../../server/src/world/go/go-facts.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';

const BUILD = 7;
/** A clock that is ahead, so that what the test has just written counts as old. */
const later = (): number => Date.now() + 24 * 60 * 60 * 1000;

/** A repository and a module cache in a folder of their own. */
class Disk {
  readonly root: string;
  readonly repository: string;
  readonly cache: string;
  #index: Uint8Array | null = null;
  #ticks = 0;

  constructor(t: TestContext) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'go-index-')));
    t.after(() => rmSync(this.root, { recursive: true, force: true }));
    this.repository = join(this.root, 'repository');
    this.cache = join(this.root, 'cache');
    mkdirSync(this.repository);
    mkdirSync(this.cache);
  }

  /** A null text removes a file, or a folder with all that is in it. Each file is another one than before, as git makes them. */
  write(path: string, text: string | null): void {
    const file = join(this.root, path);
    if (text === null) rmSync(file, { recursive: true, force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
      this.tick(file);
    }
    if (existsSync(dirname(file))) this.tick(dirname(file));
  }

  /** The clock of a disk is coarser than this test is fast; nothing that is as young as that is written down otherwise. */
  tick(path: string): void {
    const time = Date.now() / 1000 + ++this.#ticks / 100;
    utimesSync(path, time, time);
  }

  plain(): FileSystem {
    return new NodeFiles([this.repository, this.cache]);
  }

  /** The disk as the next run sees it, with what the last one wrote down. */
  indexed(now = later()): IndexedFiles {
    const index = this.#index && GoIndex.read(this.#index, BUILD);
    return new IndexedFiles(new NodeFiles([this.repository, this.cache]), this.cache, index, now);
  }

  keep(files: IndexedFiles): void {
    this.#index = files.toIndex(BUILD);
  }

  verdicts(snapshot: Snapshot): unknown {
    const [module] = snapshot.derive(goModules, this.repository);
    const dirs = module?.programs.map(({ dir }) => dir) ?? [];
    return ['linux', 'windows'].map((goos) => {
      const target = { ...PLAIN, goos };
      const key = { context: null, root: this.repository, moduleCache: this.cache, target, dirs };
      return [...snapshot.derive(cgoVerdicts, key)];
    });
  }
}

const WAYS: Readonly<Record<string, readonly (string | null)[]>> = {
  'repository/go.mod': [
    'module example.com/m\n\ngo 1.24\n\nrequire (\n\texample.com/x v1.0.0\n\texample.com/x/deep v1.0.0\n)\n',
    'module example.com/m\n\ngo 1.24\n\nrequire (\n\texample.com/x v1.1.0\n\texample.com/x/deep v1.0.0\n)\n',
    'module example.com/m\n\ngo 1.24\n\nrequire example.com/x v1.0.0\n\nreplace example.com/x => ./x\n',
  ],
  'repository/cmd/a/main.go': [
    'package main\n\nimport "example.com/x"\n\nfunc main() { x.F() }\n',
    'package main\n\nimport "example.com/x/deep"\n\nfunc main() { deep.F() }\n',
    'package main\n\nimport "example.com/m/own"\n\nfunc main() { own.F() }\n',
    'package tool\n',
    null,
  ],
  'repository/own/own.go': [
    'package own\n\nimport "example.com/x"\n\nfunc F() { x.F() }\n',
    'package own\n\nfunc F() {}\n',
    'package own\n\nimport "C"\n\nfunc F() {}\n',
  ],
  'repository/own/own_windows.go': [null, 'package own\n\nimport _ "example.com/x/deep"\n'],
  'repository/x/x.go': ['package x\n\nimport "C"\n\nfunc F() {}\n', null],
  'cache/example.com/x@v1.0.0': [null],
  'cache/example.com/x@v1.0.0/x.go': [
    'package x\n\nimport _ "example.com/x/inner"\n\nfunc F() {}\n',
    'package x\n\nimport "C"\n\nfunc F() {}\n',
  ],
  'cache/example.com/x@v1.0.0/inner/inner.go': ['package inner\n\nimport _ "net"\n', null],
  'cache/example.com/x@v1.1.0/x.go': ['package x\n\nimport _ "example.com/x/deep"\n\nfunc F() {}\n'],
  'cache/example.com/x/deep@v1.0.0/deep.go': [
    'package deep\n\nfunc F() {}\n',
    'package deep\n\n// #cgo LDFLAGS: -lm\nimport "C"\n\nfunc F() {}\n',
  ],
};

/** A module of the cache is downloaded anew, never changed: its root is another folder afterwards. */
function change(disk: Disk, path: string, text: string | null, all: ReadonlyMap<string, string>): void {
  const root = /^cache\/.*?@[^/]*/.exec(path)?.[0];
  if (root === undefined) return disk.write(path, text);
  const old = join(disk.root, `${root}.old`);
  disk.write(`${root}.new`, null);
  mkdirSync(join(disk.root, `${root}.new`), { recursive: true });
  for (const [file, each] of all)
    if (file.startsWith(`${root}/`)) disk.write(`${root}.new${file.slice(root.length)}`, each);
  rmSync(old, { recursive: true, force: true });
  rmSync(join(disk.root, root), { recursive: true, force: true });
  if (![...all.keys()].some((file) => file.startsWith(`${root}/`))) return disk.write(`${root}.new`, null);
  renameSync(join(disk.root, `${root}.new`), join(disk.root, root));
  disk.tick(join(disk.root, root));
}

test('whatever changed since an index was written, the verdicts are those of the sources', (t) => {
  const edit = fc
    .constantFrom(...Object.keys(WAYS))
    .chain((path) => fc.constantFrom(...(WAYS[path] ?? [])).map((text) => ({ path, text })));
  const runs = fc.array(fc.record({ edits: fc.array(edit, { maxLength: 3 }), isSame: fc.boolean() }), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(runs, (steps) => {
      const disk = new Disk(t);
      const texts = new Map<string, string>();
      for (const [path, [text]] of Object.entries(WAYS)) if (text != null) texts.set(path, text);
      for (const [path, text] of texts) change(disk, path, text, texts);
      let files = disk.indexed();
      let snapshot = new Snapshot(files);
      for (const { edits, isSame } of steps) {
        for (const { path, text } of edits) {
          if (text === null)
            for (const file of texts.keys())
              if (file === path || file.startsWith(`${path}/`)) texts.delete(file);
          if (text !== null) texts.set(path, text);
          change(disk, path, text, texts);
        }
        // Either the next run of a program, or the same one that looks again.
        if (isSame && edits.every(({ path }) => path.startsWith('repository/')))
          // As an editor reports them, one by one.
          snapshot = snapshot.with(edits.map(({ path }) => ({ path: join(disk.root, path), text: null })));
        else if (isSame) snapshot = snapshot.refreshed();
        else {
          files = disk.indexed();
          snapshot = new Snapshot(files);
        }
        assert.deepEqual(disk.verdicts(snapshot), disk.verdicts(new Snapshot(disk.plain())));
        // What changes in the course of a run is too young to be written down, by a clock that is not ahead.
        if (!isSame) disk.keep(files);
      }
      rmSync(disk.root, { recursive: true, force: true });
    }),
    { numRuns: 150 },
  );
});

test('a folder that comes later is seen when it is reported', (t) => {
  const disk = kept(t);
  const files = disk.indexed();
  const path = join(disk.repository, 'later/a.go');
  const snapshot = new Snapshot(files);
  assert.equal(snapshot.folder(goFolder, dirname(path), 'linux/amd64'), null);
  disk.write('repository/later/a.go', 'package later\n');
  const folder = snapshot.with([{ path, text: null }]).folder(goFolder, dirname(path), 'linux/amd64');
  assert.deepEqual(
    folder?.files.map((each) => each.path),
    [path],
  );
});

/**
 * Which version of a module is taken is decided by go.mod files beside that of the main module: by those of modules on
 * disk, and by those in the module cache, which may be downloaded later.
 */
test('a version that another go.mod asks for is taken', (t) => {
  const disk = new Disk(t);
  disk.write(
    'repository/go.mod',
    'module example.com/m\n\ngo 1.16\n\nrequire (\n\texample.com/local v1.0.0\n\texample.com/x v1.0.0\n\texample.com/z v1.0.0\n)\n\nreplace example.com/local => ./local\n',
  );
  disk.write(
    'repository/cmd/a/main.go',
    'package main\n\nimport (\n\t_ "example.com/local"\n\t_ "example.com/x"\n)\n\nfunc main() {}\n',
  );
  disk.write('repository/local/local.go', 'package local\n');
  disk.write('repository/local/go.mod', 'module example.com/local\n\ngo 1.16\n');
  const pure = 'package x\n';
  const native = 'package x\n\nimport "C"\n';
  for (const [version, text] of [
    ['v1.0.0', pure],
    ['v1.1.0', native],
    ['v1.2.0', pure],
  ] as const) {
    disk.write(`cache/example.com/x@${version}/x.go`, text);
    disk.write(`cache/cache/download/example.com/x/@v/${version}.mod`, 'module example.com/x\n\ngo 1.16\n');
  }
  const grades: string[] = [];
  const run = (): void => {
    const files = disk.indexed();
    const verdicts = disk.verdicts(new Snapshot(files)) as [string, { grade: string }][][];
    assert.deepEqual(verdicts, disk.verdicts(new Snapshot(disk.plain())));
    grades.push(verdicts[0]?.[0]?.[1].grade ?? '');
    disk.keep(files);
  };
  run();
  run();
  disk.write(
    'repository/local/go.mod',
    'module example.com/local\n\ngo 1.16\n\nrequire example.com/x v1.1.0\n',
  );
  run();
  disk.write(
    'cache/cache/download/example.com/z/@v/v1.0.0.mod',
    'module example.com/z\n\ngo 1.16\n\nrequire example.com/x v1.2.0\n',
  );
  run();
  assert.deepEqual(grades, ['none', 'none', 'required', 'none']);
});

/** A disk with every file in its first way, and an index of it. */
function kept(t: TestContext): Disk {
  const disk = new Disk(t);
  for (const [path, [text]] of Object.entries(WAYS)) if (text != null) disk.write(path, text);
  const files = disk.indexed();
  disk.verdicts(new Snapshot(files));
  disk.keep(files);
  return disk;
}

test('what nobody changed is neither read nor worked out again', (t) => {
  const disk = kept(t);
  const files = disk.indexed();
  disk.verdicts(new Snapshot(files));
  assert.equal(files.misses, 0);
});

test('one file that changed is read, and no other', (t) => {
  const disk = kept(t);
  disk.write(
    'repository/cmd/a/main.go',
    'package main\n\nimport "example.com/x/deep"\n\nfunc main() { deep.F() }\n',
  );
  const files = disk.indexed();
  const snapshot = new Snapshot(files);
  snapshot.derive(goModules, disk.repository);
  // The head of the file, and the package that it is.
  assert.equal(files.misses, 2);
});

test('what changed while it was read is not written down', (t) => {
  const disk = new Disk(t);
  for (const [path, [text]] of Object.entries(WAYS)) if (text != null) disk.write(path, text);
  const files = disk.indexed(Date.now());
  disk.verdicts(new Snapshot(files));
  disk.keep(files);
  const next = disk.indexed();
  disk.verdicts(new Snapshot(next));
  assert.ok(next.misses > 0);
});

test('a file that became a link out of the border is not taken for what it was', (t) => {
  const disk = kept(t);
  disk.write('outside/own.go', 'package own\n\nimport "C"\n');
  disk.write('repository/own/own.go', null);
  symlinkSync('../../outside/own.go', join(disk.repository, 'own/own.go'));
  assert.equal(disk.indexed().goHead(join(disk.repository, 'own/own.go')), null);
});

test('bytes of another build, and bytes that are cut off, are no index', (t) => {
  const disk = kept(t);
  const bytes = disk.indexed().toIndex(BUILD);
  assert.ok(GoIndex.read(bytes, BUILD));
  assert.equal(GoIndex.read(bytes, BUILD + 1), null);
  for (const length of [0, 5, 32, bytes.length - 1])
    assert.equal(GoIndex.read(bytes.slice(0, length), BUILD), null);
});

test('an index of which one byte is another one is none', (t) => {
  const disk = kept(t);
  const bytes = disk.indexed().toIndex(BUILD);
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
    assert.equal(GoIndex.read(damaged, BUILD), null, `byte ${at} of ${bytes.length}`);
  }
});

test('an index that somebody else may have written, or that is no file of its own, is not read', (t) => {
  const disk = kept(t);
  const folder = join(disk.root, 'own');
  const file = IndexFile.of({ DOCKERFILE_SPLIT_CACHE: folder }, ['/m'], BUILD);
  assert.ok(file);
  file.write(disk.indexed().toIndex(BUILD));
  assert.ok(file.read());
  const [name = ''] = readdirSync(folder);
  const path = join(folder, name);
  chmodSync(path, 0o666);
  assert.equal(file.read(), null);
  chmodSync(path, 0o600);
  assert.ok(file.read());
  if (process.getuid?.() === 0) {
    chownSync(path, 12345, 12345);
    assert.equal(file.read(), null);
    chownSync(path, 0, 0);
  }
  renameSync(path, join(disk.root, 'elsewhere'));
  symlinkSync(join(disk.root, 'elsewhere'), path);
  assert.equal(file.read(), null);
  rmSync(path);
  mkdirSync(path);
  assert.equal(file.read(), null);
});

test('where a link waits under the name of a new index, what it leads to is not written', (t) => {
  const disk = kept(t);
  const folder = join(disk.root, 'own');
  const file = IndexFile.of({ DOCKERFILE_SPLIT_CACHE: folder }, ['/m'], BUILD);
  assert.ok(file);
  const bytes = disk.indexed().toIndex(BUILD);
  file.write(bytes);
  const [name = ''] = readdirSync(folder);
  rmSync(join(folder, name));
  disk.write('precious', 'mine');
  symlinkSync(join(disk.root, 'precious'), join(folder, `${name}.${process.pid}.tmp`));
  file.write(bytes);
  assert.equal(readFileSync(join(disk.root, 'precious'), 'utf8'), 'mine');
});

test('an index lies in the cache folder of the person, and is found again', (t) => {
  const disk = kept(t);
  const bytes = disk.indexed().toIndex(BUILD);
  const border = [disk.repository, disk.cache];
  // Only one folder more than the cache folder of the programs is made.
  for (const [env, isWritten] of [
    [{ DOCKERFILE_SPLIT_CACHE: join(disk.root, 'own') }, true],
    [{ XDG_CACHE_HOME: join(disk.root, 'home') }, true],
    [{ XDG_CACHE_HOME: join(disk.root, 'not/there') }, false],
  ] as const) {
    assert.equal(IndexFile.of(env, border, BUILD)?.read(), null);
    IndexFile.of(env, border, BUILD)?.write(bytes);
    assert.equal(IndexFile.of(env, border, BUILD)?.read() !== null, isWritten);
    assert.equal(IndexFile.of(env, [disk.repository], BUILD)?.read(), null);
  }
  assert.equal(IndexFile.of({ DOCKERFILE_SPLIT_CACHE: 'off' }, border, BUILD), null);
});

test('where nothing can be written there is no index, and nothing is said', (t) => {
  const disk = new Disk(t);
  disk.write('file', '');
  for (const folder of [
    join(disk.root, 'file'),
    '/dev/null',
    '/dev/null/x',
    '/proc/nothing',
    '/proc/nothing/x',
  ]) {
    const file = IndexFile.of({ DOCKERFILE_SPLIT_CACHE: folder }, [disk.root], BUILD);
    file?.write(new Uint8Array(64));
    assert.equal(file?.read(), null, folder);
  }
});

test('an index that nobody has read for a month is removed', (t) => {
  const disk = kept(t);
  const folder = join(disk.root, 'own');
  const env = { DOCKERFILE_SPLIT_CACHE: folder };
  const bytes = disk.indexed().toIndex(BUILD);
  IndexFile.of(env, ['/gone'], BUILD)?.write(bytes);
  const [old = ''] = readdirSync(folder);
  const then = Date.now() / 1000 - 40 * 24 * 60 * 60;
  utimesSync(join(folder, old), then, then);
  IndexFile.of(env, ['/new'], BUILD)?.write(bytes);
  assert.equal(readdirSync(folder).length, 1);
  assert.equal(IndexFile.of(env, ['/gone'], BUILD)?.read(), null);
  // Reading keeps it.
  const [path = ''] = readdirSync(folder);
  utimesSync(join(folder, path), then, then);
  assert.ok(IndexFile.of(env, ['/new'], BUILD)?.read());
  assert.ok(Date.now() - statSync(join(folder, path)).mtimeMs < 60_000);
});
