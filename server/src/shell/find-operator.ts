import type { Span } from '../text/span.ts';
import type { JoinedSource } from './joined-source.ts';

/** The separator of two statements that stands between `from` and `to`: `;`, `&`, or the line feed that ends a line. */
export function findSeparator(source: JoinedSource, from: number, to: number): Span | null {
  const { text } = source;
  let at = from;
  while (at < to && (text[at] === ' ' || text[at] === '\t')) at++;
  if (text[at] === '#') {
    const feed = text.indexOf('\n', at);
    if (feed < 0) return null;
    at = feed;
  }
  return at < to ? source.span(at, at + 1) : null;
}

/** `&&` or `||` between `from` and `to`; it stands before any comment and any body of a heredoc. */
export function findLogical(source: JoinedSource, operator: string, from: number, to: number): Span | null {
  const at = source.text.indexOf(operator, from);
  return at >= 0 && at + operator.length <= to ? source.span(at, at + operator.length) : null;
}
