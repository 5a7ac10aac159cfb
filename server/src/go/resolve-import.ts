import { dirname, isInside, resolve } from '../text/path.ts';
import { type GoMod, parseGoMod, parseGoWork, type Replace } from './go-mod.ts';
import type { GoFiles, GoModule, GoScope } from './model.ts';
import { isStandard } from './standard.ts';

/** Where an import leads. */
export type Resolved =
  | { readonly kind: 'folder'; readonly dir: string; readonly firstParty: boolean }
  | { readonly kind: 'standard' }
  /** Its module is required and its files are not there. */
  | { readonly kind: 'absent'; readonly reason: string };

/** One go.mod with its folder. */
export interface MainModule {
  readonly dir: string;
  readonly mod: GoMod;
}

/** The module of a folder: the nearest go.mod at or above it, inside `root`. */
export function moduleAbove(
  files: GoFiles,
  dir: string,
  scope: Pick<GoScope, 'root' | 'hidden'>,
): MainModule | null {
  for (let at = dir; isInside(scope.root, at); at = dirname(at)) {
    const path = join(at, 'go.mod');
    const text = scope.hidden(path) ? null : textIfListed(files, at, 'go.mod');
    if (text !== null) return { dir: at, mod: parseGoMod(text) };
    if (at === dirname(at)) break;
  }
  return null;
}

export const describeModule = ({ dir, mod }: MainModule): GoModule => ({
  dir,
  path: mod.module ?? '',
  go: mod.go,
  toolchain: mod.toolchain,
});

/** Resolves imports for one main module in one scope, as the go command does. https://go.dev/ref/mod#resolve-pkg-mod */
export class ImportResolver {
  readonly #files: GoFiles;
  readonly #scope: GoScope;
  /** The main module, and with go.work those that it uses. */
  readonly mains: readonly MainModule[];
  readonly #replace: readonly (Replace & { readonly dir: string })[];
  readonly #require: ReadonlyMap<string, string>;
  readonly #vendor: string | null;
  readonly #answers = new Map<string, Resolved>();
  readonly #hasGo = new Map<string, boolean>();

  constructor(files: GoFiles, main: MainModule, scope: GoScope) {
    this.#files = files;
    this.#scope = scope;
    const work = this.#workspace(main);
    this.mains = work?.mains ?? [main];
    const replaced = (each: MainModule): (Replace & { dir: string })[] =>
      each.mod.replace.map((replace) => ({ ...replace, dir: each.dir }));
    this.#replace = [...(work?.replace ?? []), ...this.mains.flatMap(replaced)];
    this.#vendor = this.#vendored(work?.dir ?? main.dir, work === null ? main : null);
    this.#require = this.#vendor === null ? this.#buildList() : new Map();
  }

  resolve(path: string): Resolved {
    let answer = this.#answers.get(path);
    if (!answer) this.#answers.set(path, (answer = this.#resolve(path)));
    return answer;
  }

