import type { Span } from '../text/span.ts';

/** The text a shell gets to read, and where each piece of it stands in the file. */
export class JoinedSource {
  readonly text: string;
  readonly #source: string;
  readonly #offset: number;
  /** Of each piece: its index in `text`, and in the source that was joined. */
  readonly #indices: readonly number[];
  readonly #starts: readonly number[];

  constructor(source: string, offset: number, pieces: readonly Span[]) {
    this.#source = source;
    this.#offset = offset;
    let length = 0;
    this.#indices = pieces.map((piece) => (length += piece.end - piece.start) - (piece.end - piece.start));
    this.#starts = pieces.map((piece) => piece.start);
    this.text = pieces.map((piece) => source.slice(piece.start, piece.end)).join('');
  }

  /** The place in the file of what stands between two indices of `text`; unbash at times ends broken text behind its end. */
  span(from: number, to: number): Span {
    const first = Math.min(from, this.text.length);
    const last = Math.min(to, this.text.length);
    const start = this.#at(first);
    return {
      start: start + this.#offset,
      end: (last > first ? this.#at(last - 1) + 1 : start) + this.#offset,
    };
  }

  /** What the file holds at a span that `span` gave, continuations and all. */
  written(span: Span): string {
    return this.#source.slice(span.start - this.#offset, span.end - this.#offset);
  }

  #at(index: number): number {
    let low = 0;
    let high = this.#indices.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#indices[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return (this.#starts[low] ?? 0) + index - (this.#indices[low] ?? 0);
  }
}

/**
 * Joins the source of a RUN body as BuildKit does before a shell sees it: continuations, the comment lines and the
 * empty lines between them go, inside quotes too. What follows the first line without a continuation (the bodies of
 * heredocs) stays, and so does all of a `script`. `\r` before a line feed goes everywhere.
 */
export function joinSource(source: string, offset: number, escape: string, script: boolean): JoinedSource {
  const pieces: Span[] = [];
  let verbatim = script;
  for (let at = 0, first = true; at < source.length; first = false) {
    const feed = source.indexOf('\n', at);
    const next = feed < 0 ? source.length : feed + 1;
    let end = feed < 0 ? source.length : feed;
    while (feed >= 0 && end > at && source[end - 1] === '\r') end--;
    if (verbatim) pieces.push({ start: at, end });
    else if (first || !isSkipped(source, at, end)) {
      const stop = feed < 0 ? null : continuation(source, at, end, escape);
      pieces.push({ start: at, end: stop ?? end });
      verbatim = stop === null;
    }
    if (verbatim && feed >= 0) pieces.push({ start: feed, end: next });
    at = next;
  }
  return new JoinedSource(source, offset, pieces);
}

/** Whether a line between continuations is a comment or empty. */
function isSkipped(source: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const char = source.charAt(at);
    if (char === '#') return true;
    if (char.trim() !== '') return false;
  }
  return true;
}

/** Where the text of a line ends that goes on in the next, else null; the rule of Dockerfiles. */
function continuation(source: string, start: number, end: number, escape: string): number | null {
  let at = end;
  while (at > start && (source[at - 1] === ' ' || source[at - 1] === '\t')) at--;
  if (at <= start || source[at - 1] !== escape) return null;
  return at - 1 > start && source[at - 2] === escape ? null : at - 1;
}
