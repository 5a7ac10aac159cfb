import type { Place, Span } from '../../text/span.ts';
import type { Image } from '../../world/world.ts';

/** Why a split keeps, drops or changes something. */
export interface Reason {
  /** One clause, without the line. */
  readonly text: string;
  /** What it is about, in the text before the split; null where no one place says it. */
  readonly at: Place | null;
  /** Whether it is about a stage that is not the image itself: stages split in one file share it and leave it alone. */
  readonly ofBuilder: boolean;
}

/** Why something cannot be split, and where that lies. */
export interface Refused {
  readonly ok: false;
  readonly reason: string;
  readonly at: Place | null;
}

export const refused = (reason: string, at: Place | null): Refused => ({ ok: false, reason, at });

/** A reason about a span of an image's Dockerfile; `stage` is the index of the stage that it stands in. */
export const reasonIn = (image: Image, stage: number, span: Span | null, text: string): Reason => ({
  text,
  at: span && placeOf(image, span),
  ofBuilder: stage !== image.trace.final?.stage.index,
});

/** A reason about the image as a whole. */
export const overall = (text: string): Reason => ({ text, at: null, ofBuilder: false });

export const placeOf = (image: Image, { start, end }: Span): Place => ({
  file: image.file,
  span: { start, end },
});

/** Where the stage that an image is made of begins. */
export const startOf = (image: Image): Place => {
  const from = image.trace.final?.stage.from;
  return placeOf(image, from ? from : { start: 0, end: 0 });
};
