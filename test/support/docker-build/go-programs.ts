import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './copy-files.ts';

/** A Go program that lies in an image, as its own bytes tell. */
export interface GoProgram {
  /** Absolute, in the image. */
  readonly path: string;
  /** The import path of its main package; `command-line-arguments` for a list of files. */
  readonly main: string;
  readonly cgo: 'on' | 'off';
  readonly os: string;
  readonly arch: string;
  /** `-tags` of the build. */
  readonly tags: readonly string[];
  /** The shared libraries it needs (`libm.so.6`), sorted; empty when it is linked statically. */
  readonly needed: readonly string[];
}

/** Every Go program below a folder. A link to one counts under its own path too. */
export function goPrograms(root: string, go: string): readonly GoProgram[] {
  const paths: string[] = [];
  const walk = (dir: string): void => {
    for (const name of readdirSync(join(root, dir)).sort()) {
      const path = `${dir}/${name}`;
      // The tools of this machine lie behind links that lead nowhere outside of a run.
      const stat = lstatSync(join(root, path));
      if (stat.isDirectory()) walk(path);
      else if (isProgram(stat.isSymbolicLink() ? inRoot(root, path) : join(root, path))) paths.push(path);
    }
  };
  walk('');
  return paths.flatMap((path) => describe(root, path, go));
}

function isProgram(file: string): boolean {
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  const bytes = Buffer.alloc(4);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, bytes, 0, 4, 0);
  } finally {
    closeSync(handle);
  }
  return bytes.toString('latin1') === '\x7fELF' || bytes.toString('latin1', 0, 2) === 'MZ';
}

function describe(root: string, path: string, go: string): GoProgram[] {
  const file = inRoot(root, path);
  const { status, stdout } = spawnSync(go, ['version', '-m', file], { encoding: 'utf8' });
  if (status !== 0) return [];
  const lines = stdout.split('\n').map((line) => line.split('\t').slice(1));
  const main = lines.find(([kind]) => kind === 'path')?.[1];
  if (main === undefined) return [];
  const settings = new Map(
    lines.flatMap(([kind, text = '']) =>
      kind === 'build' ? [text.split(/=(.*)/s) as [string, string]] : [],
    ),
  );
  return [
    {
      path,
      main,
      cgo: settings.get('CGO_ENABLED') === '1' ? 'on' : 'off',
      os: settings.get('GOOS') ?? '',
      arch: settings.get('GOARCH') ?? '',
      tags: (settings.get('-tags') ?? '').split(',').filter((tag) => tag !== ''),
      needed: neededBy(file),
    },
  ];
}

function neededBy(file: string): string[] {
  const { stdout } = spawnSync('readelf', ['-d', file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return [...stdout.matchAll(/\(NEEDED\)\s+Shared library: \[(.+)\]/g)].map((match) => match[1] ?? '').sort();
}
