import { LexError } from './lex-error.ts';
import { ShellLexer } from './shell-lexer.ts';

/** A string is the value, undefined means unset, null that the variable is set to something that cannot be known. */
export type Lookup = (name: string) => string | null | undefined;

export interface Expanded<T> {
  /** Null when it depends on an unknown value, or BuildKit rejects the text. */
  readonly value: T | null;
  /** The names that were looked up and are unset, those of operands that are not used too. */
  readonly unset: readonly string[];
  /** The names that were looked up and have an unknown value. */
  readonly unknown: readonly string[];
  /** Why BuildKit rejects the text (`${X:?message}`, an open quote, an operator it has not); null when it does not. */
  readonly error: string | null;
}

/** Quotes and variables of one word processed, blanks kept: BuildKit's `ProcessWord`. */
export const expandWord = (word: string, lookup: Lookup, escape: '\\' | '`' = '\\'): Expanded<string> =>
  // Most words are plain text; the lexer would take them apart and put them together again.
  SPECIAL.test(word)
    ? expand(word, lookup, escape, (result) => result.value)
    : { value: word, unset: [], unknown: [], error: null };

/** What the lexer does more with than to copy it: quotes, variables, either escape character, `<` of a heredoc, a byte-order mark. */
const SPECIAL = /["'$\\`<\ufeff]/;

/** The same, split into words at unquoted spaces after the expansion: BuildKit's `ProcessWords`. */
export const expandWords = (
  text: string,
  lookup: Lookup,
  escape: '\\' | '`' = '\\',
): Expanded<readonly string[]> => expand(text, lookup, escape, (result) => result.words);

function expand<T>(
  text: string,
  lookup: Lookup,
  escape: '\\' | '`',
  pick: (result: ReturnType<ShellLexer['run']>) => T | null,
): Expanded<T> {
  const lexer = new ShellLexer(text, { escape, lookup });
  let value: T | null = null;
  let error: string | null = null;
  try {
    value = pick(lexer.run());
  } catch (cause) {
    if (!(cause instanceof LexError)) throw cause;
    error = cause.message;
  }
  return { value, unset: [...lexer.unset], unknown: [...lexer.unknown], error };
}
