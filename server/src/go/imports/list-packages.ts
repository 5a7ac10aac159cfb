import { anyChar, fitsWildcard, type Step } from '../../text/wildcard.ts';
import { type Answer, known, unknown } from '../../text/answer.ts';
import { basename, dirname, relative, resolve } from '../../text/path.ts';
import type { ConstraintWorld } from './build-constraint.ts';
import { loadPackage } from './load-package.ts';
import type { GoFiles, GoScope, GoTarget, ListedPackage } from '../model.ts';
import { releaseMinor } from './release-minor.ts';
import {
  type ImportResolver,
  type MainModule,
  moduleAbove,
  resolverFor,
  workspaceAbove,
} from './resolve-import.ts';

/** What package arguments of the go command name, seen from a folder. https://pkg.go.dev/cmd/go#hdr-Package_lists_and_patterns */
export function listPackages(
  files: GoFiles,
  dir: string,
  patterns: readonly string[],
  target: GoTarget,
  scope: GoScope,
): Answer<readonly ListedPackage[]> {
  const module = moduleAbove(files, dir, scope);
  if (!module) {
    const work = workspaceAbove(files, dir, scope);
    if (!work) {
      const from = relative(scope.root, dir);
      return unknown(
        `no go.mod stands ${from === '.' || from === '' ? 'in' : `at or above ${from} in`} the build context`,
      );
    }
    // At the root of a go.work no module is main: each package belongs to its own.
    const modules = work.uses.flatMap((each) => {
      const used = moduleAbove(files, each, scope);
      return used?.dir === each ? [used] : [];
    });
    const lists = inWorkspace(patterns, dir).map(({ from, patterns: own, path }) => {
      const owner = path === null ? moduleAbove(files, from, scope) : ownerOf(path, modules);
      return owner
        ? listPackages(files, path === null ? from : owner.dir, own, target, scope)
        : unknown(`${own.join(' ')} lies in no module of go.work`);
    });
    const unclear = lists.find((each) => !each.known);
    return unclear ?? known(lists.flatMap((each) => (each.known ? each.value : [])));
  }
  const lister = new Lister(files, module, target, scope);
  const goFiles = patterns.filter((pattern) => pattern.endsWith('.go'));
  if (goFiles.length > 0)
    return goFiles.length === patterns.length
      ? lister.files(dir, goFiles)
      : unknown('files and packages are mixed');
  const out = new Map<string, ListedPackage>();
  for (const pattern of patterns.length > 0 ? patterns : ['.']) {
    const answer = lister.pattern(dir, pattern);
    if (!answer.known) return answer;
    for (const each of answer.value) out.set(each.dir, each);
  }
  return known([...out.values()]);
}

/** What each argument asks for: something of a folder, or an import path. Go files are one package together. */
function inWorkspace(
  patterns: readonly string[],
  dir: string,
): { readonly from: string; readonly patterns: readonly string[]; readonly path: string | null }[] {
  const goFiles = patterns.filter((pattern) => pattern.endsWith('.go')).map((name) => resolve(dir, name));
  const [first] = goFiles;
  if (first !== undefined && goFiles.length === patterns.length)
    return [{ from: dirname(first), patterns: goFiles, path: null }];
  return (patterns.length > 0 ? patterns : ['.']).map((pattern) => {
    if (!/^\.{0,2}(?:\/|$)/.test(pattern)) return { from: dir, patterns: [pattern], path: pattern };
    const [, folder = '', rest = ''] = /^(.*?)((?:\/\.\.\.)?)$/s.exec(pattern) ?? [];
    return { from: resolve(dir, folder), patterns: [`.${rest}`], path: null };
  });
}

/** The module that an import path belongs to; one of another module is seen from any of them. */
function ownerOf(path: string, modules: readonly MainModule[]): MainModule | undefined {
  const length = ({ mod: { module } }: MainModule): number =>
    module !== null && (path === module || path.startsWith(`${module}/`)) ? module.length : 0;
  return [...modules].sort((a, b) => length(b) - length(a))[0];
}

/**
 * Folders with Go files below a folder of a module: what `...` matches. Nested modules are other modules, folders that go.mod
 * ignores are left out, and links to folders are not followed, as the go command does not.
 */
export function packageFolders(files: GoFiles, root: string, hidden: GoScope['hidden']): readonly string[] {
  const out: string[] = [];
  const above = moduleAbove(files, root, { root: '/', hidden });
  const isIgnored = above ? ignores(above) : () => false;
  const walk = (dir: string): void => {
    const names = files.list(dir) ?? [];
    if (names.some((name) => name.endsWith('.go'))) out.push(dir);
    for (const name of names) {
      if (!name.endsWith('/') || /^[._]/.test(name) || name === 'testdata/' || name === 'vendor/') continue;
      const path = `${dir === '/' ? '' : dir}/${name.slice(0, -1)}`;
      if (hidden(path) || isIgnored(path) || files.list(path)?.includes('go.mod')) continue;
      walk(path);
    }
  };
  walk(root);
  return out;
}

