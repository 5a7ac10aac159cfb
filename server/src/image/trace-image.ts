import type { Instruction, Stage } from '../dockerfile/ast.ts';
import { expandWord } from '../dockerfile/words/expand.ts';
import { baseImage } from '../native/base-images.ts';
import { accessAt } from './files/access-at.ts';
import { baseFiles } from './files/base-files.ts';
import { copyInstruction, type CopyFrom } from './files/copy-instruction.ts';
import { findFile } from './files/find-file.ts';
import { followStart } from './follow-start.ts';
import { BUILD_PLATFORM, globalArguments, targetPlatform } from './global-arguments.ts';
import { allNames, programsIn } from './files/list-files.ts';
import type {
  BuildContext,
  BuildRequest,
  Command,
  GoBuild,
  ImageTrace,
  StageFiles,
  StageTrace,
  Step,
} from './model.ts';
import { type FullPlatform, parsePlatform } from './platform.ts';
import { sourceNames } from './images-taken.ts';
import { inheritImage, otherFiles } from './other-image.ts';
import { runInstruction } from './run-instruction.ts';
import { runSequence } from './shell/run-shell.ts';
import { absolute } from './shell/shell-path.ts';
import type { StageState } from './state.ts';
import { Variables } from './variables.ts';
import { entry, linkedPath, put } from './files/write-files.ts';

/** Follows a Dockerfile, stage by stage, for one request, as BuildKit would build it. Never throws. */
export function traceImage(request: BuildRequest, context: BuildContext): ImageTrace {
  return new Tracer(request, context).run();
}

/** Five loops in each other run a command a billion times. Nobody writes a Dockerfile that runs this many. */
const MOST_COMMANDS = 20_000;

class Tracer {
  readonly #request: BuildRequest;
  readonly #context: BuildContext;
  readonly #builds: GoBuild[] = [];
  readonly #states: StageState[] = [];
  readonly #parents: StageTrace['parent'][] = [];
  readonly #fuel = { left: MOST_COMMANDS };
  /** Of each stage, the image at the bottom of its FROM chain. */
  readonly #roots: (string | null)[] = [];
  /** The numbers of the stages of each name in lower case, in order. */
  readonly #named = new Map<string, number[]>();
  readonly #target: FullPlatform;
  readonly #globals: ReadonlyMap<string, string | null>;

  constructor(request: BuildRequest, context: BuildContext) {
    this.#request = request;
    this.#context = context;
    this.#target = targetPlatform(request.platform);
    this.#globals = globalArguments(request, this.#target, BUILD_PLATFORM);
    for (const { name, index } of request.dockerfile.stages) {
      // A named context stands in for a stage of its name.
      if (!name || request.images?.has(name.value)) continue;
      const key = name.value.toLowerCase();
      const indices = this.#named.get(key);
      if (indices) indices.push(index);
      else this.#named.set(key, [index]);
    }
  }

  run(): ImageTrace {
    const { dockerfile, target } = this.#request;
    for (const stage of dockerfile.stages) this.#stage(stage);
    const stages = this.#states.map((state, index) =>
      traceOf(state, this.#parents[index] ?? { kind: 'image', image: null }, this.#roots[index] ?? null),
    );
    const index = target === null ? stages.length - 1 : this.#stageIndex(target, stages.length);
    const final = (index === null ? undefined : stages[index]) ?? null;
    const needed = new Set<number>();
    if (final) this.#need(final.stage.index, needed);
    return {
      request: this.#request,
      stages,
      final,
      needed: stages.filter((stage) => needed.has(stage.stage.index)),
      builds: this.#builds,
    };
  }

