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

export interface Scope {
  readonly settings: Settings;
  readonly id: string;
}

export const scopeOf = (settings: Settings): Scope => ({ settings, id: hash(JSON.stringify(settings)) });
