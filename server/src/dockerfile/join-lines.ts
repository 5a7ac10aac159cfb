import type { Token } from './ast.ts';
import { JoinedText, type Piece } from './logical-text.ts';
import type { PhysicalLine, PhysicalLines } from './physical-lines.ts';
import { isSpace, skipSpaces } from './words/space.ts';

/** One instruction's line, joined over its continuations; `end` is the end of the last source line that has any content. */
export interface JoinedLine {
  readonly line: JoinedText;
  readonly end: number;
}

/**
 * Joins `first`, whose content starts at `start`, with the lines it continues on. Comment lines between are put
 * into `comments`; they and empty lines do not end the instruction (BuildKit's `Parse`).
 */
export function joinLines(
  text: string,
  first: PhysicalLine,
  start: number,
  lines: PhysicalLines,
  escape: string,
  comments: Token[],
): JoinedLine {
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;
  let end = contentEnd(text, start, first.end);
  const add = (from: number, to: number): void => {
    pieces.push({ index: length, offset: from });
    parts.push(text.slice(from, to));
    length += to - from;
  };
  let stop = continuation(text, start, first.end, escape);
  add(start, stop ?? first.end);
  while (stop !== null) {
    const line = lines.next();
    if (!line) break;
    const content = skipSpaces(text, line.start, line.end);
    if (content >= line.end) continue;
    end = contentEnd(text, line.start, line.end);
    if (text[content] === '#') {
      comments.push({ value: text.slice(content, end), start: content, end });
      continue;
    }
    stop = continuation(text, line.start, line.end, escape);
    add(line.start, stop ?? line.end);
  }
  return { line: new JoinedText(parts.join(''), pieces), end };
}

/**
 * Where the text of a line ends that goes on in the next, else null: at an escape character with nothing but
 * spaces and tabs behind it, and no second one before it.
 */
function continuation(text: string, start: number, end: number, escape: string): number | null {
  let at = end;
  while (at > start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  if (at <= start || text[at - 1] !== escape) return null;
  return at - 1 > start && text[at - 2] === escape ? null : at - 1;
}

function contentEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
