import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** What the go command says when it builds a main package without cgo; null where it compiles. */
export function buildError(dir: string, pattern: string): string | null {
  const out = join(dir, '.program');
  const error = go(dir, '0', ['build', '-o', out, pattern]);
  rmSync(out, { force: true });
  return error;
}

/** The same with cgo on; the program is not linked. */
export function compileError(dir: string, pattern: string): string | null {
  return go(dir, '1', ['list', '-export', '-f', '{{.Name}}', pattern]);
}

function go(cwd: string, cgo: '0' | '1', args: readonly string[]): string | null {
  const env = {
    ...process.env,
    CGO_ENABLED: cgo,
    GOOS: 'linux',
    GOARCH: 'amd64',
    GOWORK: 'off',
    GOFLAGS: '-mod=readonly -buildvcs=false',
  };
  const { status, stderr } = spawnSync('go', args, { cwd, env, encoding: 'utf8' });
  return status === 0 ? null : stderr;
}

/** Why the compiler cannot be asked here; null when it can. */
export function missingGo(): string | null {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const minor = /^go1\.(\d+)/.exec(stdout ?? '')?.[1];
  return minor === undefined || Number(minor) < 25
    ? 'needs Go 1.25 or newer on PATH: https://go.dev/dl/'
    : null;
}

/** The minor version of the Go that compiles here. */
export function goMinor(): number {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  return Number(/^go1\.(\d+)/.exec(stdout)?.[1]);
}

export function goModuleCache(): string {
  return spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).stdout.trim();
}
