import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { run } from '../../server/src/cli/start.ts';
import { Workbench } from '../support/command-line.ts';

interface Measured {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  /** What lies in the folder for temporary files afterwards, and the images that the engine still has. */
  readonly left: readonly string[];
  readonly bench: Workbench;
}

/** Runs `measure` on an example with a `docker` of the test's own on PATH. */
async function measure(t: TestContext, docker: string | null, ...args: string[]): Promise<Measured> {
  return measureIn(t, new Workbench('photos'), docker, ...args);
}

async function measureIn(
  t: TestContext,
  bench: Workbench,
  docker: string | null,
  ...args: string[]
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-docker-'));
  t.after(() => {
    bench.remove();
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'tmp'));
  if (docker !== null) {
    writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\n${docker}\n`);
    chmodSync(join(folder, 'bin/docker'), 0o755);
  }
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = join(folder, 'tmp');
  let out = '';
  let error = '';
  const status = await run(['measure', ...args], {
    cwd: bench.folder,
    env: {
      PATH: docker === null ? join(folder, 'bin') : `${join(folder, 'bin')}:${process.env['PATH']}`,
      LOG: join(folder, 'log'),
    },
    colour: false,
    live: true,
    out: (text) => (out += text),
    error: (text) => (error += text),
  });
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
  const images = join(folder, 'bin/images');
  const left = [...readdirSync(join(folder, 'tmp')), ...(existsSync(images) ? readdirSync(images) : [])];
  return { status, out, error, left, bench };
}

/** The engine of the tests: an image is as big as its Dockerfile is long, and must exist to be asked for. */
const ENGINE = `
images=$(dirname "$0")/images; mkdir -p "$images"
case "$1 $2" in
  "version "*) echo 27.0;;
  "buildx version") echo v0.12;;
  "buildx build")
    while [ $# -gt 1 ]; do
      case $1 in --tag) tag=$2;; --file) file=$2;; esac
      shift
    done
    [ -d "$1" ] || { echo "there is no context $1" >&2; exit 1; }
    wc -c <"$file" | tr -d ' ' >"$images/$tag";;
  "image inspect") for tag in "$@"; do :; done; echo "$(cat "$images/$tag")000000";;
  "image rm") shift 3; for tag in "$@"; do rm -f "$images/$tag"; done;;
esac`;

test('without Docker there is one line on the error stream, and the status is 2', async (t) => {
  const missing = await measure(t, null);
  assert.equal(missing.status, 2);
  assert.equal(missing.out, '');
  assert.match(
    missing.error,
    /^dockerfile-split: Docker is needed to build images: there is no docker command\n$/,
  );
});

test('where no daemon answers Docker says why', async (t) => {
  const { status, error } = await measure(t, 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
  assert.equal(status, 2);
  assert.equal(
    error,
    'dockerfile-split: Docker is needed to build images: Cannot connect to the Docker daemon\n',
  );
});

test('each service stands with its image before and after the split', async (t) => {
  const { status, out, error, left, bench } = await measure(t, ENGINE, '--format', 'json');
  assert.equal(status, 0, error);
  const { services } = JSON.parse(out);
  assert.deepEqual(
    services.map(({ service }: { service: string }) => service.replace(/^.*#/, '')),
    ['backend', 'frontend', 'scheduler', 'worker'],
  );
  for (const { service, before, after, saved, packages } of services) {
    // The image of the frontend is built of no Go, and stays.
    const stays = service.endsWith('#frontend');
    assert.equal(saved, before.size - after.size);
    assert.ok(stays ? saved === 0 : saved > 0, `${service}: ${before.size} becomes ${after.size}`);
    assert.equal(before.warmMilliseconds === null, stays, 'what holds no program cannot be edited');
    assert.ok(before.size > before.aboveBase && before.aboveBase > 0);
    if (service.endsWith('#worker')) assert.deepEqual(packages, ['build-base', 'libwebp', 'libwebp-dev']);
  }
  assert.match(error, /^backend\/Dockerfile: building it without a cache …$/m);
  assert.deepEqual(left, [], 'the copy and the images are gone');
  assert.equal((await bench.run('split')).status, 0, 'the workspace itself is as it was');
});

test('as Markdown it is a table', async (t) => {
  const { out } = await measure(t, ENGINE, '--format', 'markdown');
  const rows = out.trimEnd().split('\n');
  assert.equal(rows.length, 2 + 4 + 1);
  assert.match(
    out,
    /^\| docker-compose\.yml#worker \| [\d.]+ MB → [\d.]+ MB \| .* \| build-base, libwebp, libwebp-dev \|$/m,
  );
  assert.match(out, /^\| together \|/m);
});

test('an image that does not build is named, and nothing is left of the others', async (t) => {
  const broken = ENGINE.replace(
    'wc -c',
    'case "$file" in *.worker) echo "no such package" >&2; exit 1;; esac; wc -c',
  );
  const { status, error, left } = await measure(t, broken);
  assert.equal(status, 2);
  assert.match(error, /^dockerfile-split: backend\/Dockerfile\.worker does not build: no such package$/m);
  assert.deepEqual(left, []);
});

test('a split that was made is measured with the texts from before it', async (t) => {
  const bench = new Workbench('photos');
  const planned = await measureIn(t, new Workbench('photos'), ENGINE, '--format', 'json');
  const { edits } = await bench.json('split');
  const files = [...new Set<string>(edits.map(({ file }: { file: string }) => file))];
  const before = Object.fromEntries(
    files.map((file) => {
      const path = join(bench.folder, file);
      return [file, existsSync(path) ? readFileSync(path, 'utf8') : null];
    }),
  );
  assert.equal((await bench.run('split', '--write')).status, 0);
  bench.write('before.json', JSON.stringify(before));
  const { status, out, error, left } = await measureIn(
    t,
    bench,
    ENGINE,
    '--format',
    'json',
    '--before',
    'before.json',
  );
  assert.equal(status, 0, error);
  assert.deepEqual(left, []);
  const sizes = (text: string): unknown =>
    JSON.parse(text).services.map(
      ({
        service,
        before: was,
        after,
      }: {
        service: string;
        before: { size: number };
        after: { size: number };
      }) => [service, was.size, after.size],
    );
  assert.deepEqual(sizes(out), sizes(planned.out));
});

test('what is no text from before a split is refused', async (t) => {
  for (const [text, reason] of [
    ['[]', 'before.json holds no JSON object of texts by path'],
    ['{"a": 1}', 'before.json: what stands for a is neither a text nor null'],
    ['{"../a": "x"}', /^\.\.\/a lies outside of /],
    ['{', /^before\.json is no JSON: /],
  ] as const) {
    const bench = new Workbench('photos');
    bench.write('before.json', text);
    const { status, error } = await measureIn(t, bench, ENGINE, '--before', 'before.json');
    assert.equal(status, 2);
    const said = error.replace(/^dockerfile-split: /, '').trimEnd();
    if (typeof reason === 'string') assert.equal(said, reason);
    else assert.match(said, reason);
  }
});
