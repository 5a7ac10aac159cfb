import type { Stage } from '../dockerfile/ast.ts';
import type { ShellNode, SimpleCommand } from '../shell/ast.ts';
import type { Span } from '../text/span.ts';
import type { FileTree } from './file-tree.ts';
import type { BuildContext, Command, Effect, Install, NamedPath, StageTrace, Step } from './model.ts';
import type { Platform } from './model.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Variables } from './variables.ts';
import type { BaseImage } from '../native/base-images.ts';

/** An install line that is in force. */
export interface InForce {
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
  /** How many more commands are followed, in all stages of one trace together. */
  readonly fuel: { left: number };
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
  /** `$1`, `$2`, … of a function or a script; null when they are not known. */
  positional: readonly (string | null)[];
  /** Commands may be skipped here, or run several times. */
  conditional: boolean;
  /** How deep functions and scripts are nested. */
  readonly depth: number;
  /** Where a command stands whose own text has no place in the file; null where it has one. */
  readonly at: SimpleCommand | null;
}

/** What a step is besides its effect. */
export interface StepParts {
  readonly effect: Effect;
  readonly understood?: boolean;
  readonly paths?: readonly NamedPath[];
}
