import type { Dockerfile, Instruction, Token } from '../../dockerfile/ast.ts';
import type { Image, Program } from '../../world/world.ts';
import type { GoBuild, StageTrace, Step } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import { isInside } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Needs } from '../../world/needs/needs.ts';
import { type Reason, reasonIn, type Refused, refused } from './reason.ts';
import { narrowLoop } from './narrow-loop.ts';
import { removeCommands } from '../dockerfile/remove-commands.ts';
import { removeInstruction, removeLines } from '../dockerfile/remove-instruction.ts';
import { removeJsonWords } from '../dockerfile/remove-json-words.ts';
import { removeWords } from '../dockerfile/remove-words.ts';

/** A Dockerfile cut down to some of its programs, and why each line went. */
export type Slice =
  | { readonly ok: true; readonly edits: readonly TextEdit[]; readonly because: readonly Reason[] }
  | Refused;

/**
 * Slices an image down to the programs in `keep`: builds, copies and moves of every other program go, and directories
 * that only others are known to use. What nothing proves to belong to another program alone stays. Packages and the
 * cgo setting are left to the analysis of the result.
 */
export function slice(
  image: Image,
  keep: readonly Program[],
  needs: { readonly mine: readonly Needs[]; readonly others: readonly Needs[] },
): Slice {
  return new Slicer(image, keep, needs).run();
}

class Slicer {
  readonly #image: Image;
  readonly #dockerfile: Dockerfile;
  readonly #keep: ReadonlySet<string>;
  readonly #needs: { readonly mine: readonly Needs[]; readonly others: readonly Needs[] };
  readonly #edits: TextEdit[] = [];
  readonly #because: Reason[] = [];
  /** Commands and words that go, by the RUN they stand in. */
  readonly #commands = new Map<Instruction, Span[]>();
  readonly #words: Span[] = [];
  /** Paths at which only dropped programs lie, by stage. */
  readonly #dropped = new Map<number, Set<string>>();
  readonly #kept = new Map<number, Set<string>>();
  #problem: Refused | null = null;

  constructor(
    image: Image,
    keep: readonly Program[],
    needs: { readonly mine: readonly Needs[]; readonly others: readonly Needs[] },
  ) {
    this.#image = image;
    this.#dockerfile = image.trace.request.dockerfile;
    this.#keep = new Set(keep.map((program) => program.package.dir));
    this.#needs = needs;
  }

  run(): Slice {
    this.#markPaths();
    this.#builds();
    for (const stage of this.#image.trace.needed) {
      const directories = this.#directories(stage);
      for (const step of stage.steps) this.#step(stage, step, directories);
    }
    this.#stages();
    for (const [instruction, spans] of this.#commands) {
      const edits = removeCommands(this.#dockerfile, instruction, spans);
      if (edits === null)
        return this.#refused(instruction, 'what belongs to other programs cannot be taken out of this RUN');
      this.#edits.push(...edits);
    }
    this.#edits.push(...removeWords(this.#dockerfile.text, this.#words));
    if (this.#problem !== null) return this.#problem;
    return { ok: true, edits: this.#edits, because: this.#because };
  }

  /** Where programs lie in each stage, from the builds and everything that moved them. */
  #markPaths(): void {
    for (const build of this.#image.trace.builds) {
      for (const { path, package: main } of build.writes) this.#mark(build.stage, path, main.dir);
    }
    for (const stage of this.#image.trace.stages) {
      for (const held of stage.files.programs()) {
        this.#mark(stage.stage.index, held.path, held.package.dir);
        for (const step of held.steps) {
          for (const { path } of step.paths)
            if (lastPart(path) === lastPart(held.path)) this.#mark(step.stage, path, held.package.dir);
        }
      }
    }
  }

  #mark(stage: number, path: string, dir: string): void {
    const map = this.#keep.has(dir) ? this.#kept : this.#dropped;
    const set = map.get(stage) ?? new Set();
    set.add(path);
    map.set(stage, set);
  }

  /** Whether only programs that go lie at a path of a stage. */
  #isDropped(stage: number, path: string): boolean {
    return (this.#dropped.get(stage)?.has(path) ?? false) && !(this.#kept.get(stage)?.has(path) ?? false);
  }

  #builds(): void {
    const byCommand = new Map<string, { builds: GoBuild[] }>();
    for (const build of this.#image.trace.builds) {
      const id = `${build.command.start}:${build.command.end}`;
      const entry = byCommand.get(id) ?? { builds: [] };
      entry.builds.push(build);
      byCommand.set(id, entry);
    }
    for (const { builds } of byCommand.values()) {
      const [build] = builds;
      if (!build) continue;
      if (builds.some((each) => !each.packages.known)) {
        this.#problem ??= this.#refused(build.instruction, 'which packages it builds is not known');
        continue;
      }
      const mains = builds.flatMap((each) =>
        each.packages.known ? each.packages.value.filter((main) => main.isMain) : [],
      );
      if (mains.length === 0) continue;
      const staying = mains.filter((main) => this.#keep.has(main.dir));
      const names = mains.filter((main) => !this.#keep.has(main.dir)).map((main) => main.binaryName);
      if (staying.length === 0)
        this.#command(
          build.stage,
          build.instruction,
          build.command,
          `the build of ${names.join(', ')} goes: this image does not run it`,
        );
      else if (staying.length < mains.length) {
        const edits =
          builds.length > 1
            ? narrowLoop(this.#dockerfile, build.instruction, build.command, builds, this.#keep)
            : this.#narrowPatterns(build, staying);
        if (edits === null)
          this.#problem ??= this.#refused(
            build.instruction,
            `this command builds ${mains.map((main) => main.binaryName).join(', ')} in a way that cannot be narrowed`,
          );
        else {
          this.#edits.push(...edits);
          this.#say(
            build.stage,
            build.command,
            `it builds ${staying.map((main) => main.binaryName).join(', ')} alone`,
          );
        }
      }
    }
  }

