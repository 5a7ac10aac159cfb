import type { ObjectFact, Reader } from '../../memory/snapshot.ts';
import { hash } from '../../text/hash.ts';
import type { Settings } from '../settings.ts';

/** The key of a question about one thing of a world. The settings count by their hash: thousands of keys hold them. */
export class Scoped<K> {
  readonly scope: Scope;
  readonly key: K;

  constructor(scope: Scope, key: K) {
    this.scope = scope;
    this.key = key;
  }

  toJSON(): unknown {
    return [this.scope.id, this.key];
  }
}

/** Settings as keys have them. */
export class Scope {
  readonly settings: Settings;
  readonly id: string;
  readonly #about = new WeakMap<object, Scoped<unknown>>();

  constructor(settings: Settings) {
    this.settings = settings;
    this.id = hash(JSON.stringify(settings));
  }

  /** The key of a question about a thing: the same for the same object, so that it is written as text once. */
  about<K extends object>(key: K): Scoped<K> {
    let scoped = this.#about.get(key) as Scoped<K> | undefined;
    if (!scoped) this.#about.set(key, (scoped = new Scoped(this, key)));
    return scoped;
  }
}

export const scopeOf = (reader: Reader, settings: Settings): Scope => reader.made(scope, settings);

const scope: ObjectFact<Settings, Scope> = { name: 'scope', of: (settings) => new Scope(settings) };
