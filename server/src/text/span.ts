/** A half-open range of a text: UTF-16 code units, 0-based, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `file` is an absolute path with `/`. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** Whether a place lies in another one, or is it. */
export const isWithin = (place: Place, around: Place): boolean =>
  around.file === place.file && around.span.start <= place.span.start && place.span.end <= around.span.end;
