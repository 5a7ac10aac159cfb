import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import type { Change } from '../text/change.ts';
import { dirname, isInside, relative, resolve } from '../text/path.ts';
import { writeChanges } from './write-changes.ts';

/** Folders of a repository, copied to where they can be changed; gone after `remove`. */
export class ScratchCopy {
  readonly #folder: string;
  readonly #root: string;
  readonly #copied: string[] = [];

  /** `root` holds all that is copied. */
  constructor(root: string) {
    this.#root = root;
    this.#folder = mkdtempSync(resolve(tmpdir().replaceAll('\\', '/'), 'dockerfile-split-measure-'));
  }

  /** Where a path of the repository lies in the copy. */
  path(original: string): string {
    return resolve(this.#folder, `files/${relative(this.#root, original)}`);
  }

  /** Copies a folder, or a file, unless it was copied before. */
  copy(original: string): void {
    if (this.#copied.some((each) => isInside(each, original))) return;
    cpSync(original, this.path(original), {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });
    this.#copied.push(original);
  }

  /** Makes changes that are meant for the repository, where they concern what was copied. Returns a problem in one line. */
  apply(changes: readonly Change[]): string | null {
    return writeChanges(
      changes
        .map((change) => ({ ...change, file: this.path(change.file) }))
        .filter(({ kind, file }) => (kind === 'create' ? existsSync(dirname(file)) : existsSync(file))),
    );
  }

  /** Adds a comment to a Go file of a folder; false when there is none. What is built from it stays the same. */
  editGo(folder: string): boolean {
    const dir = this.path(folder);
    const [name] = existsSync(dir) ? readdirSync(dir).filter((each) => /(?<!_test)\.go$/.test(each)) : [];
    if (name === undefined) return false;
    appendFileSync(resolve(dir, name), '\n// An edit.\n');
    return true;
  }

  /** Writes a file that is in no repository, beside the copy, and returns its path. */
  write(name: string, text: string): string {
    const file = resolve(this.#folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
