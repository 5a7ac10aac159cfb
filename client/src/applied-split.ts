import type { LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { PlanSplitResult } from '../../protocol/src/protocol.ts';
import type { ClientChange } from './client-change.ts';
import type { MeasureTask } from './measure-task.ts';
import type { SplitSummary } from './split-summary.ts';
import type { UndoFollower } from './undo-follower.ts';

/** A split that the person applied, or some of it. */
export interface AppliedSplit {
  /** The Dockerfile, as it is shown. */
  readonly name: string;
  readonly plan: PlanSplitResult;
  readonly changes: readonly ClientChange[];
}

/** What a split has come to. */
export interface SplitOutcome {
  /** URIs of the changes that were left out, and can still be made. */
  readonly left: readonly string[];
  /** URIs of the files that hold something else than planned. */
  readonly changed: readonly string[];
  /** Rules that still find something in the files of the split. */
  readonly findings: readonly string[];
}

/** What the commands work with. */
export interface Tools {
  readonly client: LanguageClient;
  readonly log: LogOutputChannel;
  readonly undo: UndoFollower;
  readonly measuring: MeasureTask;
  readonly summary: SplitSummary;
}
