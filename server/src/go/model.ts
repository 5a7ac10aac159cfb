import type { ObjectFact } from '../memory/made.ts';
import type { Answer } from '../text/answer.ts';
import type { Place, Span } from '../text/span.ts';

/** What the Go engine may read. Paths are absolute. Every answer, a missing file too, is a dependency of whoever asked. */
export interface GoFiles {
  /**
   * The names in a folder, null when it is none or lies outside the border. Folders carry a trailing slash; links to
   * folders a trailing `@`, since the go command follows them where it is led to one and not where it walks.
   */
  list(dir: string): readonly string[] | null;
  /** Whether a folder holds a Go file, whatever it is for. */
  holdsGo(dir: string): boolean;
  /** The Go files of a folder that their names let into a build for a system; null like `list`. */
  folder(dir: string, goos: string, goarch: string): GoFolder | null;
  /** The table of a build list in a world, which `key` names; null where none is kept. */
  packageTable?(key: string, goos: string, goarch: string): PackageTable | null;
  /** The head of a .go file; null when the file cannot be read. */
  head(path: string): GoHead | null;
  /** A whole text: go.mod, go.work, modules.txt, or a Go file whose body matters. */
  text(path: string): string | null;
  /** The same, as an object that stays the same while the text does: what is made of it may hang on it. */
  source(path: string): GoSource | null;
  /** What is made of an object that never changes, once for as long as it is there. */
  made<K extends object, T>(fact: ObjectFact<K, T>, object: K): T;
}

export interface GoSource {
  readonly path: string;
  readonly text: string;
}

/** A folder as a build for one system sees it. While nothing in it changes that a build cares for, it stays the same object. */
export interface GoFolder {
  readonly dir: string;
  /** In name order; the head is null where a file cannot be read. */
  readonly files: readonly { readonly path: string; readonly head: GoHead | null }[];
  /** What was worked out about it before, by the world. While it has an answer, nobody asks for the files. */
  readonly known?: PackageFacts;
  /** Whether it lies in the module cache, where no build hides anything. */
  readonly inModuleCache?: boolean;
}

/** Packages of a folder in some worlds, each the same with cgo on and off. */
export interface PackageFacts {
  get(world: string): PackageFact | undefined;
  set(world: string, fact: PackageFact): void;
}

export interface PackageFact {
  /** The name in the package clauses. */
  readonly name: string;
  /** Sorted. */
  readonly imports: readonly string[];
}

/**
 * The packages of the module cache as one build list sees them in one world: where each import path leads and what is
 * imported there. Modules never change once they are downloaded, so that a table holds for every program, and for as long as
 * the build list does. Whoever has it makes sure that the modules it was made from are still there.
 */
export interface PackageTable {
  get(path: string): TablePackage | undefined;
  /** `modules` are the roots of every module that could have had the package. */
  add(path: string, entry: PackageEntry, modules: readonly string[]): void;
}

/** A package that is the same with cgo on and off. */
export interface PackageEntry {
  readonly dir: string;
  readonly name: string;
  /** Imports outside the standard library, sorted. */
  readonly targets: readonly string[];
  /** Imports of the standard library, sorted. */
  readonly standard: readonly string[];
}

/** An entry as a table gives it back: the same object each time. */
export interface TablePackage extends PackageEntry {
  /** The files of its folder, when somebody asks for them after all. */
  readonly folder: GoFolder;
}

export interface GoImport extends Span {
  readonly path: string;
  readonly name: string | null;
}

export interface CgoDirective extends Span {
  /** The constraint between `#cgo` and the verb, '' when there is none. */
  readonly constraint: string;
  /** `CFLAGS`, `LDFLAGS`, `pkg-config`, … */
  readonly verb: string;
  readonly value: string;
}

/** Package clause, constraints and imports of a Go file. */
export interface GoHead {
  readonly package: string;
  readonly imports: readonly GoImport[];
  /** The expression of `//go:build`, or the older `// +build` lines made one expression; null without any, empty for two. */
  readonly constraint: string | null;
  /** Non-null when the file has `import "C"`. */
  readonly cgo: readonly CgoDirective[] | null;
  /** The patterns of the file's `//go:embed` lines; absent without any. */
  readonly embed?: readonly string[];
}

/** The world a program is built in. */
export interface GoTarget {
  readonly goos: string;
  readonly goarch: string;
  readonly tags: readonly string[];
  /** The minor version of Go that builds (25 for 1.25); null where that is not known. */
  readonly goMinor: number | null;
}

/** Where packages may be looked for. */
export interface GoScope {
  /** The folder above which no go.work is looked for: the build context of an image, or the border. */
  readonly root: string;
  /** Absolute; null when there is none. */
  readonly moduleCache: string | null;
  /** Paths hidden from the build (`.dockerignore`). */
  readonly hidden: (path: string) => boolean;
  /** What `-mod` says; left out where nothing says it. */
  readonly mod?: string | null;
}

