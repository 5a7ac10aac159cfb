import type { FileScope } from './package-scope.ts';
import type { Change } from './api-diff.ts';
import { basic, type Type, UNKNOWN } from './type.ts';

/** What a name stands for. */
export type Entity =
  | {
      readonly kind: 'value';
      readonly type: Type;
      /** Set where it is a function that differs with cgo off. */
      readonly change?: Change | null;
    }
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'package'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  /** Some name of a package whose sources are not at hand: a type or a value. */
  | { readonly kind: 'foreign'; readonly path: string; readonly name: string }
  | { readonly kind: 'unknown' };

export const UNKNOWN_ENTITY: Entity = { kind: 'unknown' };
export const value = (type: Type): Entity => ({ kind: 'value', type });

/** The names that a place in a file sees, from the inside out. The package's own names come after the outermost of these. */
export class Scope {
  readonly file: FileScope;
  readonly #parent: Scope | null;
  readonly #names = new Map<string, Entity>();

  constructor(file: FileScope, parent: Scope | null = null) {
    this.file = file;
    this.#parent = parent;
  }

  inner(): Scope {
    return new Scope(this.file, this);
  }

  /** A name that stands in this very block already. */
  own(name: string): Entity | undefined {
    return this.#names.get(name);
  }

  declare(name: string, entity: Entity): void {
    if (name !== '_') this.#names.set(name, entity);
  }

  find(name: string): Entity | undefined {
    return this.#names.get(name) ?? this.#parent?.find(name);
  }
}

const NUMBERS =
  'int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128';

export const ERROR: Type = {
  k: 'interface',
  path: '',
  methods: new Map([['Error', { k: 'func', params: [], variadic: false, results: [basic('string')] }]]),
  embeds: [],
};

/** The names that every Go file sees. https://go.dev/ref/spec#Predeclared_identifiers */
export const UNIVERSE: ReadonlyMap<string, Entity> = new Map<string, Entity>([
  ...`${NUMBERS} string bool`
    .split(' ')
    .map((name): [string, Entity] => [name, { kind: 'type', type: basic(name) }]),
  ['byte', { kind: 'type', type: basic('uint8') }],
  ['rune', { kind: 'type', type: basic('int32') }],
  ['error', { kind: 'type', type: ERROR }],
  ['any', { kind: 'type', type: { k: 'interface', path: '', methods: new Map(), embeds: [] } }],
  ['comparable', { kind: 'type', type: UNKNOWN }],
  ['true', value(basic('untyped bool'))],
  ['false', value(basic('untyped bool'))],
  ['iota', value(basic('untyped int'))],
  ['nil', value(basic('untyped nil'))],
  ...'append cap clear close complex copy delete imag len make max min new panic print println real recover'
    .split(' ')
    .map((name): [string, Entity] => [name, { kind: 'builtin', name }]),
]);
