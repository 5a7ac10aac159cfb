import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instruction, Stage } from '../../../server/src/dockerfile/ast.ts';
import { expandWord } from '../../../server/src/dockerfile/words/expand.ts';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import { shellSource } from '../../../server/src/dockerfile/shell-source.ts';
import { expandHeredoc } from '../../../server/src/image/shell/expand-heredoc.ts';
import { resolve } from '../../../server/src/text/path.ts';
import { BuildFailure } from './build-failure.ts';
import { copyFiles, filterContext, inRoot } from './copy-files.ts';
import { type GoProgram, goPrograms } from './go-programs.ts';
import { type Bind, makeRoot, type Ran, runIn, type SandboxHost } from './sandbox.ts';

export interface BuildOptions {
  /** The text of the Dockerfile. */
  readonly dockerfile: string;
  /** The build context, a folder of this machine. Its `.dockerignore` holds, unless `ignore` stands in for it. */
  readonly context: string;
  readonly ignore?: string | null;
  /** An empty folder for everything that is written; the caller removes it. */
  readonly scratch: string;
  /** The stage to build; by default the last. */
  readonly target?: string | null;
  readonly args?: Readonly<Record<string, string>>;
  /** `linux/arm64`; by default linux/amd64, on which all is built. */
  readonly platform?: string;
  /** Folders that stand for images and named contexts in `COPY --from`. */
  readonly images?: Readonly<Record<string, string>>;
  readonly host: SandboxHost;
}

export interface BuiltImage {
  /** The image's `/`, a folder of this machine. */
  readonly root: string;
  readonly env: ReadonlyMap<string, string>;
  readonly workdir: string;
  /** In exec form; a shell form stands as `/bin/sh -c …`. Null when there is none. */
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  /** Every Go program in it, by path. */
  programs(): readonly GoProgram[];
  /** Runs words in it, as a container would: what they say is in the answer. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Ran;
}

/**
 * Builds a Dockerfile the way Docker does, without Docker: RUN runs for real, in a mount namespace and a changed root
 * that borrows this machine's shell, C compiler and Go. What it shares with the engine under test is the parser and
 * the expansion of variables, which are held to BuildKit elsewhere. Nothing is downloaded: package managers and
 * commands for accounts are stand-ins, modules come from the module cache of this machine. `USER` is not followed,
 * and of base images only this counts: whether they are called golang, and whether such a one has a C compiler.
 */
export function buildDockerfile(options: BuildOptions): BuiltImage {
  return new Builder(options).image();
}

interface StageState {
  readonly root: string;
  readonly env: Map<string, string>;
  /** What RUN sees: ENV and ARG, the later of a name. */
  readonly build: Map<string, string>;
  workdir: string;
  shell: readonly string[];
  entrypoint: readonly string[] | null;
  cmd: readonly string[] | null;
  ownCmd: boolean;
}

class Builder {
  readonly #options: BuildOptions;
  readonly #dockerfile;
  readonly #context: string;
  readonly #globals = new Map<string, string>();
  readonly #built = new Map<number, StageState>();

