import type { Related } from '../rules/rule.ts';
import type { Place, Span } from '../text/span.ts';
import type { Paragraph } from './markdown.ts';

/** What the engine believes about the thing under the pointer. */
export interface Hover {
  readonly span: Span;
  readonly paragraphs: readonly Paragraph[];
}

/** What a word means, and where that stands. */
export interface Definition {
  /** The word. */
  readonly span: Span;
  readonly to: readonly Place[];
}

/** A line over a service, or over a program: who runs what, and what that costs. */
export interface Lens {
  /** The name of the service, the package clause of the program. */
  readonly span: Span;
  readonly title: string;
  /** Where cgo comes from, import by import; empty where nothing needs it. */
  readonly chain: readonly Related[];
}
