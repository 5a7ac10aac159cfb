/** Go's `unicode.IsSpace`, which BuildKit trims and splits with. It differs from JavaScript's `\s` in U+0085 and U+FEFF. */
export function isSpace(c: number): boolean {
  if (c < 0x80) return c === 32 || (c >= 9 && c <= 13);
  if (c < 0x1680) return c === 0x85 || c === 0xa0;
  return (
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  );
}

/** The same for one byte of UTF-8 below 0x80, which is what BuildKit tests where it goes byte by byte. */
export const isAsciiSpace = (c: number): boolean => c < 0x80 && isSpace(c);

/** What BuildKit splits arguments at: `[\t\v\f\r ]`. */
export const isBlank = (c: number): boolean => c === 32 || c === 9 || (c >= 11 && c <= 13);

/** The first index in `[from, to)` that is no space, or `to`. */
export function skipSpaces(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The end of `[from, to)` without the spaces at its end, at least `from`. */
export function trimmedEnd(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && isSpace(text.charCodeAt(i - 1))) i--;
  return i;
}
