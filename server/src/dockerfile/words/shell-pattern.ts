import { LexError } from './lex-error.ts';
import { LONGEST_VALUE } from './lexer-words.ts';

/**
 * The patterns of `${X#p}`, `${X%p}` and `${X/p/r}`: `?` is one character, `*` any number, neither a line feed
 * (BuildKit's `convertShellPatternToRegex`). They run on a small automaton, since a backtracking regular expression
 * would take exponential time where Go's takes linear.
 */
export function trimPrefix(value: string, pattern: string, greedy: boolean): string {
  const chars = Array.from(value);
  const end = prefixEnd(chars, compile(pattern), greedy);
  return end === null ? value : chars.slice(end).join('');
}

export function trimSuffix(value: string, pattern: string, greedy: boolean): string {
  // The shortest match at the end is the shortest at the start of the reverse.
  const chars = Array.from(value).reverse();
  const end = prefixEnd(chars, compile(reversed(pattern)), greedy);
  return end === null ? value : chars.slice(end).reverse().join('');
}

/** Replaces the first match, or all of them; the leftmost, then the longest. Null when that gets too long to keep. */
export function replacePattern(
  value: string,
  pattern: string,
  replacement: string,
  all: boolean,
): string | null {
  const steps = compile(pattern);
  const chars = Array.from(value);
  let out = '';
  let copied = 0;
  let lastEnd = -1;
  for (let from = 0; from <= chars.length; ) {
    const match = find(chars, steps, from);
    if (!match) break;
    // Like Go, an empty match that touches the one before it does not count.
    if (match.end > match.start || match.start !== lastEnd) {
      out += chars.slice(copied, match.start).join('') + replacement;
      if (out.length > LONGEST_VALUE) return null;
      copied = match.end;
      lastEnd = match.end;
      if (!all) break;
    }
    from = match.end > match.start ? match.end : match.end + 1;
  }
  return out + chars.slice(copied).join('');
}

/** One step of a pattern: a character, `any` for `?`, `many` for `*`. */
type Step = { readonly char: string } | 'any' | 'many';

function compile(pattern: string): Step[] {
  const chars = Array.from(pattern);
  const steps: Step[] = [];
  // Go's scanner drops a byte-order mark at the very start.
  for (let i = chars[0] === '\ufeff' ? 1 : 0; i < chars.length; i++) {
    let char = chars[i] ?? '';
    if (char === '*' || char === '?') {
      steps.push(char === '*' ? 'many' : 'any');
      continue;
    }
    if (char === '\\') {
      const escaped = chars[i + 1];
      if (escaped === '}' || escaped === '/') continue;
      if (escaped !== '*' && escaped !== '?' && escaped !== '\\')
        throw new LexError(`invalid pattern (${pattern}) in substitution`);
      char = escaped;
      i++;
    }
    steps.push({ char });
  }
  return steps;
}

/** Turns a pattern round without tearing escapes apart. */
function reversed(pattern: string): string {
  const chars = Array.from(pattern);
  const out: string[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '\\' && i + 1 < chars.length) out.push(char + (chars[++i] ?? ''));
    else out.push(char);
  }
  return out.reverse().join('');
}

/** The end of the longest or the shortest match at the start; null when there is none. */
function prefixEnd(chars: readonly string[], steps: readonly Step[], longest: boolean): number | null {
  const run = new Run(steps);
  run.seed(0);
  let end: number | null = null;
  for (let i = 0; ; i++) {
    if (run.matched() !== null) {
      end = i;
      if (!longest) return end;
    }
    const char = chars[i];
    if (char === undefined || !run.alive()) return end;
    run.step(char);
  }
}

function find(
  chars: readonly string[],
  steps: readonly Step[],
  from: number,
): { start: number; end: number } | null {
  const run = new Run(steps);
  let best: { start: number; end: number } | null = null;
  for (let i = from; ; i++) {
    if (!best) run.seed(i);
    const start = run.matched();
    if (start !== null && (!best || start <= best.start)) {
      best = { start, end: i };
      run.dropAfter(start);
    }
    const char = chars[i];
    if (char === undefined || (best && !run.alive())) return best;
    run.step(char);
  }
}

/** The states a match can be in: for each number of steps done, the earliest start that got there. */
class Run {
  readonly #steps: readonly Step[];
  #starts: (number | null)[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
    this.#starts = steps.map(() => null);
    this.#starts.push(null);
  }

  seed(start: number): void {
    this.#starts[0] = earliest(this.#starts[0], start);
    this.#close(this.#starts);
  }

  matched(): number | null {
    return this.#starts[this.#steps.length] ?? null;
  }

  alive(): boolean {
    return this.#starts.some((start) => start !== null);
  }

  dropAfter(start: number): void {
    this.#starts = this.#starts.map((other) => (other !== null && other > start ? null : other));
  }

  step(char: string): void {
    const next: (number | null)[] = this.#starts.map(() => null);
    this.#starts.forEach((start, done) => {
      const step = this.#steps[done];
      if (start === null || step === undefined) return;
      if (step === 'many' && char !== '\n') next[done] = earliest(next[done], start);
      if (step === 'any' ? char !== '\n' : step !== 'many' && step.char === char)
        next[done + 1] = earliest(next[done + 1], start);
    });
    this.#close(next);
    this.#starts = next;
  }

  /** A `*` may also match nothing. */
  #close(starts: (number | null)[]): void {
    this.#steps.forEach((step, done) => {
      const start = starts[done] ?? null;
      if (step === 'many' && start !== null) starts[done + 1] = earliest(starts[done + 1], start);
    });
  }
}

const earliest = (a: number | null | undefined, b: number): number =>
  a === null || a === undefined ? b : Math.min(a, b);
