import { hash } from '../../text/hash.ts';
import { dirname, isInside, resolve } from '../../text/path.ts';
import type { ObjectFact } from '../../memory/made.ts';
import { BuildList, escapePath, type MainModule, minorOf, type PlacedReplace } from './build-list.ts';
import { type GoWork, goModOf, parseGoWork } from './go-mod.ts';
import type { GoFiles, GoModule, GoScope, GoSource } from '../model.ts';
import { isStandard, mayBeStandard } from './standard.ts';
import { readVendor, type Vendor } from './vendor.ts';

export type { MainModule };

/** Where an import leads. */
export type Resolved =
  | { readonly kind: 'folder'; readonly dir: string; readonly firstParty: boolean }
  | { readonly kind: 'standard' }
  /** Its module is required and its files are not there, or the go command would not take it; the reason is a clause. */
  | { readonly kind: 'absent'; readonly reason: string };

/** The module of a folder: the nearest go.mod at or above it, inside `root`. */
export function moduleAbove(
  files: GoFiles,
  dir: string,
  scope: Pick<GoScope, 'root' | 'hidden'>,
): MainModule | null {
  for (let at = dir; isInside(scope.root, at); at = dirname(at)) {
    const path = join(at, 'go.mod');
    const source = scope.hidden(path) ? null : sourceIfListed(files, at, 'go.mod');
    if (source) return { dir: at, mod: goModOf(files, source) };
    if (at === dirname(at)) break;
  }
  return null;
}

