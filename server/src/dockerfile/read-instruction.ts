import type { ParseError } from '../text/parsed.ts';
import type { Instruction } from './ast.ts';
import { type JoinedText, tokenOf } from './logical-text.ts';
import { readArguments } from './read-arguments.ts';
import { readFlags } from './read-flags.ts';
import { isBlank, skipSpaces, trimmedEnd } from './words/space.ts';

/** What of an instruction stands outside its logical line. */
export type Frame = Pick<Instruction, 'end' | 'startLine' | 'endLine'>;

export type ReadInstruction = Instruction & { readonly rest: JoinedText };

/** An instruction as its logical line tells it, without heredocs; BuildKit's `newNodeFromLine`. */
export function readInstruction(
  line: JoinedText,
  frame: Frame,
  escape: string,
  errors: ParseError[],
): ReadInstruction {
  const { text } = line;
  const from = skipSpaces(text, 0, text.length);
  const to = trimmedEnd(text, from, text.length);
  let keywordEnd = from;
  while (keywordEnd < to && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd++;
  const written = tokenOf(line, from, keywordEnd);
  const keyword = keywordOf(written.value);
  let next = keywordEnd;
  while (next < to && isBlank(text.charCodeAt(next))) next++;
  const { flags, rest: afterFlags } = readFlags(line.slice(0, to), next, escape);
  const restFrom = skipSpaces(text, afterFlags, to);
  const rest = line.slice(restFrom, to);
  const span = { start: written.start, end: written.end };
  return {
    start: written.start,
    ...frame,
    keyword,
    keywordSpan: span,
    flags,
    rest,
    restSpan: rest.text === '' ? { start: span.end, end: span.end } : spanOf(rest),
    ...readArguments(keyword, rest, escape, errors),
    heredocs: [],
    trigger: null,
  };
}

/** Go compares in lower case: letters that only JavaScript's upper case turns into ASCII stay as written. */
function keywordOf(written: string): string {
  const upper = written.toUpperCase();
  return KEYWORDS.has(upper) && written.toLowerCase() !== upper.toLowerCase() ? written : upper;
}

function spanOf(rest: JoinedText): { start: number; end: number } {
  const { start, end } = tokenOf(rest, 0, rest.text.length);
  return { start, end };
}

/** What BuildKit knows, in upper case. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ' +
    'ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'
  ).split(' '),
);
