import type { Change } from '../text/change.ts';
import type { ProjectId } from '../world/ids.ts';
import type { Place } from '../text/span.ts';
import type { Destination } from '../edit/compose/point-at.ts';
import type { Reason } from '../edit/slice/reason.ts';

/** What somebody asks for. */
export interface SplitRequest {
  /** The monolith, absolute; null for each there is. */
  readonly dockerfile: string | null;
  /** Names, package paths or folders of programs; empty for all. */
  readonly programs: readonly string[];
  readonly into: 'files' | 'stages';
  /** New Dockerfiles get cache mounts for Go's modules and compiled packages, where they have none. */
  readonly cacheMounts?: boolean;
  /** The monolith stays even when nothing uses it any more. */
  readonly keep: boolean;
}

/** What a split does, and why. Paths are absolute. */
export interface SplitPlan {
  readonly entries: readonly PlanEntry[];
  /** Creations first, then edits, deletions last. */
  readonly changes: readonly Change[];
  readonly kept: readonly { readonly file: string; readonly because: readonly string[] }[];
  readonly refused: readonly Refusal[];
}

/** What is left as it was. */
export interface Refusal {
  readonly subject: string;
  readonly reason: string;
  /** The line that is in the way, in the text before the split; null where no one line is. */
  readonly at: Place | null;
  /** The project that it is about; null where it is about none, or several. */
  readonly project: ProjectId | null;
}

export interface PlanEntry extends Destination {
  readonly project: ProjectId;
  /** Folder of the main package, absolute. */
  readonly program: string;
  readonly services: readonly string[];
  readonly cgo: 'on' | 'off' | 'unknown';
  /** What goes or changes, and the evidence for it. */
  readonly because: readonly Reason[];
  /** The instructions of the old Dockerfile that stay as they were, and why. */
  readonly keeps: readonly Reason[];
  /** What its new Dockerfile would gain from, and is not given unasked: clauses. */
  readonly offers: readonly string[];
  /** The ports that its program listens on, and who says so. */
  readonly listens: ReadonlyMap<number, string>;
  /** The paths that its program names or is given, and who says so. */
  readonly paths: ReadonlyMap<string, string>;
}