  #resolve(path: string): Resolved {
    for (const { dir, mod } of this.mains) {
      const own = mod.module === null ? null : inModule(mod.module, path);
      if (own !== null && this.#holdsGo(join(dir, own)))
        return { kind: 'folder', dir: join(dir, own), firstParty: true };
    }
    if (isStandard(path)) return { kind: 'standard' };
    if (this.#vendor !== null) {
      const dir = join(this.#vendor, path);
      return this.#holdsGo(dir)
        ? { kind: 'folder', dir, firstParty: false }
        : { kind: 'absent', reason: `${path} is not in vendor/: run \`go mod vendor\`` };
    }
    return this.#required(path);
  }

  #required(path: string): Resolved {
    let missing: Resolved | null = null;
    const modules = [...this.#require]
      .filter(([module]) => inModule(module, path) !== null)
      .sort(([a], [b]) => b.length - a.length);
    for (const [module, version] of modules) {
      const rest = inModule(module, path) ?? '';
      const place = this.#place(module, version);
      if (typeof place === 'string') {
        missing ??= { kind: 'absent', reason: place };
        continue;
      }
      const dir = join(place.dir, rest);
      if (this.#holdsGo(dir)) return { kind: 'folder', dir, firstParty: place.firstParty };
    }
    if (missing) return missing;
    const main = this.mains.find(
      (each) => each.mod.module !== null && inModule(each.mod.module, path) !== null,
    );
    if (main)
      return { kind: 'absent', reason: `package ${path} is not in its module; perhaps it is generated` };
    return {
      kind: 'absent',
      reason:
        modules.length > 0
          ? `package ${path} is not in the module that go.mod names for it`
          : `no module in go.mod has ${path}: run \`go mod tidy\``,
    };
  }

  /** The folder of a module's files; a text says why there is none. */
  #place(module: string, version: string): { dir: string; firstParty: boolean } | string {
    const replace = this.#replacement(module, version);
    if (replace?.toVersion === null) {
      const dir = resolve(replace.dir, replace.to);
      if (!isInside(this.#scope.root, dir))
        return `${module} is replaced by ${replace.to}, which lies outside ${this.#scope.root}`;
      return this.#files.list(dir) === null
        ? `${module} is replaced by ${replace.to}, which does not exist`
        : { dir, firstParty: true };
    }
    const path = replace?.to ?? module;
    const at = replace?.toVersion ?? version;
    const { moduleCache } = this.#scope;
    const dir = moduleCache === null ? null : `${moduleCache}/${escapePath(path)}@${escapePath(at)}`;
    if (dir === null || this.#files.list(dir) === null)
      return `${path}@${at} is not downloaded: run \`go mod download\``;
    return { dir, firstParty: false };
  }

  #replacement(module: string, version: string) {
    return (
      this.#replace.find((each) => each.path === module && each.version === version) ??
      this.#replace.find((each) => each.path === module && each.version === null)
    );
  }

  /**
   * The modules of the build and their versions. From Go 1.17 on go.mod lists every one that is needed; below that the
   * cached go.mod files of the requirements are followed, and the highest version of each is taken.
   */
  #buildList(): ReadonlyMap<string, string> {
    const list = new Map<string, string>();
    for (const { mod } of this.mains) for (const [path, version] of mod.require) raise(list, path, version);
    for (const replace of this.#replace)
      if (replace.toVersion === null && !list.has(replace.path) && replace.version === null)
        list.set(replace.path, 'v0.0.0');
    if (this.mains.every(({ mod }) => minorOf(mod.go) >= 17)) return list;
    const queue = [...list];
    const seen = new Set<string>();
    for (let item = queue.shift(); item; item = queue.shift()) {
      const [path, version] = item;
      if (seen.has(`${path}@${version}`)) continue;
      seen.add(`${path}@${version}`);
      const text = this.#cachedMod(path, version);
      if (text === null) continue;
      for (const [next, at] of parseGoMod(text).require) {
        raise(list, next, at);
        queue.push([next, at]);
      }
    }
    return list;
  }

  #cachedMod(module: string, version: string): string | null {
    const replace = this.#replacement(module, version);
    if (replace?.toVersion === null)
      return this.#files.text(join(resolve(replace.dir, replace.to), 'go.mod'));
    const { moduleCache } = this.#scope;
    if (moduleCache === null) return null;
    const path = escapePath(replace?.to ?? module);
    return this.#files.text(
      `${moduleCache}/cache/download/${path}/@v/${escapePath(replace?.toVersion ?? version)}.mod`,
    );
  }

  /** The go.work at or above a module, when it uses that module. */
  #workspace(
    main: MainModule,
  ): { dir: string; mains: MainModule[]; replace: (Replace & { dir: string })[] } | null {
    for (let at = main.dir; isInside(this.#scope.root, at); at = dirname(at)) {
      const text = this.#scope.hidden(join(at, 'go.work')) ? null : textIfListed(this.#files, at, 'go.work');
      if (text !== null) {
        const work = parseGoWork(text);
        const dirs = work.use.map((dir) => resolve(at, dir));
        if (!dirs.includes(main.dir)) return null;
        const others = dirs.flatMap((dir) => {
          const mod = dir === main.dir ? null : textIfListed(this.#files, dir, 'go.mod');
          return mod === null ? [] : [{ dir, mod: parseGoMod(mod) }];
        });
        return {
          dir: at,
          mains: [main, ...others],
          replace: work.replace.map((replace) => ({ ...replace, dir: at })),
        };
      }
      if (at === dirname(at)) break;
    }
    return null;
  }

  /** The vendor folder that the go command would use: there is a modules.txt, and the go line is 1.14 or later. */
  #vendored(dir: string, main: MainModule | null): string | null {
    const vendor = join(dir, 'vendor');
    if (main && minorOf(main.mod.go) < 14) return null;
    if (this.#scope.hidden(vendor) || this.#scope.hidden(join(vendor, 'modules.txt'))) return null;
    return this.#files.list(vendor)?.includes('modules.txt') ? vendor : null;
  }

  #holdsGo(dir: string): boolean {
    let answer = this.#hasGo.get(dir);
    if (answer === undefined) {
      answer = (this.#files.list(dir) ?? []).some(
        (name) => name.endsWith('.go') && !this.#scope.hidden(join(dir, name)),
      );
      this.#hasGo.set(dir, answer);
    }
    return answer;
  }
}

/** The minor of `1.21.3`; a go.mod without a go line is one of Go 1.16. */
export const minorOf = (go: string | null): number =>
  go === null ? 16 : Number(/^1\.(\d+)/.exec(go)?.[1] ?? 99);

/** The rest of a package path below a module path; null when it is not in it. */
function inModule(module: string, path: string): string | null {
  if (path === module) return '';
  return path.startsWith(`${module}/`) ? path.slice(module.length + 1) : null;
}

/** Upper-case letters as the module cache writes them. https://go.dev/ref/mod#module-cache */
const escapePath = (path: string): string => path.replace(/[A-Z]/g, (c) => `!${c.toLowerCase()}`);

const join = (dir: string, rest: string): string =>
  rest === '' ? dir : dir === '/' ? `/${rest}` : `${dir}/${rest}`;

/** A text that is asked for only when its name is listed: a missing file then costs nothing. */
const textIfListed = (files: GoFiles, dir: string, name: string): string | null =>
  files.list(dir)?.includes(name) ? files.text(join(dir, name)) : null;

function raise(list: Map<string, string>, path: string, version: string): void {
  const old = list.get(path);
  if (old === undefined || compareVersions(version, old) > 0) list.set(path, version);
}

/** Semantic versions, pre-releases below releases. */
export function compareVersions(a: string, b: string): number {
  const parse = (version: string): { core: number[]; pre: string[] } => {
    const [main = '', pre = ''] = (version.replace(/^v/, '').split('+')[0] ?? '').split(/-(.*)/s);
    return { core: main.split('.').map(Number), pre: pre === '' ? [] : pre.split('.') };
  };
  const [x, y] = [parse(a), parse(b)];
  for (let i = 0; i < 3; i++)
    if ((x.core[i] ?? 0) !== (y.core[i] ?? 0)) return (x.core[i] ?? 0) - (y.core[i] ?? 0);
  if (x.pre.length === 0 || y.pre.length === 0) return y.pre.length - x.pre.length;
  for (let i = 0; i < Math.max(x.pre.length, y.pre.length); i++) {
    const [p, q] = [x.pre[i], y.pre[i]];
    if (p === q) continue;
    if (p === undefined || q === undefined) return p === undefined ? -1 : 1;
    const [m, n] = [/^\d+$/.test(p), /^\d+$/.test(q)];
    if (m && n) return Number(p) - Number(q);
    if (m !== n) return m ? -1 : 1;
    return p < q ? -1 : 1;
  }
  return 0;
}