export interface GoModule {
  /** Absolute folder of go.mod. */
  readonly dir: string;
  readonly path: string;
  /** The go line, as written; null without one. */
  readonly go: string | null;
  readonly toolchain: string | null;
}

export interface MainPackage {
  /** Absolute folder. */
  readonly dir: string;
  readonly importPath: string;
  /** What `go build` calls the program. */
  readonly name: string;
  readonly module: GoModule;
}

export type CgoGrade = 'none' | 'alternative' | 'stub' | 'required' | 'unknown';

export interface ChainLink {
  readonly importPath: string;
  /** The import, in the package before it in the chain; null for the main package, and where only the table knows. */
  readonly importedAt: Place | null;
}

export interface ImportEdge {
  readonly from: string;
  readonly to: string;
  /** Every import declaration of `to` in the files of `from`. */
  readonly at: readonly Place[];
}

export interface CgoVerdict {
  readonly grade: CgoGrade;
  /** Why, where the grade is not plain: what is unknown, which name is missing. */
  readonly reason: string | null;
  readonly from: 'sources' | 'table';
  /** The shortest chain from the main package to the culprit; empty for `none`. */
  readonly chain: readonly ChainLink[];
  /** Every package with the same grade's cause, the chain's end first. */
  readonly culprits: readonly string[];
  /** The single import edges that each chain passes through, nearest to the main package first; else a smallest set to remove. */
  readonly cuts: readonly ImportEdge[];
  /** True when each of `cuts` is enough alone; false when all of them must go. */
  readonly singleCut: boolean;
  /** pkg-config names and `-l` libraries of the active `#cgo` lines, sorted. From the table: native library ids. */
  readonly pkgConfig: readonly string[];
  readonly linkFlags: readonly string[];
  readonly tableLibraries: readonly string[];
  /** Whether some package outside the standard library has C sources or cgo, so that a compiler is used with cgo on. */
  readonly usesCompiler: boolean;
  /** Why a package of the program cannot be read, so that it may ask for more; null when all can, or a table knows them. */
  readonly unread: string | null;
  /** Packages of the standard library in the graph that use cgo when it is on: net, os/user, plugin, runtime/cgo. */
  readonly standardCgo: readonly string[];
  /** Every file of the repository that the verdict was read from, for evidence. */
  readonly reachedFirstParty: readonly string[];
  /** The packages of the standard library that the packages of the program import, in order. */
  readonly standard: readonly string[];
}

/** A place of the code that starts a program, or looks for one to start. */
export interface CodeStart {
  readonly at: Place;
  /** Its words, the program's name first: the texts that each may be, with characters of `code/hole.ts` for what is not known. */
  readonly words: readonly (readonly string[])[];
}

/** What a program's own code says about its surroundings; reached first-party files only. */
export interface GoEvidence {
  readonly listens: readonly { readonly port: number; readonly at: Place }[];
  /** True when it starts a server whose port could not be read. */
  readonly listensSomewhere: boolean;
  readonly environment: readonly { readonly name: string; readonly at: Place }[];
  readonly paths: readonly { readonly path: string; readonly at: Place }[];
  readonly starts: readonly CodeStart[];
  /** The texts that may name a program; none where the words of every start are known. */
  readonly names: readonly string[];
  /** Whether it loads time zones by name. */
  readonly zones: boolean;
  /** Every string literal could be read. */
  readonly complete: boolean;
}

/** The façade of the Go engine. Pure: it reads through `GoFiles` only. */
export interface GoEngine {
  /** Every go.mod below a folder, vendor, testdata and hidden folders aside; nested ones included. */
  modules(root: string): readonly GoModule[];
  /** The folders of a module that hold Go files, in order. */
  folders(module: GoModule): readonly string[];
  /** The main packages among some folders of a module, in their order. */
  programs(module: GoModule, folders: readonly string[], target: GoTarget): readonly MainPackage[];
  /** What package arguments of a go command name, from a folder. `...` wildcards, folders, import paths, file lists. */
  packages(
    dir: string,
    patterns: readonly string[],
    target: GoTarget,
    scope: GoScope,
  ): Answer<readonly ListedPackage[]>;
  /** Whether the main package in a folder needs cgo. */
  judge(dir: string, target: GoTarget, scope: GoScope, before?: CgoVerdict): CgoVerdict;
  /** What the code in some files says about its surroundings. */
  evidence(paths: readonly string[]): GoEvidence;
}

export interface ListedPackage {
  readonly dir: string;
  readonly importPath: string;
  readonly isMain: boolean;
  readonly binaryName: string;
}
