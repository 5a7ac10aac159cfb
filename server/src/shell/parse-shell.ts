import { type ParsedScript, parse } from 'unbash';
import type { ParseError, Parsed } from '../text/parsed.ts';
import type { Sequence } from './ast.ts';
import { convertScript } from './convert-node.ts';
import { type JoinedSource, joinSource } from './joined-source.ts';

export interface ShellOptions {
  /** The escape character of the Dockerfile. */
  readonly escape: '\\' | '`';
  /** Where `text` starts in its file; added to every span. */
  readonly offset: number;
  /** The text is a script of its own (a heredoc body, a file): continuations and comments are the shell's. */
  readonly script?: boolean;
}

/**
 * Parses the source of a RUN body, continuations, comment lines and empty lines in it, or a script. Spans are UTF-16
 * offsets of the file. Bodies of heredocs are found when `text` goes on over them. Never throws: what is broken
 * becomes an opaque node, with an error that says why. The only adapter round `unbash`.
 */
export function parseShell(text: string, options: ShellOptions): Parsed<Sequence> {
  const source = joinSource(text, options.offset, options.escape, options.script ?? false);
  try {
    if (source.text.split('<<').length > MOST_HEREDOCS) throw new Error('too many here-documents');
    const script = parse(source.text);
    return { value: convertScript(script, source), errors: errorsOf(script, source) };
  } catch (cause) {
    const span = { start: options.offset, end: options.offset + text.length };
    const message = `the shell parser failed: ${cause instanceof Error ? cause.message : String(cause)}`;
    const node = { kind: 'opaque' as const, text, ...span };
    return {
      value: { kind: 'sequence', ...span, items: [{ operator: null, operatorSpan: null, node }] },
      errors: [{ message, span }],
    };
  }
}

/** unbash takes quadratic time in their number; no person writes a thousandth of it. */
const MOST_HEREDOCS = 2000;

const errorsOf = (script: ParsedScript, source: JoinedSource): ParseError[] =>
  (script.errors ?? []).map((error) => {
    const from = Math.min(error.pos, source.text.length);
    return { message: error.message, span: source.span(from, Math.min(from + 1, source.text.length)) };
  });
