import { Words } from '../text/words.ts';

/** A fact about an object that never changes. The same fact of the same object is worked out once. */
export interface ObjectFact<K extends object, T> {
  readonly name: string;
  of(object: K, words: Words): T;
}

/**
 * What was made of objects, each for as long as the object is there: the syntax of a text, the programs of a trace. It belongs to
 * the snapshots that follow each other, so that what one has worked out the next one has too.
 */
export class Made {
  /** By the fact, then by the object. */
  readonly #kept = new Map<object, WeakMap<object, unknown>>();
  /** What facts of texts keep of them. */
  readonly words = new Words();

  of<K extends object, T>(fact: ObjectFact<K, T>, object: K): T {
    let kept = this.#kept.get(fact);
    if (!kept) this.#kept.set(fact, (kept = new WeakMap()));
    // What a fact keeps of an object is its own answer: nobody else writes under it.
    let made = kept.get(object) as T | undefined;
    if (made === undefined) kept.set(object, (made = fact.of(object, this.words)));
    return made;
  }
}