  constructor(options: BuildOptions) {
    this.#options = options;
    this.#dockerfile = parseDockerfile(options.dockerfile).value;
    this.#context = filterContext(options.context, join(options.scratch, 'context'), options.ignore ?? null);
    const [os = 'linux', arch = 'amd64'] = (options.platform ?? 'linux/amd64').split('/');
    for (const [prefix, o, a] of [
      ['BUILD', 'linux', 'amd64'],
      ['TARGET', os, arch],
    ] as const) {
      this.#globals.set(`${prefix}PLATFORM`, `${o}/${a}`).set(`${prefix}OS`, o).set(`${prefix}ARCH`, a);
      this.#globals.set(`${prefix}VARIANT`, '');
    }
    for (const { pairs } of this.#dockerfile.globals)
      for (const { name, value } of pairs) {
        const passed = options.args?.[name.value];
        if (passed !== undefined) this.#globals.set(name.value, passed);
        else if (value) this.#globals.set(name.value, this.#expand(value.value, this.#globals));
      }
  }

  image(): BuiltImage {
    const { target = null, host } = this.#options;
    const { stages } = this.#dockerfile;
    const stage = target === null ? stages.at(-1) : this.#find(target, stages.length);
    if (!stage) throw new BuildFailure(`there is no stage ${target ?? ''}`);
    const state = this.#stage(stage);
    const { root, env, workdir, entrypoint, cmd } = state;
    return {
      root,
      env,
      workdir,
      entrypoint,
      cmd,
      programs: () => goPrograms(root, host.go),
      run: (words, more = {}) =>
        runIn(host, {
          root,
          env: new Map([...env, ...Object.entries(more)]),
          workdir,
          words,
          binds: [],
          scratch: this.#options.scratch,
        }),
    };
  }

  #find(name: string, limit: number): Stage | undefined {
    const { stages } = this.#dockerfile;
    const before = stages.slice(0, limit);
    return (
      before.findLast((stage) => stage.name?.value.toLowerCase() === name.toLowerCase()) ??
      (/^\d+$/.test(name) ? before[Number(name)] : undefined)
    );
  }

  #expand(text: string, values: ReadonlyMap<string, string>): string {
    return expandWord(text, (name) => values.get(name), this.#dockerfile.escape).value ?? '';
  }

  #stage(stage: Stage): StageState {
    const done = this.#built.get(stage.index);
    if (done) return done;
    const { scratch } = this.#options;
    const base = this.#expand(stage.base.value, this.#globals);
    const parent = this.#find(base, stage.index);
    const from = parent ? this.#stage(parent) : null;
    const root = join(scratch, `stage-${stage.index}`);
    const env = makeRoot(root, from ? { kind: 'copy', root: from.root } : { kind: 'image', name: base });
    const state: StageState = {
      root,
      env: new Map(from?.env ?? env),
      build: new Map([...(from?.build ?? []), ...(from?.env ?? env)]),
      workdir: from?.workdir ?? (/^golang(?::|$)/.test(base) ? '/go' : '/'),
      shell: from?.shell ?? ['/bin/sh', '-c'],
      entrypoint: from?.entrypoint ?? null,
      cmd: from?.cmd ?? null,
      ownCmd: false,
    };
    for (const { trigger } of parent?.instructions ?? [])
      if (trigger) this.#instruction(stage, state, trigger);
    for (const instruction of stage.instructions) this.#instruction(stage, state, instruction);
    this.#built.set(stage.index, state);
    return state;
  }

  #instruction(stage: Stage, state: StageState, instruction: Instruction): void {
    const expand = (text: string): string => this.#expand(text, state.build);
    switch (instruction.keyword) {
      case 'ARG':
        for (const { name, value } of instruction.pairs) {
          const given = this.#options.args?.[name.value];
          const set = given ?? (value ? expand(value.value) : this.#globals.get(name.value));
          if (set !== undefined) state.build.set(name.value, set);
        }
        return;
      case 'ENV': {
        const before = new Map(state.build);
        for (const { name, value } of instruction.pairs) {
          const set = value ? this.#expand(value.value, before) : '';
          state.env.set(name.value, set);
          state.build.set(name.value, set);
        }
        return;
      }
      case 'WORKDIR':
        state.workdir = resolve(state.workdir, expand(instruction.rest.text.trim()));
        mkdirSync(inRoot(state.root, state.workdir), { recursive: true });
        return;
      case 'SHELL':
        state.shell = instruction.json?.map((token) => token.value) ?? state.shell;
        return;
      case 'ENTRYPOINT':
        state.entrypoint = this.#command(state, instruction);
        if (!state.ownCmd) state.cmd = null;
        return;
      case 'CMD':
        state.cmd = this.#command(state, instruction);
        state.ownCmd = true;
        return;
      case 'COPY':
      case 'ADD':
        return this.#copy(stage, state, instruction, expand);
      case 'RUN':
        return this.#run(stage, state, instruction, state.build);
    }
  }

