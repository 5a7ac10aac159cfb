/** One line of the source. `end` excludes the line break: `\n` and every `\r` before it, as BuildKit cuts them. */
export interface PhysicalLine {
  readonly start: number;
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

/** Hands out the lines of a text in order. Only `\n` ends a line; a byte-order mark before the first is skipped. */
export class PhysicalLines {
  /** How many lines were handed out. */
  count = 0;
  /** Where the next line starts. */
  at: number;
  /** The lines that BuildKit refuses to read: longer than 65,536 bytes of UTF-8 with the line feed, 65,535 without. */
  readonly tooLong: PhysicalLine[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  }

  next(): PhysicalLine | null {
    const start = this.at;
    if (start >= this.#text.length) return null;
    const feed = this.#text.indexOf('\n', start);
    let end = feed < 0 ? this.#text.length : feed;
    const next = feed < 0 ? this.#text.length : feed + 1;
    while (end > start && this.#text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    this.at = next;
    this.count++;
    const line = { start, end, next };
    if (this.#isTooLong(start, next, feed < 0)) this.tooLong.push(line);
    return line;
  }

  #isTooLong(start: number, next: number, open: boolean): boolean {
    const limit = open ? LONGEST - 1 : LONGEST;
    // A code unit takes at most three bytes, so that most lines need no count.
    if ((next - start) * 3 <= limit) return false;
    return new TextEncoder().encode(this.#text.slice(start, next)).length > limit;
  }
}

/** The size of Go's `bufio.Scanner` buffer. */
const LONGEST = 65_536;

const BYTE_ORDER_MARK = 0xfeff;
const CARRIAGE_RETURN = 13;
