/**
 * A glob as VS Code has them, as a test of a path: `*` and `?` stay in one folder, `**` goes through several, `{a,b}` is one of
 * them. All ways through it are followed at once, so that a test takes time in proportion to the lengths of glob and path, whatever
 * these are.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const { states, first } = new Compiler(glob.replace(/^\.\//, '')).compile();
  return (path) => {
    let now = reached(states, [first]);
    for (const character of path) {
      const next: number[] = [];
      for (const index of now) {
        const state = states[index];
        if (state?.kind === 'take' && state.takes(character)) next.push(state.next);
      }
      now = reached(states, next);
      if (now.size === 0) return false;
    }
    return now.has(END);
  };
}

type State =
  /** Takes one character. */
  | { readonly kind: 'take'; readonly takes: (character: string) => boolean; readonly next: number }
  /** Goes on in several ways. */
  | { readonly kind: 'ways'; readonly next: number[] };

/** The state in which a glob has matched. */
const END = 0;

/** States that can be entered without a character. */
function reached(states: readonly State[], from: readonly number[]): ReadonlySet<number> {
  const out = new Set(from);
  // What is added while a set is walked is walked too.
  for (const index of out) {
    const state = states[index];
    if (state?.kind === 'ways') for (const next of state.next) out.add(next);
  }
  return out;
}

/** Makes states from a glob, last part first: each part knows what comes after it. */
class Compiler {
  readonly states: State[] = [{ kind: 'ways', next: [] }];
  readonly #tokens: readonly string[];

  constructor(glob: string) {
    this.#tokens = glob.match(/\*\*\/|\*\*|[^]/gu) ?? [];
  }

  compile(): { readonly states: readonly State[]; readonly first: number } {
    const first = this.#part(0, this.#tokens.length, END);
    return { states: this.states, first };
  }

  /** The tokens from `start` to before `end`, behind which it goes on at `after`. */
  #part(start: number, end: number, after: number): number {
    let next = after;
    for (let at = end - 1; at >= start; at--) {
      const token = this.#tokens[at] ?? '';
      const open = token === '}' ? this.#opening(start, at) : null;
      if (open === null) {
        next = this.#token(token, next);
        continue;
      }
      next = this.#add({ kind: 'ways', next: this.#choices(open + 1, at, next) });
      at = open;
    }
    return next;
  }

  #token(token: string, next: number): number {
    switch (token) {
      case '*':
        return this.#loop(notSlash, next);
      case '**':
        return this.#loop(() => true, next);
      case '**/':
        return this.#add({ kind: 'ways', next: [next, this.#loop(() => true, this.#take('/', next))] });
      case '?':
        return this.#add({ kind: 'take', takes: notSlash, next });
      default:
        return this.#take(token, next);
    }
  }

  /** The ways through `a,b,c`, commas inside of further braces left alone. */
  #choices(start: number, end: number, after: number): number[] {
    const out: number[] = [];
    let depth = 0;
    let from = start;
    for (let at = start; at <= end; at++) {
      const token = this.#tokens[at];
      if (at === end || (token === ',' && depth === 0)) {
        out.push(this.#part(from, at, after));
        from = at + 1;
      } else if (token === '{') depth++;
      else if (token === '}') depth--;
    }
    return out;
  }

  /** The brace that is closed at a place; null when none is open there, so that it stands for itself. */
  #opening(start: number, close: number): number | null {
    let depth = 0;
    for (let at = close; at >= start; at--) {
      if (this.#tokens[at] === '}') depth++;
      else if (this.#tokens[at] === '{' && --depth === 0) return at;
    }
    return null;
  }

  #loop(takes: (character: string) => boolean, next: number): number {
    const ways: number[] = [next];
    const start = this.#add({ kind: 'ways', next: ways });
    ways.push(this.#add({ kind: 'take', takes, next: start }));
    return start;
  }

  #take(text: string, next: number): number {
    return this.#add({ kind: 'take', takes: (character) => character === text, next });
  }

  #add(state: State): number {
    return this.states.push(state) - 1;
  }
}

const notSlash = (character: string): boolean => character !== '/';
