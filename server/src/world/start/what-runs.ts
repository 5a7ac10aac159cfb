import type {
  BuildContext,
  Found,
  GoBuild,
  GoPackage,
  ShellStart,
  StageTrace,
  StartScope,
} from '../../image/model.ts';
import { basename, resolve } from '../../text/path.ts';
import { type Argv, type ArgvWord, argvOf, type RunsBy } from './argv.ts';
import type { ComposeService } from '../../compose/model.ts';
import { mountOver } from './mount-over.ts';
import { unwrapCommand, type Unwrapped } from './unwrap-command.ts';

export interface RunProgram {
  readonly build: GoBuild;
  readonly package: GoPackage;
  /** Absolute, in the image. */
  readonly path: string;
}

/** What a container starts. */
export type Runs =
  | {
      readonly kind: 'program';
      readonly program: RunProgram;
      readonly evidence: RunsBy;
      /** The word that names it, where Compose or the Dockerfile names it; null inside a script. */
      readonly word: ArgvWord | null;
      /** The words after it. */
      readonly args: readonly ArgvWord[];
      /** Whether the words start it directly, with no wrapper or script between. */
      readonly direct: boolean;
      /** Further programs that its entry starts. */
      readonly also: readonly RunProgram[];
      /** Why it may start others too; null when these are all. */
      readonly unclear: string | null;
      /** The names of the commands that it starts besides and that are no programs of this repository. */
      readonly besides: readonly string[];
      /** The context paths of the scripts that were read on the way. */
      readonly scripts: readonly string[];
    }
  /** Something that is no program of this repository. */
  | { readonly kind: 'other' }
  /** A path that the image surely does not hold. */
  | { readonly kind: 'missing'; readonly path: string; readonly word: ArgvWord; readonly evidence: RunsBy }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Everything that a start is decided by. `service` is null for an image on its own. */
export interface StartOf {
  readonly service: ComposeService | null;
  readonly stage: StageTrace;
  readonly context: BuildContext;
  /** The file that holds the stage's instructions, absolute. */
  readonly file: string;
}

/** The program that a container starts, found through wrappers, shells and entry scripts. */
export function whatRuns(start: StartOf): Runs {
  const argv = argvOf(start);
  if (argv.kind === 'unknown') return argv;
  if (argv.kind === 'nothing') {
    return start.stage.files.programs().length === 0
      ? { kind: 'other' }
      : unknown('neither Compose nor the Dockerfile says what it starts');
  }
  return new Follow(start, argv.argv).run();
}

/** The program that words start in a running container, as `docker exec` would start them. */
export const whatWordsRun = (start: StartOf, words: readonly ArgvWord[]): Runs =>
  new Follow(start, { words, evidence: 'command' }).run();

/** What is called, and with what; `name` is `$0` where it is another word than the first. */
interface Called {
  readonly word: ArgvWord;
  readonly args: readonly ArgvWord[];
  readonly name?: string | null;
}

/** Follows one start. It gives up, with a reason, where scripts call each other too deeply. */
class Follow {
  readonly #start: StartOf;
  readonly #argv: Argv;
  readonly #also = new Map<string, RunProgram>();
  readonly #scripts: string[] = [];
  #direct = true;
  #unclear: string | null = null;
  readonly #besides: string[] = [];

  constructor(start: StartOf, argv: Argv) {
    this.#start = start;
    this.#argv = argv;
  }

  run(): Runs {
    return this.#words(this.#argv.words, 0, workdirOf(this.#start));
  }

