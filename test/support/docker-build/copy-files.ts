import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { resolve } from '../../../server/src/text/path.ts';
import { BuildFailure } from './build-failure.ts';

/** Copies files and the contents of folders, as COPY does. Paths in `from` and `root` are those of an image. */
export function copyFiles({
  from,
  sources,
  root,
  target,
  folder,
}: {
  readonly from: string;
  readonly sources: readonly string[];
  readonly root: string;
  readonly target: string;
  /** The target is written as a folder. */
  readonly folder: boolean;
}): void {
  const found = sources.flatMap((source) => expandGlob(from, resolve('/', source)));
  const to = inRoot(root, target);
  const intoFolder = folder || found.length > 1 || (existsSync(to) && statSync(to).isDirectory());
  for (const path of found) {
    const source = inRoot(from, path);
    if (!existsSync(source)) throw new BuildFailure(`COPY: there is no ${path}`);
    if (statSync(source).isDirectory()) {
      mkdirSync(to, { recursive: true });
      copy(`${source}/.`, to);
    } else {
      const file = intoFolder ? join(to, basename(path)) : to;
      mkdirSync(dirname(file), { recursive: true });
      copy(source, file);
    }
  }
}

/** Copies the context without what its ignore file hides. */
export function filterContext(context: string, to: string, ignoreText: string | null): string {
  const file = join(context, '.dockerignore');
  const text = ignoreText ?? (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const ignore = dockerignore({ ignorecase: false }).add(text);
  mkdirSync(to, { recursive: true });
  const walk = (dir: string): void => {
    for (const entry of readdirSync(join(context, dir), { withFileTypes: true })) {
      const path = dir === '' ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!ignore.ignores(path)) {
        mkdirSync(dirname(join(to, path)), { recursive: true });
        copy(join(context, path), join(to, path));
      }
    }
  };
  walk('');
  return to;
}

/** The place on this machine of a path of an image, its links followed inside the image. */
export function inRoot(root: string, path: string, depth = 0): string {
  let at = '/';
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    const next = resolve(at, part);
    const host = join(root, next);
    const stat = lstatSync(host, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink() && depth < 20)
      return inRoot(
        root,
        resolve(resolve(at, readlinkSync(host)), parts.slice(index + 1).join('/') || '.'),
        depth + 1,
      );
    at = next;
  }
  return join(root, at);
}

function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', '-T', '--remove-destination', from, to], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new BuildFailure(stderr);
}

/** The paths that a pattern names, as Go's `filepath.Match` does, segment by segment. */
function expandGlob(root: string, pattern: string): string[] {
  if (!/[*?[]/.test(pattern)) return [pattern];
  let found = ['/'];
  for (const segment of pattern.split('/').filter((part) => part !== '')) {
    const regex = new RegExp(
      `^${segment
        .replace(/[.+^${}()|\\]/g, '\\$&')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]')}$`,
    );
    found = found.flatMap((dir) => {
      const host = inRoot(root, dir);
      if (!existsSync(host) || !statSync(host).isDirectory()) return [];
      return readdirSync(host)
        .filter((name) => regex.test(name))
        .sort()
        .map((name) => resolve(dir, name));
    });
  }
  if (found.length === 0) throw new BuildFailure(`COPY: nothing matches ${pattern}`);
  return found;
}
