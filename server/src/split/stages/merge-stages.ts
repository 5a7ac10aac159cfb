import type { Dockerfile, Instruction, Stage } from '../../dockerfile/ast.ts';
import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import { type Refused, refused } from '../../edit/slice/reason.ts';
import { StageSource, stageIn } from './stage-source.ts';

/** A Dockerfile to merge with others: its last stage becomes `target`. */
export interface MergeInput {
  /** Absolute. */
  readonly file: string;
  readonly dockerfile: Dockerfile;
  readonly target: string;
}

export type Merged =
  | {
      readonly ok: true;
      readonly text: string;
      readonly shared: readonly Shared[];
    }
  | Refused;

/** A stage that several files build on, and how many instructions of theirs it is. */
interface Shared {
  readonly stage: string;
  readonly instructions: number;
  readonly files: readonly string[];
}

/**
 * One Dockerfile of several: the stages that some begin with alike come once, as far as they are the same word for word,
 * and what differs stands on them in stages of its own. The images are those of the single files.
 */
export function mergeStages(inputs: readonly MergeInput[]): Merged {
  const files = inputs.map((input) => new Merging(input));
  const [first] = files;
  if (!first) return refused('there is nothing to merge', null);
  for (const file of files) {
    const problem = file.problem(first);
    if (problem) return problem;
  }
  const globals = globalsOf(files);
  if ('reason' in globals) return globals;
  const names = new Names(inputs.map(({ target }) => target));
  const parts: string[] = [];
  const shared: Shared[] = [];
  let index = 0;
  for (; haveAlike(files, index); index++)
    for (const some of alike(files, index)) {
      const [one] = some;
      const stage = one?.source.builder(index);
      if (!one || !stage) continue;
      const length = some.length > 1 ? commonStart(some, index) : 0;
      if (length === 0) {
        one.keepOwn(stage, names);
        continue;
      }
      const name = names.free(stage.name?.value ?? 'build', 'base');
      parts.push(one.source.piece(stage, 0, length, name));
      shared.push({ stage: name, instructions: length, files: some.map(({ input }) => input.file) });
      for (const file of some) file.standOn(index, length, name, one, names);
    }
  const from = first.source.dockerfile.stages[0]?.from;
  for (const file of files) parts.push(...file.rest(index, names));
  const header = [first.source.directives, globals.join(first.source.eol)].filter((each) => each !== '');
  const { eol } = first.source;
  const text = `${[...header, ...parts].join(eol + eol)}${eol}`;
  return parseDockerfile(text).errors.length > 0
    ? first.refuse('the merged file would not parse', from)
    : { ok: true, text, shared };
}

/** One of the files on its way. */
class Merging {
  readonly input: MergeInput;
  readonly source: StageSource;
  /** Its stages that stand on shared ones, written when all of their names are known. */
  readonly #own: (() => string)[] = [];
  /** Comments of shared lines that the first file does not have. */
  #comments: string[] = [];

  constructor(input: MergeInput) {
    this.input = input;
    this.source = new StageSource(input.dockerfile);
  }

  refuse(reason: string, at: Instruction | undefined): Refused {
    const span = at ? { start: at.start, end: at.end } : { start: 0, end: 0 };
    return refused(reason, { file: this.input.file, span });
  }

  /** What keeps it from being merged with the first. */
  problem(first: Merging): Refused | null {
    const { stages, instructions } = this.input.dockerfile;
    if (stages.length < 2) return this.refuse('it has no stage that builds', stages[0]?.from);
    const unnamed = stages.find((stage) => stage !== this.source.final && stage.name === null);
    if (unnamed) return this.refuse('this stage has no name to build on', unnamed.from);
    const numbered = instructions.find(({ flags }) =>
      flags.some((flag) => /^\d+$/.test(stageIn(flag)?.name ?? '')),
    );
    if (numbered) return this.refuse('it names a stage by its number, which would change', numbered);
    if (this.source.directives !== first.source.directives)
      return this.refuse('its directives are not those of the other files', stages[0]?.from);
    if (this.source.eol !== first.source.eol)
      return this.refuse('its lines end in another way than those of the other files', stages[0]?.from);
    const base = first.input.dockerfile.stages[0]?.base.value ?? '';
    return stages[0]?.base.value === base
      ? null
      : this.refuse(`it is not built on ${base} as the other files are`, stages[0]?.from);
  }

