import type { ConstraintWorld } from '../imports/build-constraint.ts';
import type { GoFiles } from '../model.ts';
import { type ApiDiff, apiDiff } from '../types/api-diff.ts';
import { PackageChecker } from '../types/package-checker.ts';
import { type FileScope, type Nodes, type PackageScope, ProgramScope } from '../types/package-scope.ts';
import type { Finding } from '../types/type-reader.ts';

/** What was found in a file. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** Whether some part of it could not be understood. */
  readonly broken: boolean;
}

/**
 * The packages of a program with cgo on and off, and what was found in their files. The next comparison of the same program
 * goes on from it: a file is checked again when its package, or something that this imports, has changed. Without one before
 * it, a comparison begins with an empty memory; the results are the same.
 */
export class ApiMemory {
  readonly #world: ConstraintWorld;
  #before: ProgramScope | null = null;
  #after: ProgramScope | null = null;
  readonly #diffs = new WeakMap<PackageScope, { readonly off: PackageScope; readonly diff: ApiDiff }>();
  #checker: PackageChecker | null = null;
  #checks = new WeakMap<FileScope, Checked>();
  #oldChecker: PackageChecker | null = null;
  #oldChecks = new WeakMap<FileScope, Checked>();
  /** Set while it is worked with: what a comparison left half-done is of no use. */
  #busy = false;

  constructor(world: ConstraintWorld) {
    this.#world = world;
  }

  /** Whether it is a memory of a comparison in this world that came to its end. */
  fits(world: ConstraintWorld): boolean {
    return !this.#busy && JSON.stringify(world) === JSON.stringify(this.#world);
  }

  open(files: GoFiles, on: Nodes, off: Nodes, nameOf: (path: string) => string | null): void {
    this.#busy = true;
    if (this.#before && this.#after) {
      this.#before.update(files, on, nameOf);
      this.#after.update(files, off, nameOf);
    } else {
      this.#before = new ProgramScope(files, on, nameOf);
      this.#after = new ProgramScope(files, off, nameOf);
    }
    this.#oldChecker ??= new PackageChecker(this.#before, new Map());
  }

  close(): void {
    this.before.rest();
    this.after.rest();
    this.#busy = false;
  }

  /** The program with cgo. */
  get before(): ProgramScope {
    if (!this.#before) throw new Error('the memory is not open');
    return this.#before;
  }

  /** The program without cgo. */
  get after(): ProgramScope {
    if (!this.#after) throw new Error('the memory is not open');
    return this.#after;
  }

  /** How a package without cgo differs from what it is with cgo. */
  diff(on: PackageScope, off: PackageScope): ApiDiff {
    let known = this.#diffs.get(on);
    if (known?.off !== off) this.#diffs.set(on, (known = { off, diff: apiDiff(on, off) }));
    return known.diff;
  }

  /** Sets what differs. What was found under other differences is forgotten. */
  expect(diffs: ReadonlyMap<string, ApiDiff>): void {
    const old = this.#checker?.diffs;
    const same = old?.size === diffs.size && [...diffs].every(([path, diff]) => old.get(path) === diff);
    if (same) return;
    this.#checker = new PackageChecker(this.after, diffs);
    this.#checks = new WeakMap();
  }

  /** What does not compile in a file without cgo, or may not. */
  check(file: FileScope): Checked {
    if (!this.#checker) throw new Error('the memory does not know what differs');
    return checked(file, this.#checker, this.#checks);
  }

  /** What the same check finds in a file with cgo. */
  checkWithCgo(file: FileScope): Checked {
    if (!this.#oldChecker) throw new Error('the memory is not open');
    return checked(file, this.#oldChecker, this.#oldChecks);
  }
}

function checked(file: FileScope, checker: PackageChecker, known: WeakMap<FileScope, Checked>): Checked {
  let result = known.get(file);
  if (!result) {
    const from = checker.findings.length;
    checker.check(file);
    result = { findings: checker.findings.splice(from), broken: file.syntax.broken };
    known.set(file, result);
  }
  return result;
}