  #words(words: readonly ArgvWord[], depth: number, folder: string | null): Runs {
    if (depth > MAX_DEPTH) return unknown('its start scripts call each other too deeply to follow');
    const step = this.#namesProgram(words[0], folder) ? plain(words) : unwrapCommand(words);
    switch (step.kind) {
      case 'empty':
        return { kind: 'other' };
      case 'unknown':
        return unknown(step.reason);
      case 'words':
        this.#direct = false;
        return this.#words(step.words, depth + 1, folder);
      case 'line':
        this.#direct = false;
        return this.#script(step.text, step, depth, folder);
      case 'file':
        this.#direct = false;
        return this.#locate(step, depth, folder, true);
      case 'program':
        return this.#locate(step, depth, folder, false);
    }
  }

  /** A program of the repository may be called like a wrapper. */
  #namesProgram(word: ArgvWord | undefined, folder: string | null): boolean {
    const name = word?.value ?? '';
    if (!name.includes('/') || (folder === null && !name.startsWith('/'))) return false;
    const found = this.#start.stage.files.at(resolve(folder ?? '/', name));
    return found.kind === 'file' && found.origin.kind === 'program';
  }

  /** Looks a word up in the image: `word` is a path, or a name on PATH. `asScript` when a shell was told to read it. */
  #locate(called: Called, depth: number, workdir: string | null, asScript: boolean): Runs {
    const { word } = called;
    const name = word.value;
    if (name === null || name === '')
      return unknown('what it starts depends on a variable that has no known value');
    const { stage, service } = this.#start;
    if (name.includes('/')) {
      if (workdir === null && !name.startsWith('/')) return unknown('its working directory is not known');
      return this.#at(resolve(workdir ?? '/', name), called, depth, workdir, asScript);
    }
    // A module of WebAssembly is looked for by the runtime that starts it, and not on PATH.
    if (SHELL_WORDS.has(name) || name.endsWith('.wasm')) return { kind: 'other' };
    const path =
      service?.environment.get('PATH')?.value ??
      (stage.env.has('PATH') ? stage.env.get('PATH') : DEFAULT_PATH);
    if (path === null || path === undefined) return unknown('PATH is not known');
    const folders = asScript && workdir !== null ? [workdir, ...path.split(':')] : path.split(':');
    let doubt: string | null = null;
    for (const folder of folders) {
      const found = stage.files.at(resolve(folder || '/', name));
      if (found.kind === 'absent' || found.kind === 'directory') continue;
      if (found.kind === 'unknown') {
        doubt ??= found.reason;
        continue;
      }
      // What the image surely has under this name is what it was made for, and no tool of the same name before it.
      return this.#at(found.path, called, depth, workdir, asScript);
    }
    // A name without a slash that an opaque image may hold is, all but surely, a tool of that image.
    if (doubt !== null)
      return stage.files.programs().some((each) => basename(each.path) === name)
        ? unknown(doubt)
        : { kind: 'other' };
    return { kind: 'missing', path: name, word, evidence: this.#argv.evidence };
  }

  #at(path: string, called: Called, depth: number, folder: string | null, asScript: boolean): Runs {
    const { word } = called;
    const mount = this.#start.service && mountOver(this.#start.service, path);
    if (mount) return unknown(`the volume at ${mount} covers ${path}`);
    const found = this.#start.stage.files.at(path);
    if (found.kind === 'unknown') return unknown(found.reason);
    if (found.kind === 'absent') return { kind: 'missing', path, word, evidence: this.#argv.evidence };
    if (found.kind === 'directory') return { kind: 'missing', path, word, evidence: this.#argv.evidence };
    return this.#origin(found, called, depth, folder, asScript);
  }

  #origin(
    found: Exclude<Found, { kind: 'absent' | 'unknown' }>,
    called: Called,
    depth: number,
    folder: string | null,
    asScript: boolean,
  ): Runs {
    const { origin } = found;
    const { word, args } = called;
    switch (origin.kind) {
      case 'program': {
        const program = { build: origin.build, package: origin.package, path: found.path };
        return {
          kind: 'program',
          program,
          evidence: this.#argv.evidence,
          word: this.#argv.words.includes(word) ? word : null,
          args,
          direct: this.#direct,
          also: [...this.#also.values()].filter((each) => each.package.dir !== program.package.dir),
          unclear: this.#unclear,
          besides: this.#besides,
          scripts: this.#scripts,
        };
      }
      case 'context':
      case 'made': {
        const text = origin.kind === 'made' ? (origin.text ?? null) : this.#start.context.read(origin.path);
        if (text === null)
          return origin.kind === 'made'
            ? unknown(`${found.path} is written while the image is built`)
            : { kind: 'other' };
        if (!asScript && !/^#!.*\b(?:ba|da|a|z|k)?sh\b/.test(text)) return { kind: 'other' };
        if (origin.kind === 'context') this.#scripts.push(origin.path);
        this.#direct = false;
        // A script that is found on PATH gets its whole path.
        return this.#script(
          text,
          asScript || word.value?.includes('/') ? called : { ...called, name: found.path },
          depth,
          folder,
        );
      }
      case 'unknown':
        return unknown(origin.reason);
      default:
        return { kind: 'other' };
    }
  }

  #script(text: string, called: Called, depth: number, folder: string | null): Runs {
    const starts = this.#start.stage.starts(text, this.#scope(called, folder));
    const wordsOf = ({ words }: ShellStart): ArgvWord[] =>
      words.map(
        ({ value, given }) => called.args.find((arg) => arg === given) ?? { value, at: called.word.at },
      );
    // What a script starts besides its last command also belongs into the image.
    for (const each of starts.also) {
      const runs = this.#words(wordsOf(each), depth + 1, each.folder);
      if (runs.kind === 'program') this.#also.set(runs.program.package.dir, runs.program);
      if (runs.kind === 'unknown') this.#unclear ??= runs.reason;
      if (runs.kind === 'other') this.#foreign(wordsOf(each), each.folder);
    }
    if (starts.doubt !== null) this.#unclear ??= starts.doubt;
    if (starts.main === null) return unknown(starts.reason);
    const main = this.#words(wordsOf(starts.main), depth + 1, starts.main.folder);
    // `exec gosu app "$@"` for root and `exec "$@"` for everybody else are the same program.
    const isOne = starts.instead.every((each) =>
      sameRun(main, this.#words(wordsOf(each), depth + 1, each.folder)),
    );
    return isOne ? main : unknown('which program its start script ends in is decided at run time');
  }

  /** A command that is none of the repository may start those of its programs that its words name. */
  #foreign([command, ...words]: readonly ArgvWord[], folder: string | null): void {
    if (command?.value) this.#besides.push(basename(command.value));
    const { files } = this.#start.stage;
    for (const { value } of words) {
      if (value === null) continue;
      const held = files
        .programs()
        .find(({ path }) =>
          value.includes('/') ? resolve(folder ?? '/', value) === path : basename(path) === value,
        );
      if (held) this.#also.set(held.package.dir, held);
    }
  }

  #scope({ args, name, word }: Called, folder: string | null): StartScope {
    const { service, stage } = this.#start;
    const own = [...(service?.environment ?? [])].map(([each, { value }]) => [each, value] as const);
    return {
      args: args.map((arg) => ({ value: arg.value, given: arg })),
      name: name === undefined ? word.value : name,
      folder,
      user: service?.user ? null : stage.user,
      environment: new Map([...stage.env, ...own]),
      isImages: (path) => service === null || mountOver(service, path) === null,
    };
  }
}

