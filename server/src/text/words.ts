import { Recent } from './recent.ts';

/**
 * One copy of a text, however often it comes. A part of a string keeps the whole string in memory: the few words that are
 * kept of each file would pin the text of all of them.
 */
export class Words {
  readonly #known = new Recent<string, string>(SIZE);

  of(text: string): string {
    let known = this.#known.get(text);
    if (known === undefined) {
      // A part of a new string that is one character longer pins no more than that.
      known = ` ${text}`.slice(1);
      this.#known.set(known, known);
    }
    return known;
  }
}

/** What a module says again and again; what was typed once goes. */
const SIZE = 4096;
