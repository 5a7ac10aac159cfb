/**
 * A pattern with wildcards, as its steps. It runs on a small automaton: a backtracking regular expression takes exponential time
 * for `*a*a*a*b`, this one the product of both lengths.
 */
export type Wildcard = readonly Step[];

export type Step =
  /** One character: this one, or one that fits. */
  | { readonly kind: 'one'; readonly fits: string | ((char: string) => boolean) }
  /** Any number of characters that fit. */
  | { readonly kind: 'many'; readonly fits: (char: string) => boolean }
  /** Nothing, or whatever ends in a slash: two stars and a slash. */
  | { readonly kind: 'folders' };

export const anyChar = (): boolean => true;
export const noSlash = (char: string): boolean => char !== '/';

/** A text that stands for itself. */
export const literally = (text: string): Wildcard =>
  Array.from(text, (fits): Step => ({ kind: 'one', fits }));

/** Whether the whole text fits. */
export const fitsWildcard = (wildcard: Wildcard, text: string): boolean => {
  const chars = Array.from(text);
  return run(wildcard, chars, () => undefined) === chars.length;
};

/** The lengths of the pieces at the start of a text that fit, shortest first. */
export function fittingStarts(wildcard: Wildcard, chars: readonly string[]): readonly number[] {
  const out: number[] = [];
  run(wildcard, chars, (length) => out.push(length));
  return out;
}

/** Calls `found` for each length at which the pattern ends; gives the last of them, or −1. */
function run(wildcard: Wildcard, chars: readonly string[], found: (length: number) => void): number {
  const size = wildcard.length + 1;
  let now = new Uint8Array(size);
  let next = new Uint8Array(size);
  reach(wildcard, now, 0);
  let last = -1;
  for (let at = 0; ; at++) {
    if (now[wildcard.length]) {
      last = at;
      found(at);
    }
    const char = chars[at];
    if (char === undefined || !advance(wildcard, now, next, char)) return last;
    [now, next] = [next, now];
    next.fill(0);
  }
}

/** Before a step. */
const HERE = 1;
/** Inside of folders, whose last slash has not come. */
const INSIDE = 2;

/** Marks a step as reached, and those behind it that may take nothing. */
function reach(wildcard: Wildcard, states: Uint8Array, from: number): void {
  for (let index = from; ; index++) {
    states[index] = (states[index] ?? 0) | HERE;
    const step = wildcard[index];
    if (!step || step.kind === 'one') return;
    // What follows was reached from here before.
    if (((states[index + 1] ?? 0) & HERE) !== 0) return;
  }
}

/** Takes a character in every state; whether any is left. */
function advance(wildcard: Wildcard, now: Uint8Array, next: Uint8Array, char: string): boolean {
  let alive = false;
  for (let index = 0; index < wildcard.length; index++) {
    const state = now[index];
    const step = wildcard[index];
    if (!state || !step) continue;
    if (step.kind === 'folders') {
      next[index] = (next[index] ?? 0) | INSIDE;
      if (char === '/') reach(wildcard, next, index + 1);
    } else {
      const { fits } = step;
      if ((state & HERE) === 0 || !(typeof fits === 'string' ? fits === char : fits(char))) continue;
      reach(wildcard, next, step.kind === 'many' ? index : index + 1);
    }
    alive = true;
  }
  return alive;
}