/** Whether two ends of a script start the same program of this repository with the same arguments, or both none of it. */
function sameRun(a: Runs, b: Runs): boolean {
  if (a.kind === 'other') return b.kind === 'other';
  if (a.kind !== 'program' || b.kind !== 'program') return false;
  return (
    a.program.package.dir === b.program.package.dir &&
    a.program.path === b.program.path &&
    a.args.length === b.args.length &&
    a.args.every((arg, i) => arg === b.args[i] || (arg.value !== null && arg.value === b.args[i]?.value))
  );
}

/** The folder that a relative path starts from. */
function workdirOf({ service, stage }: Pick<StartOf, 'service' | 'stage'>): string | null {
  const own = service?.workingDir;
  if (!own) return stage.workdir;
  return own.unset.length > 0 ? null : resolve(stage.workdir ?? '/', own.value);
}

function plain([word, ...args]: readonly ArgvWord[]): Unwrapped {
  return word ? { kind: 'program', word, args } : { kind: 'empty' };
}

const unknown = (reason: string): Runs => ({ kind: 'unknown', reason });

const MAX_DEPTH = 12;
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Words that a shell runs itself. */
const SHELL_WORDS = new Set([
  'true',
  'false',
  ':',
  'echo',
  'sleep',
  'cd',
  'set',
  'export',
  'test',
  '[',
  'wait',
  'trap',
  'printf',
  'exit',
  'umask',
  'ulimit',
  'read',
  'shift',
  'unset',
  'source',
  '.',
]);
