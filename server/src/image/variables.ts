import type { Lookup } from '../dockerfile/expand.ts';
import type { CgoSetting } from './model.ts';
import type { Span } from '../text/span.ts';

/** A variable of a stage or of the shell of a RUN, and what set it. */
export interface Variable {
  /** Null when it is set to something that cannot be known. */
  readonly value: string | null;
  /** The whole `NAME=value` that set it; null when nothing in the Dockerfile did. */
  readonly span: Span | null;
  readonly via: Extract<CgoSetting['via'], 'env' | 'arg' | 'export'>;
  /** Commands see it. All of a stage's variables are; those of a shell are once exported. */
  readonly exported: boolean;
}

/** The variables at one point. Never changed in place, so that a branch can keep the ones it started from. */
export class Variables {
  readonly #values: ReadonlyMap<string, Variable>;
  /** Whether a name that is not here may still be set, by a base image that is not known. */
  readonly complete: boolean;

  constructor(values: ReadonlyMap<string, Variable> = new Map(), complete = true) {
    this.#values = values;
    this.complete = complete;
  }

  get(name: string): Variable | undefined {
    return this.#values.get(name);
  }

  /** As `expandWord` asks: undefined is unset, null unknown. */
  readonly lookup: Lookup = (name) => {
    const found = this.#values.get(name);
    if (found) return found.value;
    return this.complete ? undefined : null;
  };

  with(name: string, variable: Variable): Variables {
    return new Variables(new Map(this.#values).set(name, variable), this.complete);
  }

  without(name: string): Variables {
    if (!this.#values.has(name) && this.complete) return this;
    const values = new Map(this.#values);
    values.delete(name);
    return new Variables(values, this.complete);
  }

  /** A shell assigns: what was exported stays so. */
  assign(name: string, value: string | null, span: Span | null): Variables {
    return this.with(name, { value, span, via: 'export', exported: this.get(name)?.exported ?? false });
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }

  /** What is known after either of two ways was taken: names on which they differ have no known value. */
  merge(other: Variables): Variables {
    if (other === this) return this;
    let merged: Variables = this;
    for (const name of new Set([...this.names(), ...other.names()])) {
      const [mine, theirs] = [this.get(name), other.get(name)];
      if (mine === theirs) continue;
      const same = mine?.value === theirs?.value && mine?.exported === theirs?.exported;
      const one = mine ?? theirs;
      if (one) merged = merged.with(name, same ? one : { ...one, value: null, span: null });
    }
    return merged;
  }
}
