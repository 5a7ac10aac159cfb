import type { Lookup } from '../dockerfile/expand.ts';
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

interface Newer {
  readonly name: string;
  readonly variable: Variable;
  readonly older: Newer | null;
  readonly count: number;
}

const MOST_NEWER = 32;

/** The variables at one point. Never changed in place, so that a branch can keep the ones it started from. */
export class Variables {
  readonly #values: ReadonlyMap<string, Variable>;
  /** What was set since, newest first. It is short, and spares a copy of all for each that is set. */
  #newer: Newer | null = null;
  /** Whether a name that is not here may still be set, by a base image that is not known. */
  readonly complete: boolean;

  constructor(values: ReadonlyMap<string, Variable> = new Map(), complete = true) {
    this.#values = values;
    this.complete = complete;
  }

  get(name: string): Variable | undefined {
    for (let each = this.#newer; each; each = each.older) if (each.name === name) return each.variable;
    return this.#values.get(name);
  }

  /** As `expandWord` asks: undefined is unset, null unknown. */
  readonly lookup: Lookup = (name) => {
    const found = this.get(name);
    if (found) return found.value;
    return this.complete ? undefined : null;
  };

  with(name: string, variable: Variable): Variables {
    const older = this.#newer;
    const count = (older?.count ?? 0) + 1;
    if (count > MOST_NEWER) return new Variables(this.#all().set(name, variable), this.complete);
    const next = new Variables(this.#values, this.complete);
    next.#newer = { name, variable, older, count };
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
    return this.#newer ? this.#all().keys() : this.#values.keys();
  }

  /** A new map of them all. */
  #all(): Map<string, Variable> {
    const newer: Newer[] = [];
    for (let each = this.#newer; each; each = each.older) newer.push(each);
    const all = new Map(this.#values);
    for (const { name, variable } of newer.reverse()) all.set(name, variable);
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
