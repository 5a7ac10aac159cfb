import { parseShell } from '../shell/parse-shell.ts';
import type { SimpleCommand } from '../shell/ast.ts';
import type { FileTree } from './files/file-tree.ts';
import type { ShellStart, StartScope, Starts } from './model.ts';
import { LINUX_AMD64 } from './platform.ts';
import { runSequence } from './shell/run-shell.ts';
import type { Shell, StageState } from './state.ts';
import { Variables } from './variables.ts';

/** The image that a script is started in. */
type Started = Pick<StageState, 'stage' | 'context' | 'base' | 'baseName'> & { readonly tree: FileTree };

/**
 * Follows a start script in the image of a stage: its first `exec` on the way is what the container is, else its last
 * command. Tests on known words are decided; where both ways are open, and one of them ends the script, there are several
 * ends.
 */
export function followStart(text: string, image: Started, scope: StartScope): Starts {
  const { value, errors } = parseShell(text.replace(/^#!.*/, ''), { escape: '\\', offset: 0, script: true });
  if (errors.length > 0)
    return { main: null, reason: NOT_UNDERSTOOD, instead: [], also: [], doubt: NOT_UNDERSTOOD };
  const told = new Told(scope);
  const shell = shellOf(image, scope, told);
  runSequence(value, shell);
  return told.result(shell.ended === 'done' || shell.ended === 'returned', shell.stage.opaque.length > 0);
}

const NOT_UNDERSTOOD = 'its start script is not understood';

/** What is told of one script while it is followed. */
class Told {
  readonly #scope: StartScope;
  readonly #starts: ShellStart[] = [];
  #doubt: string | null = null;
  #waits = false;

  constructor(scope: StartScope) {
    this.#scope = scope;
  }

  isImages(path: string): boolean {
    return this.#scope.isImages(path);
  }

  start(start: ShellStart): void {
    this.#starts.push(start);
  }

  doubt(reason: string): void {
    this.#doubt ??= reason;
  }

  wait(): void {
    this.#waits = true;
  }

  /** `ended`: every way through the script ends it; `isOpaque`: a part of it is not understood. */
  result(ended: boolean, isOpaque: boolean): Starts {
    const starts = this.#starts;
    const doubt = this.#doubt;
    const ends = starts.filter((each) => each.ends);
    const none = (reason: string): Starts => ({ main: null, reason, instead: ends, also: starts, doubt });
    if (isOpaque) return none(doubt ?? NOT_UNDERSTOOD);
    const main = this.#main(ended);
    if (main === 'several') return none('its start script starts several programs side by side');
    if (main)
      return {
        main,
        reason: '',
        instead: ends.filter((each) => each !== main),
        also: starts.filter((each) => each !== main && !each.ends),
        doubt,
      };
    return none(
      ends.length > 0
        ? 'whether its start script starts a program is decided at run time'
        : 'its start script starts nothing',
    );
  }

  #main(ended: boolean): ShellStart | 'several' | null {
    const last = this.#starts.findLast((each) => !each.beside);
    if (ended && last) return last;
    if (this.#waits) {
      const background = this.#starts.filter((each) => each.background);
      return background.length > 1 ? 'several' : (background[0] ?? null);
    }
    // An end that may not be come to is none to fall back on: what follows it has to start something of its own.
    return last && !last.ends ? last : null;
  }
}

/** The shell of a container: what it does to files is forgotten when the script was followed. */
function shellOf(
  { stage, context, base, baseName, tree }: Started,
  { args, name, folder, user, environment }: StartScope,
  told: Told,
): Shell {
  const variables = new Variables(
    new Map(
      [...environment].map(([each, value]) => [
        each,
        { value, span: null, via: 'env' as const, exported: true },
      ]),
    ),
  );
  const world = { tree, installs: [], goEnv: new Variables(), doubt: null };
  const state: StageState = {
    index: stage.index,
    stage,
    context,
    text: '',
    escape: '\\',
    platform: LINUX_AMD64,
    base,
    baseName,
    world,
    variables,
    env: new Map(),
    workdir: folder,
    user,
    shell: null,
    entrypoint: null,
    cmd: null,
    ownCmd: false,
    startKnown: true,
    exposes: [],
    healthcheck: null,
    steps: [],
    executions: [],
    placed: [],
    folders: [],
    goRuns: [],
    fuel: { left: MOST_COMMANDS },
    builds: [],
    runSequence,
    opaque: [],
  };
  return {
    stage: state,
    instruction: stage.from,
    mounts: [],
    world,
    cwd: folder,
    variables,
    functions: new Map(),
    positional: args,
    name,
    braces: null,
    conditional: false,
    ended: 'no',
    depth: 0,
    at: NOWHERE,
    starting: told,
    background: false,
    subshell: false,
    fatal: false,
    errexit: false,
    round: null,
  };
}

/** More than any start script runs. */
const MOST_COMMANDS = 5_000;

/** No word of a start script stands in the Dockerfile. */
const NOWHERE: SimpleCommand = {
  kind: 'command',
  assignments: [],
  words: [],
  redirects: [],
  start: 0,
  end: 0,
};
