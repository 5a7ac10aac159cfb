import type { GoFolder } from './model.ts';

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
