import type { Dockerfile, Flag, Instruction, Stage } from '../../dockerfile/ast.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { Span } from '../../text/span.ts';

/** The stages of a Dockerfile as pieces of text for another one, in which they may have other names. */
export class StageSource {
  readonly dockerfile: Dockerfile;
  readonly eol: string;
  readonly final: Stage | undefined;
  /** New names by the old ones in lower case. */
  readonly #names = new Map<string, string>();
  readonly #lines: LineIndex;

  constructor(dockerfile: Dockerfile) {
    this.dockerfile = dockerfile;
    this.eol = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
    this.final = dockerfile.stages.at(-1);
    this.#lines = new LineIndex(dockerfile.text);
  }

  /** The directives at its top, as they are written. */
  get directives(): string {
    return this.dockerfile.directives.map((each) => this.slice(each)).join(this.eol);
  }

  /** A stage that is not the last. */
  builder(index: number): Stage | null {
    const stage = this.dockerfile.stages[index];
    return stage && stage !== this.final ? stage : null;
  }

  rename(stage: Stage, name: string): void {
    if (stage.name) this.#names.set(stage.name.value.toLowerCase(), name);
  }

  /** Each instruction of a stage as it will be written, FROM first and without its name: for telling stages apart. */
  texts(stage: Stage): string[] {
    return [stage.from, ...stage.instructions].map((instruction) => {
      const end = instruction === stage.from ? stage.base.end : instruction.end;
      return this.#text({ start: instruction.start, end }, [instruction]);
    });
  }

  /**
   * The lines of a stage from one of its instructions up to another, not included, with what stands above the first of
   * them; FROM is number 0 and gets the name.
   */
  piece(stage: Stage, from: number, to: number, name: string): string {
    const all = [stage.from, ...stage.instructions];
    const some = all.slice(from, to);
    const [first] = some;
    const last = some.at(-1);
    if (!first || !last) return '';
    const isEnd = stage === this.final && last === all.at(-1);
    const span = {
      start: this.#startOf(first),
      end: isEnd ? this.dockerfile.text.trimEnd().length : this.#lines.contentEnd(last.endLine),
    };
    const named: TextEdit[] =
      from > 0
        ? []
        : stage.name
          ? [{ span: { start: stage.name.start, end: stage.name.end }, text: name }]
          : [{ span: { start: stage.base.end, end: stage.base.end }, text: ` AS ${name}` }];
    return this.#text(span, some, named).replace(/^(?:[ \t]*\r?\n)+/, '');
  }

  /** The comments among some lines of a stage, FROM being number 0. */
  comments(stage: Stage, to: number): string[] {
    const all = [stage.from, ...stage.instructions].slice(0, to);
    const last = all.at(-1);
    if (!last) return [];
    const start = this.#startOf(stage.from);
    return this.dockerfile.comments
      .filter((comment) => comment.start >= start && comment.end <= last.end)
      .map((comment) => this.slice(comment).trim());
  }

  /** An instruction with what stands above it. */
  withComments(instruction: Instruction): string {
    const span = { start: this.#startOf(instruction), end: instruction.end };
    return this.slice(span).replace(/^(?:[ \t]*\r?\n)+/, '');
  }

  slice({ start, end }: Span): string {
    return this.dockerfile.text.slice(start, end);
  }

  /** Where the lines above an instruction begin: behind the instruction before it. */
  #startOf(instruction: Instruction): number {
    const { instructions, directives } = this.dockerfile;
    const before = instructions[instructions.indexOf(instruction) - 1] ?? null;
    const line = before
      ? before.endLine + 1
      : directives.length > 0
        ? this.#lines.lineAt(directives.at(-1)?.end ?? 0) + 1
        : 0;
    return this.#lines.start(line);
  }

  #text(span: Span, instructions: readonly Instruction[], more: readonly TextEdit[] = []): string {
    const edits = [...instructions.flatMap((each) => this.#references(each)), ...more]
      .filter(({ span: at }) => at.start >= span.start && at.end <= span.end)
      .sort((a, b) => a.span.start - b.span.start)
      .map(({ span: at, text }) => ({
        span: { start: at.start - span.start, end: at.end - span.start },
        text,
      }));
    return applyEdits(this.slice(span), edits);
  }

  /** The stages that an instruction names, under their new names. */
  #references(instruction: Instruction): TextEdit[] {
    const out: TextEdit[] = [];
    const add = (name: string, start: number): void => {
      const now = this.#names.get(name.toLowerCase());
      if (now !== undefined && now !== name)
        out.push({ span: { start, end: start + name.length }, text: now });
    };
    const [base] = instruction.words;
    if (instruction.keyword === 'FROM' && base) add(base.value, base.start);
    for (const flag of [...instruction.flags, ...(instruction.trigger?.flags ?? [])]) {
      const found = stageIn(flag);
      if (found) add(found.name, found.start);
    }
    return out;
  }
}

/** The stage that `--from` or `--mount=…,from=` names, and where. */
export function stageIn({ name, argument }: Flag): { name: string; start: number } | null {
  if (!argument) return null;
  if (name === 'from') return { name: argument.value, start: argument.start };
  const [before, found] =
    (name === 'mount' && /^((?:.*,)?from=)([^,]+)/.exec(argument.value)?.slice(1)) || [];
  return before === undefined || found === undefined
    ? null
    : { name: found, start: argument.start + before.length };
}
