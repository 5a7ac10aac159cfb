import type { Place } from '../text/span.ts';
import type { ServiceId } from '../world/ids.ts';

/** Something that was there before a change and is not there after it, or something bad that came with it. */
export interface Loss {
  /** The services that it happens to; empty where it is nobody's in particular. */
  readonly services: readonly ServiceId[];
  /** The file in which it shows afterwards, absolute; null where no one file does. */
  readonly file: string | null;
  /** A clause that a person can act on. */
  readonly reason: string;
  /** What it is about, in the text before the change. */
  readonly at: Place;
}
