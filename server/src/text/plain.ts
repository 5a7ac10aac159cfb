/**
 * A text of the workspace as one line that a terminal, a log and a CI runner only show: line ends, control characters (ESC
 * begins a command to the terminal) and marks that turn the direction of writing round are written as escapes.
 */
export const plain = (text: string): string =>
  text.replace(UNSEEN, (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The same for every text in some data. */
export function plainData<T>(data: T): T {
  return JSON.parse(JSON.stringify(data), (_, value: unknown) =>
    typeof value === 'string' ? plain(value) : value,
  ) as T;
}

/** The same for a line of a file whose columns count: each character stays one, and a tab a tab. */
export const plainLine = (text: string): string =>
  text.replace(UNSEEN, (char) => {
    const code = char.charCodeAt(0);
    return char === '\t' ? char : code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });

/** Data as JSON, with what a terminal may obey written as escapes there too. */
export const json = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(
    UNSEEN_IN_JSON,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
/** The same without the C0 characters, which JSON escapes itself, and which lay it out. */
const UNSEEN_IN_JSON = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