  #stage(stage: Stage): void {
    const { dockerfile } = this.#request;
    const lookup = (name: string): string | null | undefined => this.#globals.get(name);
    const image = expandWord(stage.base.value, lookup, dockerfile.escape).value;
    const parentIndex = image === null ? null : this.#stageIndex(image, stage.index, true);
    const parent = parentIndex === null ? null : (this.#states[parentIndex] ?? null);
    const wanted = stage.platform?.argument
      ? expandWord(stage.platform.argument.value, lookup, dockerfile.escape).value
      : null;
    const platform = stage.platform
      ? wanted === null || wanted === ''
        ? null
        : parsePlatform(wanted)
      : this.#target;
    const other = parent || image === null ? undefined : this.#request.images?.get(image);
    const built = other && image !== null ? inheritImage(other, image) : null;
    // A named context may be an image of any kind, whatever its name says.
    const base = parent?.base ?? built?.base ?? baseImage(other === null ? '\0' : (image ?? '\0'));
    const baseName = parent ? parent.baseName : image;
    const env = parent?.env ?? built?.env ?? base.env ?? new Map<string, string | null>();
    const state: StageState = {
      index: stage.index,
      stage,
      context: this.#context,
      text: dockerfile.text,
      escape: dockerfile.escape,
      platform: platform ?? this.#target,
      base,
      baseName,
      world: parent?.world ?? {
        tree: put(null, { kind: 'base', files: built?.files ?? baseFiles(base, baseName) }),
        installs: [],
        goEnv: built?.goEnv ?? new Variables(),
        doubt: built?.doubt ?? null,
      },
      variables: inherited(parent, env, base.env !== null),
      env: new Map(env),
      workdir: (parent ?? built ?? base).workdir,
      user: parent ? parent.user : built ? built.user : (base.user ?? ''),
      shell: parent?.shell ?? built?.shell ?? null,
      entrypoint: parent?.entrypoint ?? null,
      cmd: parent?.cmd ?? null,
      ownCmd: false,
      startKnown: parent
        ? parent.startKnown
        : built
          ? built.startsNothing
          : base.start !== null && base.start.entrypoint.length === 0,
      exposes: [...(parent?.exposes ?? [])],
      healthcheck: parent?.healthcheck ?? null,
      steps: [],
      executions: [],
      placed: [],
      folders: [],
      goRuns: [],
      fuel: this.#fuel,
      builds: this.#builds,
      runSequence,
      opaque: [],
    };
    this.#states.push(state);
    this.#parents.push(
      parentIndex === null ? { kind: 'image', image } : { kind: 'stage', index: parentIndex },
    );
    this.#roots.push(parentIndex === null ? image : (this.#roots[parentIndex] ?? null));
    // ONBUILD holds for the stages that stand directly on this one, and there it goes first.
    for (const { trigger } of parent?.stage.instructions ?? [])
      if (trigger) this.#instruction(state, trigger);
    for (const instruction of stage.instructions) this.#instruction(state, instruction);
  }

  #instruction(state: StageState, instruction: Instruction): void {
    const expand = (text: string): string | null =>
      expandWord(text, state.variables.lookup, state.escape).value;
    switch (instruction.keyword) {
      case 'RUN':
        runInstruction(state, instruction, (name) => this.#other(name, state));
        return;
      case 'COPY':
      case 'ADD':
        copyInstruction(state, instruction, this.#from(instruction, state), expand);
        return;
    }
    state.steps.push(settingStep(state, instruction));
    switch (instruction.keyword) {
      case 'ARG':
        for (const { name, value } of instruction.pairs) {
          const passed = this.#request.args.get(name.value);
          const written = value
            ? expand(value.value)
            : this.#globals.has(name.value)
              ? (this.#globals.get(name.value) ?? null)
              : undefined;
          const known = passed !== undefined ? passed : written;
          // The later of ENV and ARG holds while the image is built (BuildKit's dispatchArg); ENV alone is in the image.
          if (known === undefined) continue;
          state.variables = state.variables.with(name.value, {
            value: known,
            span: spanOf(name, value),
            via: 'arg',
            exported: true,
          });
        }
        return;
      case 'ENV': {
        // Every value sees what was set before the instruction.
        const before = state.variables.lookup;
        for (const { name, value } of instruction.pairs) {
          const known = value ? expandWord(value.value, before, state.escape).value : '';
          state.env.set(name.value, known);
          state.variables = state.variables.with(name.value, {
            value: known,
            span: spanOf(name, value),
            via: 'env',
            exported: true,
          });
        }
        return;
      }
      case 'WORKDIR': {
        const path = expand(instruction.rest.text.trim());
        state.workdir = path === null ? null : absolute(state.workdir, path);
        if (state.workdir !== null && findFile(state.world.tree, state.workdir).kind !== 'directory')
          state.world = {
            ...state.world,
            tree: put(
              state.world.tree,
              entry(linkedPath(state.world.tree, state.workdir), 'directory', { kind: 'made' }, []),
            ),
          };
        return;
      }
      case 'USER':
        state.user = expand(instruction.rest.text.trim());
        return;
      case 'SHELL':
        state.shell = instruction.json?.map((token) => token.value) ?? state.shell;
        return;
      case 'ENTRYPOINT':
        state.entrypoint = commandOf(instruction);
        // ENTRYPOINT takes a CMD of the base away, unless this stage sets one itself.
        if (!state.ownCmd) state.cmd = null;
        state.startKnown = true;
        return;
      case 'CMD':
        state.cmd = commandOf(instruction);
        state.ownCmd = true;
        return;
      case 'EXPOSE':
        for (const token of instruction.json ?? instruction.words)
          state.exposes.push({ port: portOf(expand(token.value)), token, instruction });
        return;
      case 'HEALTHCHECK':
        state.healthcheck = instruction;
        return;
    }
  }

  #from(instruction: Instruction, state: StageState): CopyFrom {
    const flag = instruction.flags.find((each) => each.name === 'from');
    if (!flag?.argument) return { kind: 'context' };
    const name =
      expandWord(flag.argument.value, (each) => this.#globals.get(each), state.escape).value ??
      flag.argument.value;
    const other = this.#other(name, state);
    if (other) return { kind: 'stage', state: other };
    const image = this.#request.images?.get(name);
    return {
      kind: 'image',
      image: name,
      tree: image?.trace.final ? put(null, { kind: 'base', files: otherFiles(image, name) }) : null,
    };
  }

  #other(name: string, state: StageState): StageState | null {
    const index = this.#stageIndex(name, state.index);
    return index === null ? null : (this.#states[index] ?? null);
  }

  /** A stage before `limit` by its name, without case, or by its number. FROM knows no numbers. */
  #stageIndex(name: string, limit: number, byName = false): number | null {
    const indices = this.#named.get(name.toLowerCase()) ?? [];
    const named = indices[countBelow(indices, limit) - 1];
    if (named !== undefined) return named;
    return !byName && /^\d+$/.test(name) && Number(name) < limit ? Number(name) : null;
  }

  /** A stage, what it stands on, and what it copies from or mounts. */
  #need(first: number, into: Set<number>): void {
    into.add(first);
    // What is added while a set is walked is walked too. Stages may stand on each other deeper than a stack is.
    for (const index of into) {
      const parent = this.#parents[index];
      if (parent?.kind === 'stage') into.add(parent.index);
      for (const other of this.#sourcesOf(index)) into.add(other);
    }
  }

  /** The stages that a stage copies from or mounts. */
  #sourcesOf(index: number): number[] {
    const found: number[] = [];
    for (const name of this.#states[index]?.stage.instructions.flatMap(sourceNames) ?? []) {
      const known = expandWord(name, (each) => this.#globals.get(each)).value ?? name;
      const other = this.#stageIndex(known, index);
      if (other !== null) found.push(other);
    }
    return found;
  }
}

