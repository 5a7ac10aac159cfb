import type { Lookup } from '../dockerfile/words/expand.ts';
import type { CgoSetting } from './model.ts';
import type { Span } from '../text/span.ts';

/** A variable of a stage or of the shell of a RUN, and what set it. */
export interface Variable {
  /** Null when it is set to something that cannot be known. */
  readonly value: string | null;
  /** The whole `NAME=value` that set it; null when nothing in the Dockerfile did. */
  readonly span: Span | null;
  readonly via: Extract<CgoSetting['via'], 'env' | 'arg' | 'export' | 'make'>;
  /** Commands see it. All of a stage's variables are; those of a shell are once exported. */
  readonly exported: boolean;
}

/** The variables at one point. Never changed in place, so that a branch can keep the ones it started from. */
export class Variables {
  /**
   * What was set, the newest first, each part at least twice as long as the one before: setting one variable after the
   * other copies each of them as often as such parts are joined, and not once for every other.
   */
  #parts: readonly ReadonlyMap<string, Variable>[];
  /** Whether a name that is not here may still be set, by a base image that is not known. */
  readonly complete: boolean;

  constructor(values: ReadonlyMap<string, Variable> = new Map(), complete = true) {
    this.#parts = values.size === 0 ? [] : [values];
    this.complete = complete;
  }

  get(name: string): Variable | undefined {
    for (const part of this.#parts) {
      const found = part.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** As `expandWord` asks: undefined is unset, null unknown. */
  readonly lookup: Lookup = (name) => {
    const found = this.get(name);
    if (found) return found.value;
    return this.complete ? undefined : null;
  };

  with(name: string, variable: Variable): Variables {
    let newest = new Map([[name, variable]]);
    let joined = 0;
    for (const part of this.#parts) {
      if (part.size >= 2 * newest.size) break;
      newest = new Map([...part, ...newest]);
      joined++;
    }
    const next = new Variables(undefined, this.complete);
    next.#parts = [newest, ...this.#parts.slice(joined)];
    return next;
  }

  without(name: string): Variables {
    if (!this.get(name) && this.complete) return this;
    const values = this.#all();
    values.delete(name);
    return new Variables(values, this.complete);
  }

  /** A shell assigns: what was exported stays so. */
  assign(name: string, value: string | null, span: Span | null): Variables {
    return this.with(name, { value, span, via: 'export', exported: this.get(name)?.exported ?? false });
  }

  /** What a process gets that a shell starts. */
  exportedOnly(): Variables {
    return new Variables(
      new Map([...this.#all()].filter(([, variable]) => variable.exported)),
      this.complete,
    );
  }

  names(): Iterable<string> {
    return this.#all().keys();
  }

  /** A new map of them all, in the order in which they were first set. */
  #all(): Map<string, Variable> {
    const all = new Map<string, Variable>();
    for (const part of this.#parts.toReversed()) for (const [name, variable] of part) all.set(name, variable);
    return all;
  }

  /** What is known after either of two ways was taken: names on which they differ have no known value. */
  merge(other: Variables): Variables {
    if (other === this) return this;
    const names = [...new Set([...this.names(), ...other.names()])];
    return names.reduce<Variables>((merged, name) => {
      const [mine, theirs] = [this.get(name), other.get(name)];
      if (mine === theirs) return merged;
      const same = mine?.value === theirs?.value && mine?.exported === theirs?.exported;
      const one = mine ?? theirs;
      return one ? merged.with(name, same ? one : { ...one, value: null, span: null }) : merged;
    }, this);
  }
}
