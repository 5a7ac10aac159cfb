/**
 * The name that is fewest keystrokes away from `name`, else the only one that is longer or shorter by its end (`prod` for
 * `production`); null when none is near enough to be what was meant.
 */
export function nearest(name: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const each of names) {
    const distance = keystrokes(name.toLowerCase(), each.toLowerCase(), least);
    if (distance < least) {
      best = each;
      least = distance;
    }
  }
  if (best !== null) return best;
  const cut = names.filter((each) => each.length >= SHORTEST && name.length >= SHORTEST && isCut(each, name));
  return cut.length === 1 ? (cut[0] ?? null) : null;
}

/** Of shorter names the beginning says nothing. */
const SHORTEST = 3;

const isCut = (a: string, b: string): boolean =>
  a.toLowerCase().startsWith(b.toLowerCase()) || b.toLowerCase().startsWith(a.toLowerCase());

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), or `limit` if it is more. */
function keystrokes(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return Math.min(limit, last[b.length] ?? limit);
}
