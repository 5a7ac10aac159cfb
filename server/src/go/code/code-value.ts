import type { Place } from '../../text/span.ts';
import { HOLE } from './hole.ts';

/** What an expression may be: a text with HOLE for each part that only the running program knows. */
export interface CodeValue {
  readonly text: string;
  /** The literal that the last known part comes from. */
  readonly at: Place | null;
}

export const UNKNOWN: readonly CodeValue[] = [{ text: HOLE, at: null }];

export const textValue = (text: string): readonly CodeValue[] => [{ text, at: null }];

/** The texts that come of putting one value of each part behind the other. */
export function concat(parts: readonly (readonly CodeValue[])[]): readonly CodeValue[] {
  let out: readonly CodeValue[] = [{ text: '', at: null }];
  for (const part of parts)
    out = limited(
      out.flatMap((left) => part.map((right) => ({ text: left.text + right.text, at: right.at ?? left.at }))),
    );
  return out;
}

/** What adding up gives where a number stands among the terms. */
export function sum(terms: readonly (readonly CodeValue[])[]): readonly CodeValue[] {
  const add = (left: CodeValue, right: CodeValue): CodeValue =>
    [left, right].every(({ text }) => /^\d+$/.test(text))
      ? { text: String(Number(left.text) + Number(right.text)), at: right.at ?? left.at }
      : { text: HOLE, at: null };
  return terms.reduce((before, term) =>
    limited(before.flatMap((left) => term.map((right) => add(left, right)))),
  );
}

/** What `fmt.Sprintf` makes of a format. */
export function formatted(
  formats: readonly CodeValue[],
  args: readonly (readonly CodeValue[])[],
): readonly CodeValue[] {
  return limited(
    formats.flatMap(({ text, at }) => {
      let index = 0;
      const parts: (readonly CodeValue[])[] = [];
      for (const piece of text.split(/(%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%])/)) {
        if (piece === '%%') parts.push(textValue('%'));
        else if (/^%.*[a-zA-Z]$/s.test(piece))
          parts.push(/^%[dsv]$/.test(piece) ? (args[index++] ?? UNKNOWN) : (index++, UNKNOWN));
        else parts.push([{ text: piece, at: /\d$/.test(piece) ? at : null }]);
      }
      return concat(parts);
    }),
  );
}

/** Each text once; of very many the first, and that there are others. */
export function limited(values: readonly CodeValue[]): readonly CodeValue[] {
  if (values.length < 2) return values;
  const seen = new Map(values.map((each) => [each.text, each]));
  if (seen.size <= MAX_VALUES) return [...seen.values()];
  return [...[...seen.values()].slice(0, MAX_VALUES - 1), ...UNKNOWN];
}

const MAX_VALUES = 16;
