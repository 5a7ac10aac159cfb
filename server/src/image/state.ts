import type { Instruction, Stage } from '../dockerfile/ast.ts';
import type { Sequence, ShellNode, SimpleCommand } from '../shell/ast.ts';
import type { Span } from '../text/span.ts';
import type { FileTree } from './files/file-tree.ts';
import type {
  BuildContext,
  Command,
  Execution,
  GoBuild,
  GoRun,
  Install,
  LoopRound,
  NeededFolder,
  PlacedProgram,
  Platform,
  Positional,
  ShellStart,
  StageTrace,
  Step,
} from './model.ts';
import type { Variables } from './variables.ts';
import type { BaseImage } from '../native/base-images.ts';

/** An install line that is in force. */
interface InForce {
  readonly install: Install;
  readonly step: Step;
  /** It may not have run. */
  readonly conditional: boolean;
}

/** What the commands of a stage change, and later ones see. Values are never changed in place. */
export interface World {
  readonly tree: FileTree;
  readonly installs: readonly InForce[];
  /** `go env -w`. */
  readonly goEnv: Variables;
  /** Why something that is not understood may have changed the programs on PATH; null when nothing has. */
  readonly doubt: string | null;
}

/** Folders that `RUN --mount` puts over the image's own while it runs. */
export interface Mount {
  readonly path: string;
  tree: FileTree;
  /** The stage that it comes from, if any. */
  readonly stage?: number;
}

/** One stage while its instructions are followed. */
export interface StageState {
  readonly index: number;
  readonly stage: Stage;
  readonly context: BuildContext;
  /** The source text of the Dockerfile, and its escape character. */
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly platform: Platform | null;
  readonly base: BaseImage;
  readonly baseName: string | null;
  world: World;
  /** ENV and ARG, as RUN and `${…}` see them. */
  variables: Variables;
  /** ENV alone: what a container gets. */
  readonly env: Map<string, string | null>;
  workdir: string | null;
  user: string | null;
  shell: readonly string[] | null;
  entrypoint: Command | null;
  cmd: Command | null;
  ownCmd: boolean;
  startKnown: boolean;
  readonly exposes: StageTrace['exposes'][number][];
  healthcheck: Instruction | null;
  readonly steps: Step[];
  readonly executions: Execution[];
  readonly placed: PlacedProgram[];
  readonly folders: NeededFolder[];
  readonly goRuns: GoRun[];
  /** How many more commands are followed, in all stages of one trace together. */
  readonly fuel: { left: number };
  /** Those of all stages, in order. */
  readonly builds: GoBuild[];
  /** Follows the commands of a script; here, since whoever finds a script is itself called on the way through one. */
  readonly runSequence: (list: Sequence, shell: Shell) => void;
  readonly opaque: { span: Span; reason: string }[];
}

/** The shell of one RUN, or of a part of it. */
export interface Shell {
  readonly stage: StageState;
  readonly instruction: Instruction;
  readonly mounts: readonly Mount[];
  world: World;
  cwd: string | null;
  variables: Variables;
  functions: ReadonlyMap<string, ShellNode>;
  /** `$1`, `$2`, … of a function or a script. */
  positional: readonly Positional[];
  /** `$0`; null when it is not known. */
  name: string | null;
  /** Whether `{a,b}` is expanded, as bash does and a plain sh does not; null when the shell is not known. */
  readonly braces: boolean | null;
  /** Commands may be skipped here, or run several times. */
  conditional: boolean;
  /** Whether the build surely fails when the command that is followed does. */
  fatal: boolean;
  /** `set -e`. */
  errexit: boolean;
  /** Whether it goes on. */
  ended: Ended;
  /** How deep functions and scripts are nested. */
  readonly depth: number;
  /** The command of the Dockerfile that runs this text, where the text itself has no place in the file. */
  readonly at: SimpleCommand | null;
  /** Where a container starts: who is told what its commands start. Null while an image is built. */
  readonly starting: Starting | null;
  /** The command runs beside those after it (`&`). */
  background: boolean;
  /** It is a shell of its own, whose end is not that of the one around it. */
  subshell: boolean;
  /** The round of the nearest loop whose words are known. */
  round: LoopRound | null;
}

/** Learns what the commands of a start script start. */
interface Starting {
  /** A command that is no part of the shell itself. */
  start(start: ShellStart): void;
  /** Whether a path is the image's own when a container starts, and nothing is mounted over it. */
  isImages(path: string): boolean;
  /** More may be started than is told, for this reason. */
  doubt(reason: string): void;
  /** The script waits for what runs in the background. */
  wait(): void;
}

/**
 * How a list of commands stopped before its end. `failed` takes the whole build along, so that in an image that was
 * built it did not come to this; `done` is the end of the shell, `returned` that of a function or a script that is read in;
 * with `maybe…` one of several ways stopped, with `maybe-done` by the end of the shell.
 */
export type Ended =
  | 'no'
  | 'failed'
  | 'done'
  | 'returned'
  | 'break'
  | 'continue'
  | 'maybe'
  | 'maybe-continue'
  | 'maybe-done';
