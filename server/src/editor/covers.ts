import type { Span } from '../text/span.ts';

/** Whether a caret is at a span, its ends included. */
export const covers = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;

/** A node of a tree as the span that it is, and nothing else. */
export const spanOf = ({ start, end }: Span): Span => ({ start, end });
