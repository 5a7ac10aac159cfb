import type { Dockerfile, Instruction, Token } from '../../dockerfile/ast.ts';
import type { Image, Program } from '../../world/world.ts';
import type { StageTrace, Step } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { type Reason, reasonIn, type Refused, refused } from './reason.ts';
import { ProgramPlaces, type Tool } from './program-places.ts';
import { removeCommands } from '../dockerfile/remove-commands.ts';
import { removeInstruction, removeLines } from '../dockerfile/remove-instruction.ts';
import { removeJsonWords } from '../dockerfile/remove-json-words.ts';
import { removeWords } from '../dockerfile/remove-words.ts';
import { neededTools } from './needed-tools.ts';
import { type CommandSlice, sliceCommands } from './slice-commands.ts';
import type { SliceNeeds } from './slice-needs.ts';
import { unusedFolders } from './unused-folders.ts';

/** A Dockerfile cut down to some of its programs, and why each line went. */
export type Slice =
  | {
      readonly ok: true;
      readonly edits: readonly TextEdit[];
      readonly because: readonly Reason[];
      /** Other programs that stay, each in the stages where something that stays needs it. */
      readonly tools: readonly Tool[];
    }
  | Refused;

/**
 * Slices an image down to the programs in `keep`: builds, copies and moves of every other program go, and directories
 * that only others are known to use. What nothing proves to belong to another program alone stays, and a program that
 * something uses which stays, stays too. Packages and the cgo setting are left to the analysis of the result.
 */
export function slice(image: Image, keep: readonly Program[], needs: SliceNeeds): Slice {
  const places = new ProgramPlaces(image, new Set(keep.map((program) => program.package.dir)));
  const pinned = new Set<string>();
  // Each round keeps one program or command more, so that there is an end.
  for (;;) {
    const result = new Slicer(image, places, pinned, needs).run();
    if (result !== 'again') return result;
  }
}

class Slicer {
  readonly #image: Image;
  readonly #dockerfile: Dockerfile;
  readonly #places: ProgramPlaces;
  /** Commands that cannot be taken out, by their spans. */
  readonly #pinned: Set<string>;
  readonly #needs: SliceNeeds;
  readonly #edits: TextEdit[] = [];
  readonly #because: Reason[] = [];
  readonly #gone = new Set<Instruction>();

  constructor(image: Image, places: ProgramPlaces, pinned: Set<string>, needs: SliceNeeds) {
    this.#image = image;
    this.#dockerfile = image.trace.request.dockerfile;
    this.#places = places;
    this.#pinned = pinned;
    this.#needs = needs;
  }

