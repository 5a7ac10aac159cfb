import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The texts of the Dockerfiles that the modules of dockerfile-modules.txt carry. The go command downloads what is not
 * in the module cache; a module whose sum is not the pinned one fails the test.
 */
export const pinnedDockerfiles = (): string[] => pinnedModules().flatMap(({ Dir }) => dockerfilesIn(Dir));

/** The words that BuildKit's own tests of its shell lexer expand, on any platform. */
export function buildKitWords(): string[] {
  const buildKit =
    pinnedModules().find(({ Path }) => Path === 'github.com/moby/buildkit')?.Dir ?? assert.fail();
  const linesOf = (table: string): string[] =>
    readFileSync(join(buildKit, 'frontend/dockerfile/shell', table), 'utf8')
      .split('\n')
      .filter((line) => line.includes('|') && !line.startsWith('#') && !line.startsWith('ENV '));
  return [
    ...linesOf('envVarTest').map((line) => line.split('|')[1]?.trim() ?? ''),
    ...linesOf('wordsTest').map((line) => line.split('|')[0]?.trim() ?? ''),
  ];
}

function pinnedModules(): Download[] {
  const list = readFileSync(new URL('dockerfile-modules.txt', import.meta.url), 'utf8');
  const pins = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const sums = new Map(
    pins.map((pin) => pin.split(' ')).map(([path, version, sum]) => [`${path}@${version}`, sum]),
  );
  // The sums are pinned here, so that no sum database needs to be asked.
  const { status, stdout, stderr } = go(['mod', 'download', '-json', ...sums.keys()], { GONOSUMDB: '*' });
  assert.equal(status, 0, `go mod download: ${stdout.match(/"Error": .*/g)?.join('\n')}${stderr}`);
  const modules = stdout.split(/^(?=\{$)/m).map((text): Download => JSON.parse(text));
  assert.equal(modules.length, sums.size);
  for (const { Path, Version, Sum } of modules)
    assert.equal(Sum, sums.get(`${Path}@${Version}`), `${Path}@${Version} is not the one that was pinned`);
  return modules;
}

interface Download {
  readonly Path: string;
  readonly Version: string;
  readonly Sum: string;
  readonly Dir: string;
}

/** The texts of all Dockerfiles of this machine's module cache, whatever modules lie in it. */
export const cachedDockerfiles = (): string[] => dockerfilesIn(go(['env', 'GOMODCACHE']).stdout.trim());

export const exampleDockerfiles = (): string[] =>
  dockerfilesIn(fileURLToPath(new URL('../../examples', import.meta.url)));

function dockerfilesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return dockerfilesIn(path);
    return entry.isFile() && NAME.test(entry.name) && !NOT.test(entry.name)
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

const NAME = /^(?:.*\.)?(?:docker|container)file(?:[._-].*)?$/i;
/** What is named after a Dockerfile and is none. */
const NOT = /\.(?:go|md|json|py|sh|rs|rego|dockerignore|nanorc|tm\w+)$/i;

/** Run away from the project, whose Go modules have nothing to do with what is asked. */
function go(args: string[], env: Record<string, string> = {}) {
  const cwd = fileURLToPath(new URL('../', import.meta.url));
  return spawnSync('go', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off', ...env },
  });
}
