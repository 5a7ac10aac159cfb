/**
 * One copy of a text, however often it comes. A part of a string keeps the whole string in memory: the few words that are
 * kept of each Go file would pin the text of all of them.
 */
export function intern(text: string): string {
  let known = pool.get(text);
  if (known === undefined) {
    // A part of a new string that is one character longer pins no more than that.
    known = ` ${text}`.slice(1);
    pool.set(known, known);
  }
  return known;
}

const pool = new Map<string, string>();