/**
 * What a stage sees at its start: the ENV of what it stands on, and the ARGs of a stage that have no ENV of their name
 * (BuildKit's dispatchState.init, then the environment of the image).
 */
function inherited(
  parent: StageState | null,
  env: ReadonlyMap<string, string | null>,
  complete: boolean,
): Variables {
  let variables = parent?.variables ?? new Variables(new Map(), complete);
  for (const [name, value] of env)
    if (variables.get(name)?.via !== 'env')
      variables = variables.with(name, { value, span: null, via: 'env', exported: true });
  return variables;
}

/** How many of the ascending `numbers` are below `limit`. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function traceOf(state: StageState, parent: StageTrace['parent'], baseName: string | null): StageTrace {
  const { tree } = state.world;
  const programs = once(() => programsIn(tree));
  const files: StageFiles = {
    at: (path) => findFile(tree, path),
    access: (path) => accessAt(tree, path),
    programs,
    names: (path) => allNames(tree, path),
  };
  const {
    stage,
    steps,
    executions,
    placed,
    folders,
    goRuns,
    env,
    workdir,
    user,
    entrypoint,
    cmd,
    exposes,
    healthcheck,
    startKnown,
    opaque,
  } = state;
  const { base, baseName: name, context } = state;
  return {
    stage,
    parent,
    baseImage: baseName,
    steps,
    executions,
    placed,
    folders,
    goRuns,
    files,
    starts: (text, scope) => followStart(text, { stage, context, base, baseName: name, tree }, scope),
    env,
    workdir,
    user,
    entrypoint,
    cmd,
    exposes,
    healthcheck,
    startKnown,
    opaque,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const settingStep = (state: StageState, instruction: Instruction): Step => ({
  stage: state.index,
  instruction,
  command: null,
  span: { start: instruction.start, end: instruction.end },
  effect: { kind: 'setting' },
  understood: true,
  conditional: false,
  workdir: state.workdir,
  paths: [],
});

function commandOf(instruction: Instruction): Command | null {
  if (instruction.json)
    return instruction.json.length === 0 ? null : { instruction, form: 'exec', words: instruction.json };
  const text = instruction.rest.text.trim();
  return text === ''
    ? null
    : {
        instruction,
        form: 'shell',
        words: [{ value: text, start: instruction.restSpan.start, end: instruction.restSpan.end }],
      };
}

const portOf = (text: string | null): number | null => {
  const [, port] = /^(\d+)(?:\/\w+)?$/.exec(text ?? '') ?? [];
  return port === undefined ? null : Number(port);
};

/** The whole `NAME=value`; in the old form of ENV, from the name to the end of the value. */
const spanOf = (name: { start: number; end: number }, value: { end: number } | null) => ({
  start: name.start,
  end: value?.end ?? name.end,
});
