import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isInside, relative, resolve } from '../text/path.ts';
import type { WriteStep } from '../text/write-steps.ts';
import { isAlive } from './replace-file.ts';

/** Told what is about to be written, and when it is. */
export interface Journal {
  begin(steps: readonly WriteStep[]): void;
  end(): void;
}

export const noJournal: Journal = { begin: () => undefined, end: () => undefined };

/** What a run that was killed has left to do. */
export interface Interrupted {
  readonly steps: readonly WriteStep[];
  /** The process that is at it, where one still runs. */
  readonly runs: number | null;
}

/** The file at the root of a repository in which a run says what it is writing. It is there for no longer than that takes. */
export class FileJournal implements Journal {
  readonly #root: string;
  readonly #file: string;

  constructor(root: string) {
    this.#root = root;
    this.#file = `${root}/${JOURNAL}`;
  }

  begin(steps: readonly WriteStep[]): void {
    // Files outside of the repository are none of its business.
    if (!steps.every(({ file }) => isInside(this.#root, file))) return;
    const relativeSteps = steps.map((step) => ({ ...step, file: relative(this.#root, step.file) }));
    writeFileSync(this.#file, JSON.stringify({ version: 1, pid: process.pid, steps: relativeSteps }), {
      flag: 'wx',
    });
  }

  end(): void {
    rmSync(this.#file, { force: true });
  }

  /** What an earlier run has left; null where there is nothing, or nothing that can be read. */
  interrupted(): Interrupted | null {
    if (!existsSync(this.#file)) return null;
    const value = read(this.#file);
    const steps = value?.steps.map((step) => ({ ...step, file: resolve(this.#root, step.file) }));
    // A journal comes with the repository: it writes nothing elsewhere.
    if (!value || !steps?.every(({ file }) => isInside(this.#root, file))) return { steps: [], runs: null };
    return { steps, runs: value.pid !== process.pid && isAlive(value.pid) ? value.pid : null };
  }
}

export const JOURNAL = '.dockerfile-split-journal.json';

interface Written {
  readonly pid: number;
  readonly steps: readonly WriteStep[];
}

/** Null where the file is none of ours, or was torn apart: then the first file was not written yet. */
function read(file: string): Written | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  const isText = (each: unknown): boolean => each === null || typeof each === 'string';
  const { version, pid, steps } = (value ?? {}) as Record<string, unknown>;
  if (version !== 1 || typeof pid !== 'number' || !Array.isArray(steps)) return null;
  const isOurs = steps.every(
    (step: Record<string, unknown> | null) =>
      step !== null && typeof step['file'] === 'string' && isText(step['before']) && isText(step['after']),
  );
  return isOurs ? { pid, steps: steps as WriteStep[] } : null;
}
