import type { ParseError } from '../text/parsed.ts';
import type { Directive } from './ast.ts';
import { skipSpaces, trimmedEnd } from './words/space.ts';

/**
 * Reads parser directives (`# escape=`, `# syntax=`, `# check=`), which stand before anything else. Follows
 * BuildKit's `DirectiveParser`: the first line that is none ends them, an empty one too; names ignore case.
 */
export class DirectiveReader {
  readonly directives: Directive[] = [];
  escape: '\\' | '`' = '\\';
  #done = false;
  readonly #errors: ParseError[];

  constructor(errors: ParseError[]) {
    this.#errors = errors;
  }

  /** Whether the line `[start, end)`, leading space removed, is a directive. */
  read(text: string, start: number, end: number): boolean {
    if (this.#done) return false;
    const directive = parse(text, start, end);
    if (!directive) {
      this.#done = true;
      return false;
    }
    if (this.directives.some((other) => other.name === directive.name)) {
      this.#errors.push({
        message: `only one ${directive.name} parser directive can be used`,
        span: directive,
      });
      return true;
    }
    this.directives.push(directive);
    if (directive.name === 'escape') this.#setEscape(directive);
    return true;
  }

  #setEscape(directive: Directive): void {
    if (directive.value === '\\' || directive.value === '`') this.escape = directive.value;
    else
      this.#errors.push({
        message: `invalid escape token '${directive.value}' does not match \` or \\`,
        span: directive,
      });
  }
}

function parse(text: string, start: number, end: number): Directive | null {
  if (text[start] !== '#') return null;
  const line = text.slice(skipSpaces(text, start + 1, end), end);
  const head = /^([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=/.exec(line);
  const name = head?.[1]?.toLowerCase();
  if (!head || (name !== 'escape' && name !== 'syntax' && name !== 'check')) return null;
  const written = line.slice(head[0].length);
  if (written === '') return null;
  const value = trimRegexSpace(written);
  // BuildKit wants at least one character, so of nothing but blanks the last one is the value.
  return { name, value: value === '' ? written.slice(-1) : value, start, end: trimmedEnd(text, start, end) };
}

/** Trims what Go's `\s` matches, by hand: a regular expression would take quadratic time on long runs of blanks. */
function trimRegexSpace(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && REGEX_SPACE.includes(text.charAt(from))) from++;
  while (to > from && REGEX_SPACE.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

const REGEX_SPACE = '\t\n\f\r ';