  run(): Slice | 'again' {
    const { trace } = this.#image;
    const commands: CommandSlice[] = [];
    const words: Span[] = [];
    for (const stage of trace.needed) {
      const { index } = stage.stage;
      const folders = unusedFolders(this.#image, stage, this.#needs);
      for (const step of stage.steps) this.#step(stage, step, folders);
      const sliced = sliceCommands(this.#image, stage, this.#places, this.#pinned, folders, this.#needs);
      if (!sliced.ok) return sliced;
      commands.push(sliced);
      words.push(...sliced.words);
      this.#edits.push(...sliced.edits);
      for (const { span, text } of sliced.because) this.#say(index, span, text);
    }
    const stuck = this.#remove(commands);
    if (stuck !== null) return stuck;
    const tools = neededTools(this.#image, this.#places, commands, this.#gone, this.#needs.embeds);
    if (tools.filter((tool) => this.#places.keep(tool)).length > 0) return 'again';
    this.#stages();
    this.#edits.push(...removeWords(this.#dockerfile.text, words));
    const because = this.#because.toSorted((a, b) => (a.at?.span.start ?? 0) - (b.at?.span.start ?? 0));
    return { ok: true, edits: this.#edits, because, tools: this.#places.tools };
  }

  /** Takes the commands out that go; `again` where one of them cannot be, and so stays. */
  #remove(commands: readonly CommandSlice[]): 'again' | Refused | null {
    const byInstruction = new Map<Instruction, Span[]>();
    for (const { removed } of commands)
      for (const { instruction, span } of removed)
        byInstruction.set(instruction, [...(byInstruction.get(instruction) ?? []), span]);
    let again = false;
    for (const [instruction, spans] of byInstruction) {
      const { edits, stuck } = removeCommands(this.#dockerfile, instruction, spans);
      for (const span of stuck) {
        const stage = this.#image.trace.stages.find(({ steps }) =>
          steps.some((step) => step.instruction === instruction),
        );
        if (stage === this.#image.trace.final)
          return this.#refused(instruction, 'what belongs to other programs cannot be taken out of this RUN');
        this.#pinned.add(`${span.start}:${span.end}`);
        again = true;
      }
      this.#edits.push(...edits);
      if (edits.some((edit) => edit.span.start <= instruction.start && instruction.end <= edit.span.end))
        this.#gone.add(instruction);
    }
    return again ? 'again' : null;
  }

  #step(
    { stage: { index } }: StageTrace,
    { effect, instruction }: Step,
    folders: ReadonlyMap<string, string>,
  ): void {
    if (effect.kind === 'copy') {
      if (effect.copy.from.kind !== 'stage') return;
      const from = effect.copy.from.stage;
      // One word may name several files: it goes when all that it names goes.
      const { sources } = effect.copy;
      const words = new Set(sources.map(({ token }) => token));
      const stays = sources.filter(
        ({ path }) => path === null || !this.#places.holdsDroppedOnly(from, path, index),
      );
      const going = new Set([...words].filter((word) => !stays.some(({ token }) => token === word)));
      if (going.size === 0) return;
      const what = sources.flatMap(({ token, path }) => (going.has(token) ? [path] : [])).join(', ');
      const because = `the copy of ${what} goes with its program`;
      if (going.size === words.size) this.#instruction(index, instruction, because);
      else this.#tokens(index, instruction, going, because);
    } else if (instruction.keyword === 'VOLUME') this.#volume(index, instruction, folders);
  }

  #volume(stage: number, instruction: Instruction, folders: ReadonlyMap<string, string>): void {
    const tokens = instruction.json ?? instruction.words;
    const going = tokens.filter((token) => folders.has(token.value));
    if (going.length === 0) return;
    const because = going
      .map((token) => `VOLUME ${token.value} goes: ${folders.get(token.value)}`)
      .join('; ');
    if (going.length === tokens.length) this.#instruction(stage, instruction, because);
    else this.#tokens(stage, instruction, new Set(going), because);
  }

  /** Takes words out of an instruction that keeps others. */
  #tokens(stage: number, instruction: Instruction, going: ReadonlySet<Token>, because: string): void {
    if (instruction.json) {
      const values = new Set([...going].map(({ start }) => start));
      this.#edits.push(
        ...removeJsonWords(
          instruction.json,
          new Set(instruction.json.filter(({ start }) => values.has(start))),
        ),
      );
    } else this.#edits.push(...removeWords(this.#dockerfile.text, [...going]));
    this.#say(stage, instruction, because);
  }

  /** Stages that only served programs which went, and stages of other programs that this image never needed. */
  #stages(): void {
    const { stages, needed } = this.#image.trace;
    const used = new Set(needed.map((stage) => stage.stage.index));
    for (const stage of stages) {
      const { index, span } = stage.stage;
      if (used.has(index)) continue;
      const builds = this.#image.trace.builds.some((build) => build.stage === index);
      if (!builds && stage.files.programs().length === 0) continue;
      const lines = this.#dockerfile.instructions.filter(
        (instruction) => instruction.start >= span.start && instruction.end <= span.end,
      );
      const first = lines[0];
      const last = lines.at(-1);
      if (first && last) this.#edits.push(removeLines(this.#dockerfile, first.startLine, last.endLine));
      this.#say(index, span, `stage ${stage.stage.name?.value ?? index} goes: this image never used it`);
    }
  }

  #instruction(stage: number, instruction: Instruction, because: string): void {
    this.#edits.push(removeInstruction(this.#dockerfile, instruction));
    this.#gone.add(instruction);
    this.#say(stage, instruction, because);
  }

  #say(stage: number, span: Span, text: string): void {
    this.#because.push(reasonIn(this.#image, stage, span, text));
  }

  #refused({ start, end }: Instruction, reason: string): Refused {
    return refused(reason, { file: this.#image.file, span: { start, end } });
  }
}