/** Whether the module ignores a folder: `./x` the one at its root, `x` each of that name. */
function ignores({ dir, mod }: MainModule): (path: string) => boolean {
  if (mod.ignore.length === 0) return () => false;
  const patterns = mod.ignore.map((each) => ({
    atRoot: each.startsWith('./'),
    part: `/${each.replace(/^\.\//, '').replace(/^\/+|(?<!\/)\/+$/g, '')}/`,
  }));
  return (path) => {
    const rest = `${path.slice(dir.length)}/`;
    return patterns.some(({ atRoot, part }) => (atRoot ? rest.startsWith(part) : rest.includes(part)));
  };
}

class Lister {
  readonly #files: GoFiles;
  readonly #module: MainModule;
  readonly #scope: GoScope;
  readonly #world: ConstraintWorld;
  #resolver: ImportResolver | null = null;

  constructor(files: GoFiles, module: MainModule, target: GoTarget, scope: GoScope) {
    this.#files = files;
    this.#module = module;
    this.#scope = scope;
    // With cgo on, so that a main package that is only there with cgo is found.
    this.#world = { target, cgo: true, minor: releaseMinor(target, module.mod.go) };
  }

  pattern(dir: string, pattern: string): Answer<readonly ListedPackage[]> {
    if (pattern.includes('@')) return known([]);
    if (pattern.includes('...')) return this.#wildcard(dir, pattern);
    if (/^\.{0,2}\//.test(pattern) || pattern === '.' || pattern === '..') {
      const folder = resolve(dir, pattern);
      const found = this.package(folder);
      return found ? known([found]) : unknown(`there is no Go package in ${pattern}`);
    }
    this.#resolver ??= resolverFor(this.#files, this.#module, this.#scope);
    const resolved = this.#resolver.resolve(pattern);
    if (resolved.kind === 'standard') return known([]);
    if (resolved.kind === 'absent') return unknown(resolved.reason);
    const found = this.package(resolved.dir, pattern);
    return found ? known([found]) : unknown(`there is no Go package in ${pattern}`);
  }

  files(dir: string, names: readonly string[]): Answer<readonly ListedPackage[]> {
    const [first = ''] = names;
    const folder = dirname(resolve(dir, first));
    const found = this.package(folder);
    if (!found || this.#files.head(resolve(dir, first)) === null) return unknown(`${first} is not there`);
    return known([{ ...found, binaryName: basename(first).replace(/\.go$/, '') }]);
  }

  package(dir: string, importPath = this.#importPath(dir)): ListedPackage | null {
    const loaded = loadPackage(this.#files, dir, this.#world, this.#scope.hidden);
    if (loaded.isEmpty || importPath === null) return null;
    return { dir, importPath, isMain: loaded.name === 'main', binaryName: binaryName(importPath) };
  }

  #wildcard(dir: string, pattern: string): Answer<readonly ListedPackage[]> {
    const relative = pattern.startsWith('.') || pattern.startsWith('/');
    const base = pattern.slice(0, pattern.indexOf('...')).replace(/\/$/, '');
    const own = this.#module.mod.module ?? '';
    const root = relative
      ? resolve(dir, base)
      : base === own || base === ''
        ? this.#module.dir
        : base.startsWith(`${own}/`)
          ? `${this.#module.dir}/${base.slice(own.length + 1)}`
          : null;
    if (root === null) return unknown(`which packages ${pattern} matches is not known`);
    const start = this.#files.list(root) ? root : dirname(root);
    // `./cmd/...` matches cmd itself; in `x...y` the dots stand for any text.
    const full = relative
      ? resolve(dir, pattern.replaceAll('...', '\0'))
      : `${root}${pattern.slice(base.length).replaceAll('...', '\0')}`;
    const wildcards = (full.endsWith('/\0') ? [full.slice(0, -2), full] : [full]).map((each) =>
      Array.from(
        each,
        (char): Step => (char === '\0' ? { kind: 'many', fits: anyChar } : { kind: 'one', fits: char }),
      ),
    );
    const found = packageFolders(this.#files, start, this.#scope.hidden).filter((folder) =>
      wildcards.some((wildcard) => fitsWildcard(wildcard, folder)),
    );
    return known(found.flatMap((folder) => this.package(folder) ?? []));
  }

  #importPath(dir: string): string | null {
    const own = moduleAbove(this.#files, dir, this.#scope);
    if (!own || own.mod.module === null) return null;
    return dir === own.dir ? own.mod.module : `${own.mod.module}${dir.slice(own.dir.length)}`;
  }
}

/** What `go build` calls a program: the last element of its path, major versions aside. */
export function binaryName(importPath: string): string {
  const parts = importPath.split('/');
  const last = parts.at(-1) ?? '';
  return /^v[0-9]+$/.test(last) && parts.length > 1 && last !== 'v0' && last !== 'v1'
    ? (parts.at(-2) ?? last)
    : last;
}