  /** `go build ./cmd/...` becomes `go build ./cmd/worker`. */
  #narrowPatterns(build: GoBuild, staying: readonly { dir: string }[]): TextEdit[] | null {
    const { patterns, contextDir, output } = build;
    const [first, ...rest] = patterns;
    // Without a folder to write to, one package changes what the command writes: nothing for several, a file for one.
    if (!first || contextDir === null || (build.verb === 'build' && !output?.isFolder)) return null;
    const text = staying.map(({ dir }) => relativePattern(contextDir, dir)).join(' ');
    return [
      { span: { start: first.start, end: first.end }, text },
      ...removeWords(this.#dockerfile.text, rest),
    ];
  }

  #step(stage: StageTrace, step: Step, directories: ReadonlyMap<string, string>): void {
    const { effect } = step;
    const index = stage.stage.index;
    if (effect.kind === 'copy') {
      if (effect.copy.from.kind !== 'stage') return;
      const from = effect.copy.from.stage;
      // One word may name several files: it goes when all that it names goes.
      const { sources } = effect.copy;
      const words = new Set(sources.map(({ token }) => token));
      const stays = sources.filter(({ path }) => path === null || !this.#isDropped(from, path));
      const going = new Set([...words].filter((word) => !stays.some(({ token }) => token === word)));
      if (going.size === 0) return;
      const what = sources.flatMap(({ token, path }) => (going.has(token) ? [path] : [])).join(', ');
      const because = `the copy of ${what} goes with its program`;
      if (going.size === words.size) this.#instruction(index, step.instruction, because);
      else this.#tokens(index, step.instruction, going, because);
      return;
    }
    if (effect.kind !== 'files' || !step.command) {
      if (step.instruction.keyword === 'VOLUME') this.#volume(index, step.instruction, directories);
      return;
    }
    if (effect.verb === 'mv' || effect.verb === 'cp' || effect.verb === 'ln' || effect.verb === 'install') {
      const named = step.paths.filter(({ path }) => this.#isDropped(index, path));
      const kept = step.paths.filter(({ path }) => this.#kept.get(index)?.has(path));
      if (named.length > 0 && kept.length === 0)
        this.#command(
          index,
          step.instruction,
          step.command,
          `${effect.verb} of ${named.map(({ path }) => path).join(', ')} goes with its program`,
        );
      else if (named.length > 0) this.#words.push(...named.map(({ span }) => span));
      return;
    }
    const going = step.paths.filter(({ path }) => this.#isDropped(index, path) || directories.has(path));
    if (going.length === 0) return;
    const because = going.map(({ path }) =>
      directories.has(path) ? `${path} goes: ${directories.get(path)}` : `${path} goes with its program`,
    );
    if (going.length === step.paths.length)
      this.#command(index, step.instruction, step.command, because.join('; '));
    else {
      this.#words.push(...going.map(({ span }) => span));
      for (const each of because) this.#say(index, step.command, each);
    }
  }

  /** Directories that a stage makes, that some other program is known to use, and that none of those kept does. */
  #directories(stage: StageTrace): ReadonlyMap<string, string> {
    const out = new Map<string, string>();
    for (const step of stage.steps) {
      const made = step.effect.kind === 'files' && step.effect.verb === 'mkdir';
      if (!made && step.instruction.keyword !== 'VOLUME') continue;
      const paths = made
        ? step.paths.map(({ path }) => path)
        : step.instruction.words.map((word) => word.value);
      for (const path of paths) {
        if (stage.workdir !== null && isInside(path, stage.workdir)) continue;
        if (this.#needs.mine.some((needs) => needs.uses(path) !== null)) continue;
        if (!this.#needs.mine.every((needs) => needs.complete)) continue;
        const owners = this.#needs.others.flatMap((needs) => {
          const witness = needs.uses(path);
          return witness === null ? [] : [`${needs.program.package.binaryName} (${witness})`];
        });
        if (owners.length > 0) out.set(path, `what uses it is ${owners.join(', ')}`);
      }
    }
    return out;
  }

  #volume(stage: number, instruction: Instruction, directories: ReadonlyMap<string, string>): void {
    const tokens = instruction.json ?? instruction.words;
    const going = tokens.filter((token) => directories.has(token.value));
    if (going.length === 0) return;
    const because = going
      .map((token) => `VOLUME ${token.value} goes: ${directories.get(token.value)}`)
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
    } else this.#words.push(...going);
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
      for (const instruction of lines) this.#commands.delete(instruction);
    }
  }

  #command(stage: number, instruction: Instruction, span: Span, because: string): void {
    const spans = this.#commands.get(instruction) ?? [];
    if (spans.some((each) => each.start === span.start)) return;
    this.#commands.set(instruction, [...spans, span]);
    this.#say(stage, span, because);
  }

  #instruction(stage: number, instruction: Instruction, because: string): void {
    this.#edits.push(removeInstruction(this.#dockerfile, instruction));
    this.#say(stage, instruction, because);
  }

  #say(stage: number, span: Span, text: string): void {
    this.#because.push(reasonIn(this.#image, stage, span, text));
  }

  #refused({ start, end }: Instruction, reason: string): Refused {
    return refused(reason, { file: this.#image.file, span: { start, end } });
  }
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A package folder as the go command wants it from another folder of the context. */
function relativePattern(from: string, dir: string): string {
  if (from === dir) return '.';
  if (from === '.') return `./${dir}`;
  return isInside(from, dir) ? `./${dir.slice(from.length + 1)}` : dir;
}