  /** Takes the first instructions of a stage from the shared one; what follows them becomes a stage of its own. */
  standOn(index: number, length: number, name: string, first: Merging, names: Names): void {
    const stage = this.source.builder(index);
    const known = first.source.builder(index);
    if (!stage || !known) return;
    const said = new Set(first.source.comments(known, length));
    this.#comments.push(...this.source.comments(stage, length).filter((each) => !said.has(each)));
    const count = stage.instructions.length + 1;
    if (length === count) {
      this.source.rename(stage, name);
      return;
    }
    const own = names.free(`${name}-${this.input.target}`, 'build');
    this.source.rename(stage, own);
    this.#own.push(() =>
      [...this.#said(), `FROM ${name} AS ${own}`, this.source.piece(stage, length, count, own)].join(
        this.source.eol,
      ),
    );
  }

  /** A stage that it shares with nobody. */
  keepOwn(stage: Stage, names: Names): void {
    const name = names.free(stage.name?.value ?? 'build', this.input.target);
    this.source.rename(stage, name);
    this.#own.push(() => this.#whole(stage, name));
  }

  /** Its own stages, the last one under its new name. */
  rest(index: number, names: Names): string[] {
    const { source, input } = this;
    for (let at = index; ; at++) {
      const stage = source.builder(at);
      if (!stage) break;
      this.keepOwn(stage, names);
    }
    const { final } = source;
    return [...this.#own.map((write) => write()), ...(final ? [this.#whole(final, input.target)] : [])];
  }

  #whole(stage: Stage, name: string): string {
    const count = stage.instructions.length + 1;
    return [...this.#said(), this.source.piece(stage, 0, count, name)].join(this.source.eol);
  }

  #said(): string[] {
    const comments = this.#comments;
    this.#comments = [];
    return comments;
  }
}

/** Whether each file has a stage of one name at an index that is not its last. */
const haveAlike = (files: readonly Merging[], index: number): boolean => {
  const names = files.map((file) => file.source.builder(index)?.name?.value.toLowerCase());
  return names.every((name) => name !== undefined && name === names[0]);
};

/** The files by what their stages at an index begin with. A FROM alone is not worth a stage, unless it is all of it. */
function alike(files: readonly Merging[], index: number): Merging[][] {
  const groups = new Map<string, Merging[]>();
  for (const file of files) {
    const stage = file.source.builder(index);
    const id = JSON.stringify(stage ? file.source.texts(stage).slice(0, 2) : []);
    groups.set(id, [...(groups.get(id) ?? []), file]);
  }
  return [...groups.values()];
}

/** How many instructions the stages of some files begin with alike. */
function commonStart(files: readonly Merging[], index: number): number {
  const texts = files.map(({ source }) => {
    const stage = source.builder(index);
    return stage ? source.texts(stage) : [];
  });
  let length = 0;
  while (texts.every((each) => each.length > length && each[length] === texts[0]?.[length])) length++;
  return length;
}

/** The ARGs before the first FROM, each once. */
function globalsOf(files: readonly Merging[]): readonly string[] | Refused {
  const out = new Map<string, string>();
  const written = new Set<string>();
  for (const file of files)
    for (const instruction of file.input.dockerfile.globals) {
      const text = file.source.slice(instruction);
      for (const { name } of instruction.pairs) {
        const before = out.get(name.value);
        if (before !== undefined && before !== text)
          return file.refuse(`ARG ${name.value} has another default in another file`, instruction);
        if (before === undefined) written.add(file.source.withComments(instruction));
        out.set(name.value, text);
      }
    }
  return [...written];
}

/** Names that stages have already, compared without case. */
class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken.map((name) => name.toLowerCase()));
  }

  /** A name that no stage has yet: the one that is wanted, or with `suffix` behind it. */
  free(wanted: string, suffix: string): string {
    let name = wanted;
    for (let i = 1; this.#taken.has(name.toLowerCase()); i++)
      name = i === 1 ? `${wanted}-${suffix}` : `${wanted}-${suffix}-${i}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