  #command(state: StageState, instruction: Instruction): readonly string[] | null {
    if (instruction.json) return instruction.json.map((token) => token.value);
    const text = instruction.rest.text.trim();
    return text === '' ? null : [...state.shell, text];
  }

  #copy(stage: Stage, state: StageState, instruction: Instruction, expand: (text: string) => string): void {
    const words = (instruction.json ?? instruction.words).map((token) => expand(token.value));
    const sources = words.slice(0, -1);
    const target = resolve(state.workdir, words.at(-1) ?? '.');
    const folder = /(?:\/|^\.)$/.test(words.at(-1) ?? '') || sources.length > 1;
    for (const heredoc of instruction.heredocs) {
      const index = sources.findIndex(
        (source) => source.replace(/^\d*<<-?["']?|["']$/g, '') === heredoc.name,
      );
      if (index < 0) continue;
      sources.splice(index, 1);
      const body = this.#options.dockerfile.slice(heredoc.body.start, heredoc.body.end);
      const path = inRoot(state.root, folder ? join(target, heredoc.name) : target);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, heredoc.expand ? (expandHeredoc(body, expand) ?? '') : body);
    }
    const from = this.#root(stage, instruction.flags.find((flag) => flag.name === 'from')?.argument?.value);
    copyFiles({ from, sources, root: state.root, target, folder });
  }

  /** The files that `--from` names; without a name, those of the build context. */
  #root(stage: Stage, written: string | undefined): string {
    if (written === undefined) return this.#context;
    const name = this.#expand(written, this.#globals);
    const image = this.#options.images?.[name];
    if (image !== undefined) return image;
    const other = this.#find(name, stage.index);
    if (!other) throw new BuildFailure(`--from=${name}: there is no such stage, and no folder stands for it`);
    return this.#stage(other).root;
  }

  #run(stage: Stage, state: StageState, instruction: Instruction, env: Map<string, string>): void {
    const { dockerfile, host, scratch } = this.#options;
    const source = shellSource(instruction, dockerfile);
    const script = source && dockerfile.slice(source.span.start, source.span.end);
    const heredocs = instruction.heredocs.map(({ body, end }) => dockerfile.slice(body.start, end));
    const text =
      source?.kind === 'line'
        ? [instruction.rest.text, ...heredocs].join('\n')
        : (script?.replace(/^\t+/gm, '') ?? '');
    const words = instruction.json?.map((token) => token.value) ?? [...state.shell, text];
    const binds = instruction.flags.flatMap((flag) =>
      flag.name === 'mount' ? this.#mount(stage, state, flag.argument?.value ?? '') : [],
    );
    const ran = runIn(host, { root: state.root, env, workdir: state.workdir, words, binds, scratch });
    if (ran.status !== 0)
      throw new BuildFailure(
        `RUN ${text || words.join(' ')} ended with ${ran.status}:\n${ran.stderr}${ran.stdout}`,
      );
  }

  #mount(stage: Stage, state: StageState, text: string): Bind[] {
    const options = new Map(
      text.split(',').map((part): [string, string] => {
        const [name = '', value = ''] = part.split('=', 2);
        return [name, value];
      }),
    );
    const type = options.get('type') ?? 'bind';
    const written = options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '.';
    const target = resolve(state.workdir, written);
    if (type === 'cache') {
      const path = join(this.#options.scratch, 'caches', target);
      mkdirSync(path, { recursive: true });
      return [{ from: path, to: target, writable: true }];
    }
    if (type !== 'bind') return [];
    const root = this.#root(stage, options.get('from'));
    return [
      {
        from: inRoot(root, resolve('/', options.get('source') ?? options.get('src') ?? '/')),
        to: target,
        writable: false,
      },
    ];
  }
}
