import type { LogicalText, Token } from './ast.ts';

/** A run of logical text that stands in the source unbroken: code unit `index` of the text is at `offset`. */
export interface Piece {
  readonly index: number;
  readonly offset: number;
}

/** Text joined from pieces of the source. Its fields are plain, so that two parses of one text compare as equal data. */
export class JoinedText implements LogicalText {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where `text` starts in the text that `pieces` speak of. */
  readonly shift: number;

  constructor(text: string, pieces: readonly Piece[], shift = 0) {
    this.text = text;
    this.pieces = pieces;
    this.shift = shift;
  }

  offset(index: number): number {
    const at = index + this.shift;
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.pieces[middle]?.index ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const piece = this.pieces[low];
    return piece ? piece.offset + at - piece.index : 0;
  }

  end(index: number): number {
    return index > 0 ? this.offset(index - 1) + 1 : this.offset(0);
  }

  slice(from: number, to: number): JoinedText {
    return new JoinedText(this.text.slice(from, to), this.pieces, this.shift + from);
  }
}

/** The token of `text` between two indices; `value` where it is not simply that slice. */
export const tokenOf = (
  text: LogicalText,
  from: number,
  to: number,
  value = text.text.slice(from, to),
): Token => ({
  value,
  start: text.offset(from),
  end: Math.max(text.end(to), text.offset(from)),
});
