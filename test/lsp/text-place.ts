import type { Position, Range } from './lsp-client.ts';

/** The place of `|` in a piece of a text; the piece without it has to stand in the text once. */
export function placeOf(text: string, piece: string): Position {
  const offset = piece.indexOf('|');
  const whole = piece.replace('|', '');
  const start = text.indexOf(whole);
  if (offset < 0 || start < 0 || text.includes(whole, start + 1))
    throw new Error(`${JSON.stringify(piece)} is not one place of the text`);
  const before = text.slice(0, start + offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** What stands in a range of one line. */
export const textAt = (text: string, { start, end }: Range): string =>
  text.split('\n')[start.line]?.slice(start.character, start.line === end.line ? end.character : undefined) ??
  '';
