/**
 * A map that others are made from, each with a few keys changed. Copying thousands of entries at each key that a person types
 * would cost more than everything else that follows from it.
 *
 * What is added to a map after another was made from it shows in both: that is right for what is looked up once and for all.
 */
export class Layers<V> {
  readonly #own: Map<string, V>;
  readonly #gone = new Set<string>();
  readonly #below: Layers<V> | null;
  readonly #depth: number;

  constructor(below: Layers<V> | null = null) {
    const isDeep = below !== null && below.#depth >= MAX_DEPTH;
    this.#own = isDeep ? below.#flat() : new Map();
    this.#below = isDeep ? null : below;
    this.#depth = this.#below === null ? 0 : this.#below.#depth + 1;
  }

  get(key: string): V | undefined {
    const value = this.#own.get(key);
    return value !== undefined || this.#below === null || this.#gone.has(key) ? value : this.#below.get(key);
  }

  set(key: string, value: V): void {
    this.#own.set(key, value);
  }

  /** Leaves a key out, here and in what is made from this. */
  delete(key: string): void {
    this.#own.delete(key);
    if (this.#below) this.#gone.add(key);
  }

  keys(): Iterable<string> {
    return this.#flat().keys();
  }

  #flat(): Map<string, V> {
    const out = this.#below ? this.#below.#flat() : new Map<string, V>();
    for (const key of this.#gone) out.delete(key);
    for (const [key, value] of this.#own) out.set(key, value);
    return out;
  }
}

const MAX_DEPTH = 12;
