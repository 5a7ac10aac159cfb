import type { Change } from '../text/change.ts';

/** What somebody asks for. */
export interface SplitRequest {
  /** The monolith, absolute; null for each there is. */
  readonly dockerfile: string | null;
  /** Names, package paths or folders of programs; empty for all. */
  readonly programs: readonly string[];
  readonly into: 'files' | 'stages';
  /** The monolith stays even when nothing uses it any more. */
  readonly keep: boolean;
}

/** What a split does, and why. Paths are absolute. */
export interface SplitPlan {
  readonly entries: readonly PlanEntry[];
  /** Creations first, then edits, deletions last. */
  readonly changes: readonly Change[];
  readonly kept: readonly { readonly file: string; readonly because: readonly string[] }[];
  readonly refused: readonly { readonly subject: string; readonly reason: string }[];
}

/** What services build after a split: a Dockerfile of their own, or a stage of the one they share. */
export interface Destination {
  /** Absolute. */
  readonly dockerfile: string;
  /** The stage that the services build; null where it is the last one of a Dockerfile of its own. */
  readonly target: string | null;
}

export interface PlanEntry extends Destination {
  /** The Compose file that the project is known by. */
  readonly project: string;
  /** Folder of the main package, absolute. */
  readonly program: string;
  readonly services: readonly string[];
  readonly cgo: 'on' | 'off' | 'unknown';
  /** Whole sentences: each line that was kept, dropped or changed, and the evidence for it. */
  readonly because: readonly string[];
}
