import type { Span } from './span.ts';

/** What every parser returns: the best value the text allows, and what is wrong with it. Parsers never throw. */
export interface Parsed<T> {
  readonly value: T;
  readonly errors: readonly ParseError[];
}

export interface ParseError {
  readonly message: string;
  readonly span: Span;
  /** A limit of this engine, and no fault of the text. */
  readonly isLimit?: true;
}
