/** What this server says beyond LSP, and to whom: the only code that the client and the server both import. */

export const METHODS = {
  /** Notification, client → server: look at the disk again (the window got the focus, or somebody asked). */
  refresh: 'dockerfileSplit/refresh',
  /** Request, `PlanSplitParams` → `PlanSplitResult`. */
  planSplit: 'dockerfileSplit/planSplit',
  /** Request, no parameters → `MonolithItem[]`. */
  monoliths: 'dockerfileSplit/monoliths',
  /** Request, `VerifyParams` → `VerifyResult`: reads the files again and analyses what is there now. */
  verify: 'dockerfileSplit/verify',
  /** Request, `KeepersParams` → `KeepersResult`: who still needs a Dockerfile, asked before it is deleted. */
  keepers: 'dockerfileSplit/keepers',
  /** Notification, server → client, only with `initializationOptions.status`: `StatusParams`. */
  status: 'dockerfileSplit/status',
} as const;

/** The command behind the split's code action, where the client says `initializationOptions.commands`. Its argument is the Dockerfile's URI. */
export const SPLIT_COMMAND = 'dockerfileSplit.split';

/**
 * The command behind the lens that says where cgo comes from, where the client has it. Its arguments are a URI and a
 * `Position` to show it at, and the imports as `ChainPlace[]`.
 */
export const SHOW_CHAIN_COMMAND = 'dockerfileSplit.showChain';

/** An import on the way from a program to what needs cgo. */
export interface ChainPlace {
  readonly uri: string;
  readonly range: Range;
}

/** `initializationOptions`; each may be left out. */
export interface InitializationOptions extends Partial<ServerSettings> {
  /** The client has the commands `dockerfileSplit.split` and `dockerfileSplit.showChain`. */
  readonly commands?: boolean;
  /** The client wants `dockerfileSplit/status`. */
  readonly status?: boolean;
  /** The URI of the folder that holds the pages of the rules. */
  readonly docs?: string;
}

/** The section `dockerfileSplit` of the client's settings. */
export interface ServerSettings {
  readonly enable: boolean;
  /** The Go module cache; empty for the one that the go command would use. */
  readonly moduleCache: string;
  /** A split leaves the monolith where it is. */
  readonly keepMonolith: boolean;
  /** Globs of Compose files with names of their own. */
  readonly composeFiles: readonly string[];
  /** How severe the findings of rules are, before what the configuration says: pairs of an id and a level. */
  readonly rules: readonly (readonly [
    rule: string,
    level: 'off' | 'error' | 'warning' | 'information' | 'hint',
  ])[];
}

export interface PlanSplitParams {
  /** URI of the monolith; without one, every monolith of the workspace. */
  readonly dockerfile?: string;
  readonly into?: 'files' | 'stages';
  readonly keep?: boolean;
}

export interface PlanSplitResult {
  readonly plan: readonly PlannedProgram[];
  /** Creations first, then edits, deletions last. */
  readonly changes: readonly PlannedChange[];
  readonly kept: readonly { readonly uri: string; readonly because: readonly string[] }[];
  readonly refused: readonly { readonly subject: string; readonly reason: string }[];
  /** The plan as a page of Markdown: what `dockerfile-split split --summary` prints. */
  readonly summary: string;
}

export interface PlannedProgram {
  readonly project: string;
  readonly program: string;
  readonly services: readonly string[];
  readonly dockerfile: string;
  readonly target: string | null;
  readonly cgo: 'on' | 'off' | 'unknown';
  /** What goes or changes, each with its line and the evidence. */
  readonly because: readonly string[];
  /** What stays as it was, and why. */
  readonly keeps: readonly string[];
}

/** `hash` is that of the text the change was made for, by `textHash`. Ranges refer to that text. */
export type PlannedChange =
  | { readonly kind: 'create'; readonly uri: string; readonly text: string }
  | {
      readonly kind: 'edit';
      readonly uri: string;
      readonly hash: string;
      readonly edits: readonly { readonly range: Range; readonly newText: string }[];
    }
  | { readonly kind: 'delete'; readonly uri: string; readonly hash: string };

export interface MonolithItem {
  readonly uri: string;
  /** Relative to its workspace folder. */
  readonly label: string;
  readonly services: readonly string[];
}

export interface VerifyParams {
  readonly uris: readonly string[];
}

export interface VerifyResult {
  /** The findings in these files, most severe first. */
  readonly findings: readonly {
    readonly uri: string;
    readonly range: Range;
    readonly severity: string;
    readonly rule: string;
    readonly message: string;
  }[];
}

export interface KeepersParams {
  /** URI of a Dockerfile. */
  readonly uri: string;
}

export interface KeepersResult {
  /** Each who uses or names it, as a clause; empty when it can go. */
  readonly because: readonly string[];
}

export interface StatusParams {
  readonly scanning: boolean;
  /** How many Go packages the first scan has read so far; 0 when none is running. */
  readonly packages: number;
  readonly findings: number;
  readonly unknown: readonly {
    readonly uri: string;
    readonly range: Range;
    readonly subject: string;
    readonly reason: string;
  }[];
}

/** As in LSP: lines from 0, characters in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` to before `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