/** The nearest go.work at or above a folder, inside `root`, with the folders that it uses. */
export function workspaceAbove(
  files: GoFiles,
  dir: string,
  scope: Pick<GoScope, 'root' | 'hidden'>,
): { readonly dir: string; readonly work: GoWork; readonly uses: readonly string[] } | null {
  for (let at = dir; isInside(scope.root, at); at = dirname(at)) {
    const source = scope.hidden(join(at, 'go.work')) ? null : sourceIfListed(files, at, 'go.work');
    if (source) {
      const work = parseGoWork(source.text);
      return { dir: at, work, uses: work.use.map((use) => resolve(at, use)) };
    }
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

/** The resolver of a module in a scope: one for all who ask with the same files and scope, so that they share its answers. */
export function resolverFor(files: GoFiles, main: MainModule, scope: GoScope): ImportResolver {
  const scopes = files.made(RESOLVERS, files);
  const modules = scopes.get(scope) ?? new Map<string, ImportResolver>();
  scopes.set(scope, modules);
  let resolver = modules.get(main.dir);
  if (!resolver) modules.set(main.dir, (resolver = new ImportResolver(files, main, scope)));
  return resolver;
}

/** What `GoFiles` shows does not change while it lives. */
const RESOLVERS: ObjectFact<GoFiles, WeakMap<GoScope, Map<string, ImportResolver>>> = {
  name: 'resolvers',
  of: () => new WeakMap(),
};

/** Resolves imports for one main module in one scope, as the go command does. https://go.dev/ref/mod#resolve-pkg-mod */
export class ImportResolver {
  readonly #files: GoFiles;
  readonly #scope: GoScope;
  /** The main module, and with go.work those that it uses. */
  readonly mains: readonly MainModule[];
  readonly #byPath: ReadonlyMap<string, MainModule>;
  readonly #vendor: Vendor | null;
  readonly #list: BuildList;
  readonly #minor: number;
  readonly #replace: readonly PlacedReplace[];
  #buildList: string | null = null;
  readonly #answers = new Map<string, Resolved>();
  readonly #hasGo = new Map<string, boolean>();
  readonly #isModule = new Map<string, boolean>();
  readonly #places = new Map<string, Map<string, Place | string>>();

  constructor(files: GoFiles, main: MainModule, scope: GoScope) {
    this.#files = files;
    this.#scope = scope;
    const work = this.#workspace(main);
    this.mains = work?.mains ?? [main];
    this.#byPath = new Map(
      this.mains.flatMap((each) => (each.mod.module === null ? [] : [[each.mod.module, each]])),
    );
    const replace = this.mains.flatMap((each) =>
      each.mod.replace.map((every): PlacedReplace => ({ ...every, dir: each.dir })),
    );
    this.#replace = [...(work?.replace ?? []), ...replace];
    this.#list = new BuildList(files, this.mains, work !== null, this.#replace, scope.moduleCache);
    this.#minor = Math.max(...this.mains.map(({ mod }) => (mod.go === null ? 0 : minorOf(mod.go))));
    this.#vendor = readVendor(
      files,
      scope,
      work?.dir ?? main.dir,
      work === null ? main.mod.go : work.go,
      work !== null,
    );
  }

  /**
   * Names the versions that are looked in first, and what stands in for them; null where a vendor folder decides. Imports that
   * lead into these versions lead there for each resolver of the same name, as long as the module cache stays the same. The
   * versions themselves are named, not the go.mod they come from: others have a say in them.
   */
  get buildList(): string | null {
    if (this.#vendor) return null;
    return (this.#buildList ??= hash(
      JSON.stringify([
        this.#scope.moduleCache,
        this.mains.map(({ dir, mod }) => [dir, mod.module]),
        this.#files.made(HASH, this.#list.first),
        this.#replace,
      ]),
    ));
  }

  /**
   * The roots of the modules that were asked for a package which the versions of the build list have; null for any other, and
   * for a path that a module on disk could have, where a new folder can change the answer.
   */
  modulesAsked(path: string): readonly string[] | null {
    const roots: string[] = [];
    for (const prefix of prefixesOf(path)) {
      if (this.#byPath.has(prefix)) return null;
      const version = this.#list.first.get(prefix);
      const place = version === undefined ? null : this.#place(prefix, version);
      if (typeof place === 'string' || place?.isLocal) return null;
      if (place) roots.push(place.dir);
    }
    const resolved = this.resolve(path);
    return resolved.kind === 'folder' && roots.some((root) => isInside(root, resolved.dir)) ? roots : null;
  }

  resolve(path: string): Resolved {
    let answer = this.#answers.get(path);
    if (!answer) this.#answers.set(path, (answer = this.#resolve(path)));
    return answer;
  }

  #resolve(path: string): Resolved {
    if (isStandard(path)) return STANDARD;
    if (path.startsWith('.') && /^\.{1,2}(?:\/|$)/.test(path))
      return absent(`${path} is relative, and the go command takes no relative import in a module`);
    const found = this.#vendor ? this.#vendored(path, this.#vendor) : this.#inModules(path);
    return found.kind === 'absent' && mayBeStandard(path, this.#minor) ? STANDARD : found;
  }

  #vendored(path: string, vendor: Vendor): Resolved {
    const dirs: string[] = [];
    for (const [prefix, { dir }] of this.#byPath) {
      const own = this.#inLocal(prefix, dir, path);
      if (own !== null) dirs.push(own);
    }
    const isFirstParty = dirs.length > 0;
    const dir = join(vendor.dir, path);
    if ((vendor.packages === null || vendor.packages.has(path)) && this.#holdsGo(dir)) dirs.push(dir);
    const [first, second] = dirs;
    if (first === undefined)
      return absent(
        this.#scope.hidden(vendor.dir)
          ? 'the ignore file of the build context hides vendor/, from which every package is taken'
          : `${path} is not in vendor/: run \`go mod vendor\``,
      );
    return second === undefined
      ? { kind: 'folder', dir: first, firstParty: isFirstParty }
      : absent(`${path} is both in the module and in vendor/`);
  }

  /** Every module whose path begins the package's may have it. A package that two modules have is none. */
  #inModules(path: string): Resolved {
    let candidates = false;
    for (const versions of this.#list.versions()) {
      const found: Resolved[] = [];
      for (const prefix of prefixesOf(path)) {
        const main = this.#byPath.get(prefix);
        if (main) {
          const dir = this.#inLocal(prefix, main.dir, path);
          if (dir !== null) found.push({ kind: 'folder', dir, firstParty: true });
          continue;
        }
        const version = versions.get(prefix);
        if (version === undefined) continue;
        candidates = true;
        const place = this.#place(prefix, version);
        // The go command needs each module that could have the package, since two of them might.
        if (typeof place === 'string') return absent(place);
        const dir = place.isLocal
          ? this.#inLocal(prefix, place.dir, path)
          : join(place.dir, path.slice(prefix.length + 1));
        // Nothing in the module cache is hidden.
        if (dir !== null && (place.isLocal || this.#files.holdsGo(dir)))
          found.push({ kind: 'folder', dir, firstParty: place.isLocal });
      }
      const [first] = found;
      if (found.length > 1)
        return absent(`package ${path} is in several modules, and the go command takes neither`);
      if (first) return first;
    }
    return absent(this.#whyAbsent(path, candidates));
  }

  #whyAbsent(path: string, candidates: boolean): string {
    if ([...this.#byPath.keys()].some((main) => path === main || path.startsWith(`${main}/`)))
      return `package ${path} is not in its module; perhaps it is generated`;
    if (candidates) return `package ${path} is not in the module that go.mod names for it`;
    const [missing] = this.#list.missing;
    if (missing !== undefined && this.mains.some(({ mod }) => minorOf(mod.go) < 17))
      return `${missing} is not downloaded: run \`go mod download\``;
    return `no module in go.mod has ${path}: run \`go mod tidy\``;
  }

  /** The folder of a package in a module that lies on disk for itself; null when the module has no such package. */
  #inLocal(module: string, root: string, path: string): string | null {
    if (path !== module && !path.startsWith(`${module}/`)) return null;
    const dir = join(root, path.slice(module.length + 1));
    for (let at = dir; at.length > root.length; at = dirname(at)) if (this.#isModuleRoot(at)) return null;
    return this.#holdsGo(dir) ? dir : null;
  }

  /** The folder of a module's files; a text says why there is none. */
  #place(module: string, version: string): Place | string {
    let versions = this.#places.get(module);
    if (!versions) this.#places.set(module, (versions = new Map()));
    let place = versions.get(version);
    if (place === undefined) versions.set(version, (place = this.#placeOf(module, version)));
    return place;
  }

  #placeOf(module: string, version: string): Place | string {
    const replace = this.#list.replacement(module, version);
    if (replace?.toVersion === null) {
      const dir = resolve(replace.dir, replace.to);
      if (!isInside(this.#scope.root, dir))
        return `${module} is replaced by ${replace.to}, which lies outside of the build context or of the repository`;
      return this.#files.list(dir) === null
        ? `${module} is replaced by ${replace.to}, which does not exist`
        : { dir, isLocal: true };
    }
    const path = replace?.to ?? module;
    const at = replace?.toVersion ?? version;
    const { moduleCache } = this.#scope;
    const dir = moduleCache === null ? null : `${moduleCache}/${escapePath(path)}@${escapePath(at)}`;
    if (dir === null || this.#files.list(dir) === null)
      return `${path}@${at} is not downloaded: run \`go mod download\``;
    return { dir, isLocal: false };
  }

  /** The go.work at or above a module, when it uses that module. */
  #workspace(
    main: MainModule,
  ): { dir: string; go: string | null; mains: MainModule[]; replace: PlacedReplace[] } | null {
    const found = workspaceAbove(this.#files, main.dir, this.#scope);
    if (!found?.uses.includes(main.dir)) return null;
    const { dir, work, uses } = found;
    const others = uses.flatMap((use) => {
      const mod = use === main.dir ? null : sourceIfListed(this.#files, use, 'go.mod');
      return mod ? [{ dir: use, mod: goModOf(this.#files, mod) }] : [];
    });
    return {
      dir,
      go: work.go,
      mains: [main, ...others],
      replace: work.replace.map((replace) => ({ ...replace, dir })),
    };
  }

  #isModuleRoot(dir: string): boolean {
    let answer = this.#isModule.get(dir);
    if (answer === undefined) {
      answer =
        (this.#files.list(dir)?.includes('go.mod') ?? false) && !this.#scope.hidden(join(dir, 'go.mod'));
      this.#isModule.set(dir, answer);
    }
    return answer;
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

/** A list that comes from go.mod as it is stays the same object while the file does. */
const HASH: ObjectFact<ReadonlyMap<string, string>, string> = {
  name: 'hash-of-versions',
  of: (versions) => hash(JSON.stringify([...versions])),
};

/** The path and each path above it, which modules may be called by. */
function prefixesOf(path: string): readonly string[] {
  const out = [path];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    out.push(path.slice(0, at));
  return out;
}

/** Where the files of a module lie. */
interface Place {
  readonly dir: string;
  readonly isLocal: boolean;
}

const STANDARD: Resolved = { kind: 'standard' };

const absent = (reason: string): Resolved => ({ kind: 'absent', reason });

const join = (dir: string, rest: string): string =>
  rest === '' ? dir : dir === '/' ? `/${rest}` : `${dir}/${rest}`;

/** A text that is asked for only when its name is listed: a missing file then costs nothing. */
const sourceIfListed = (files: GoFiles, dir: string, name: string): GoSource | null =>
  files.list(dir)?.includes(name) ? files.source(join(dir, name)) : null;
