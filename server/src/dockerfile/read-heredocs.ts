import type { ParseError } from '../text/parsed.ts';
import type { Span } from '../text/span.ts';
import type { Heredoc } from './ast.ts';
import { LexError } from './words/lex-error.ts';
import type { PhysicalLines } from './physical-lines.ts';
import { ShellLexer } from './words/shell-lexer.ts';

/**
 * Reads the bodies of the heredocs that a logical line of RUN, COPY or ADD opens, in order. One that is not closed
 * reaches to the end of the text, with an error at `span`. BuildKit looks for them with `\` as the escape
 * character, whatever the directive says.
 */
export function readHeredocs(
  text: string,
  line: string,
  lines: PhysicalLines,
  span: Span,
  errors: ParseError[],
): Heredoc[] {
  return delimiters(line, span, errors).map((delimiter) => {
    const start = lines.at;
    for (let next = lines.next(); next; next = lines.next()) {
      let from = next.start;
      while (delimiter.chomp && text[from] === '\t') from++;
      if (text.slice(from, next.end) === delimiter.name) {
        return { ...delimiter, body: { start, end: next.start }, end: next.end, closed: true };
      }
    }
    errors.push({ message: `unterminated heredoc: no line is ${delimiter.name}`, span });
    return { ...delimiter, body: { start, end: text.length }, end: text.length, closed: false };
  });
}

type Delimiter = Pick<Heredoc, 'name' | 'fd' | 'expand' | 'chomp'>;

function delimiters(line: string, span: Span, errors: ParseError[]): Delimiter[] {
  if (!line.includes('<<')) return [];
  const found: Delimiter[] = [];
  try {
    for (const word of words(line, true)) {
      const delimiter = delimiterOf(word, span, errors);
      if (delimiter) found.push(delimiter);
    }
  } catch (cause) {
    // A line that the lexer rejects opens no heredoc: BuildKit drops that error.
    if (!(cause instanceof LexError)) throw cause;
    return [];
  }
  return found;
}

/** Whether a word of COPY or ADD opens a heredoc. */
export const isHeredocWord = (word: string): boolean => delimiterOf(word, { start: 0, end: 0 }, []) !== null;

/** BuildKit's `ParseHeredoc`: its pattern is `^(\d*)<<(-?)\s*([^<]*)$`, with Go's `\s`. */
function delimiterOf(word: string, span: Span, errors: ParseError[]): Delimiter | null {
  const match = /^(\d*)<<(-?)/.exec(word);
  const behind = word.slice(match?.[0].length ?? 0);
  // In two steps, since the pattern as BuildKit writes it would backtrack over long runs of blanks.
  const written = behind.slice(behind.search(/[^\t\n\f\r ]|$/));
  if (!match || written === '' || behind.includes('<')) return null;
  try {
    const [name, ...more] = words(written, false);
    if (name === undefined || more.length > 0) return null;
    const raw = lex(written, { rawQuotes: true, rawEscapes: false })[0] ?? '';
    return { name, expand: quotes(name) === quotes(raw), fd: Number(match[1]), chomp: match[2] === '-' };
  } catch (cause) {
    if (!(cause instanceof LexError)) throw cause;
    errors.push({ message: `heredoc delimiter: ${cause.message}`, span });
    return null;
  }
}

const words = (text: string, raw: boolean): readonly string[] =>
  lex(text, { rawQuotes: raw, rawEscapes: raw });

const lex = (text: string, raw: { rawQuotes: boolean; rawEscapes: boolean }): readonly string[] =>
  new ShellLexer(text, { escape: '\\', lookup: () => undefined, keepUnset: true, ...raw }).run().words ?? [];

const quotes = (text: string): number => text.replace(/[^'"]/g, '').length;
