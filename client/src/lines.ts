import type { Position, Range } from '../../protocol/src/protocol.ts';

/** The lines of a text whose every line ends in `\n`: offsets in UTF-16 code units to positions, and back. */
export class Lines {
  /** Where each line starts; after the last one, where a line after it would. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (const line of text.split('\n')) starts.push((starts.at(-1) ?? 0) + line.length + 1);
    this.#starts = starts;
  }

  /** A position past the end of its line means that end, as in LSP. */
  offset({ line, character }: Position): number {
    const last = (this.#starts.at(-1) ?? 1) - 1;
    const start = this.#starts[line];
    const next = this.#starts[line + 1];
    return start === undefined || next === undefined ? last : Math.min(start + character, next - 1);
  }

  range(start: number, end: number): Range {
    return { start: this.#position(start), end: this.#position(end) };
  }

  #position(offset: number): Position {
    const line = this.#starts.findLastIndex((start) => start <= offset);
    return { line, character: offset - (this.#starts[line] ?? 0) };
  }
}
