import type { Place } from '../../text/span.ts';
import type { Ignore } from './ignores-at.ts';

/** Whether a comment silences what a rule finds at a place of the same file. */
export const isIgnored = ({ rule, covers }: Ignore, id: string, { span }: Pick<Place, 'span'>): boolean =>
  rule === id && covers.start <= span.start && span.start <= covers.end;
