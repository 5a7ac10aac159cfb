import type { ParseError } from '../text/parsed.ts';
import type { LogicalText, Pair, Token } from './ast.ts';
import { goQuote } from './words/go-quote.ts';
import { tokenOf } from './logical-text.ts';
import { readJson } from './words/read-json.ts';
import { isAsciiSpace, isBlank } from './words/space.ts';
import { type QuotedWord, splitBlanks, splitQuoted } from './words/split-words.ts';

export interface Arguments {
  readonly json: readonly Token[] | null;
  readonly words: readonly Token[];
  readonly pairs: readonly Pair[];
}

/** Splits what follows the flags as BuildKit's table of line parsers does for this keyword (in upper case). */
export function readArguments(
  keyword: string,
  rest: LogicalText,
  escape: string,
  errors: ParseError[],
): Arguments {
  switch (keyword) {
    case 'ENV':
    case 'LABEL':
      return nameValues(keyword, rest, escape, errors);
    case 'ARG':
      return names(rest, escape);
    case 'FROM':
    case 'EXPOSE':
      return only(splitBlanks(rest));
    case 'ADD':
    case 'COPY':
    case 'VOLUME':
      return jsonOr(rest, 0, errors, () => splitBlanks(rest));
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return jsonOr(rest, 0, errors, () => whole(rest, 0));
    case 'HEALTHCHECK':
      return healthcheck(rest, errors);
    case 'MAINTAINER':
    case 'STOPSIGNAL':
    case 'USER':
    case 'WORKDIR':
      return only(whole(rest, 0));
    default:
      return NOTHING;
  }
}

const NOTHING: Arguments = { json: null, words: [], pairs: [] };
const only = (words: readonly Token[]): Arguments => ({ ...NOTHING, words });
const whole = (rest: LogicalText, from: number): Token[] =>
  from < rest.text.length ? [tokenOf(rest, from, rest.text.length)] : [];

function jsonOr(
  rest: LogicalText,
  from: number,
  errors: ParseError[],
  otherwise: () => readonly Token[],
): Arguments {
  const json = readJson(rest, from);
  if (json === 'mixed') {
    const span = tokenOf(rest, from, rest.text.length);
    errors.push({
      message: 'when using JSON array syntax, arrays must be comprised of strings only',
      span: { start: span.start, end: span.end },
    });
  }
  return json === null || json === 'mixed' ? only(otherwise()) : { json, words: json, pairs: [] };
}

/** The type, which BuildKit cuts off byte by byte, then a command. */
function healthcheck(rest: LogicalText, errors: ParseError[]): Arguments {
  const { text } = rest;
  let end = 0;
  while (end < text.length && !isAsciiSpace(text.charCodeAt(end))) end++;
  if (end === 0) return NOTHING;
  let next = end;
  while (next < text.length && isAsciiSpace(text.charCodeAt(next))) next++;
  const command = jsonOr(rest, next, errors, () => whole(rest, next));
  return { ...command, words: [tokenOf(rest, 0, end), ...command.words] };
}

function names(rest: LogicalText, escape: string): Arguments {
  const words = splitQuoted(rest, escape);
  return {
    json: null,
    words: words.map((word) => word.token),
    pairs: words.map((word) => pairOf(rest, word)),
  };
}

function nameValues(keyword: string, rest: LogicalText, escape: string, errors: ParseError[]): Arguments {
  const words = splitQuoted(rest, escape);
  const first = words[0];
  if (!first) return NOTHING;
  if (!first.token.value.includes('=')) return oldForm(keyword, rest, errors);
  const pairs: Pair[] = [];
  for (const word of words) {
    const { value, start, end } = word.token;
    if (value.includes('=')) pairs.push(pairOf(rest, word));
    else
      errors.push({
        message: `Syntax error - can't find = in ${goQuote(value)}. Must be of the form: name=value`,
        span: { start, end },
      });
  }
  return { json: null, words: words.map((word) => word.token), pairs };
}

/** `ENV name all the rest`: the words are the name and the value. */
function oldForm(keyword: string, rest: LogicalText, errors: ParseError[]): Arguments {
  const { text } = rest;
  let end = 0;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
  let next = end;
  while (next < text.length && isBlank(text.charCodeAt(next))) next++;
  const name = tokenOf(rest, 0, end);
  if (next === end) {
    errors.push({
      message: `${keyword} must have two arguments`,
      span: { start: name.start, end: name.end },
    });
    return only([name]);
  }
  const value = tokenOf(rest, next, text.length);
  return { json: null, words: [name, value], pairs: [{ name, value }] };
}

/** Cuts a word at its first `=`. */
function pairOf(rest: LogicalText, word: QuotedWord): Pair {
  const equals = word.token.value.indexOf('=');
  if (equals < 0) return { name: word.token, value: null };
  const from = word.from + equals + 1;
  const value = tokenOf(rest, from, Math.max(from, word.to), word.token.value.slice(equals + 1));
  return { name: tokenOf(rest, word.from, from - 1), value };
}
