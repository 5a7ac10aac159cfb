import type { Span } from './span.ts';

/** Lines and characters are 0-based; characters count UTF-16 code units, as LSP's default encoding does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets into lines and back. A line ends in `\n`, `\r\n` or a lone `\r`, as in LSP. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === LF || (c === CR && text.charCodeAt(i + 1) !== LF)) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    const line = this.lineAt(at);
    return { line, character: at - this.start(line) };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  offset(position: Position): number {
    if (position.line >= this.#starts.length) return this.#text.length;
    return Math.min(this.start(position.line) + position.character, this.contentEnd(position.line));
  }

  /** The offset at which a 0-based line starts; past the last line, the end of the text. */
  start(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** The 0-based line that holds an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The end of a line without its line break. */
  contentEnd(line: number): number {
    let end = this.start(line + 1);
    while (end > this.start(line) && isBreak(this.#text.charCodeAt(end - 1))) end--;
    return end;
  }
}

const LF = 10;
const CR = 13;
const isBreak = (c: number): boolean => c === LF || c === CR;
