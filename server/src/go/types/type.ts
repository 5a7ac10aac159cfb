import type { TypeDecl } from '../syntax/ast.ts';

/** A type as far as the sources at hand tell it. What cannot be told is `unknown`, and every question about it is too. */
export type Type =
  | { readonly k: 'unknown' }
  /** A predeclared type by its own name (`byte` is `uint8`), or the kind of an untyped constant: `untyped int`, `untyped nil`. */
  | { readonly k: 'basic'; readonly name: string }
  | Named
  /** A type of a package whose sources are not at hand; an empty name is some type of that package, or of one that it knows. */
  | { readonly k: 'foreign'; readonly path: string; readonly name: string }
  | { readonly k: 'pointer'; readonly elem: Type }
  | { readonly k: 'slice'; readonly elem: Type }
  | { readonly k: 'array'; readonly elem: Type }
  | { readonly k: 'map'; readonly key: Type; readonly elem: Type }
  | { readonly k: 'chan'; readonly elem: Type }
  | FuncType
  | StructType
  | InterfaceType
  | { readonly k: 'tuple'; readonly items: readonly Type[] };

export interface Named {
  readonly k: 'named';
  /** The import path of the package that declares it. */
  readonly path: string;
  readonly name: string;
  /** Two named types are the same when this is, type arguments aside. */
  readonly decl: TypeDecl;
  readonly generic: boolean;
  underlying(): Type;
  /** A method declared for it; null when there is none. */
  method(name: string): Method | null;
  /** Whether all of its methods are known. */
  readonly complete: boolean;
}

export interface Method {
  readonly type: () => Type;
  readonly pointer: boolean;
}

export interface FuncType {
  readonly k: 'func';
  readonly params: readonly Type[];
  readonly variadic: boolean;
  readonly results: readonly Type[];
}

interface StructType {
  readonly k: 'struct';
  /** The package in which it is written: to others its lower-case fields are not there. */
  readonly path: string;
  readonly fields: readonly { readonly name: string; readonly type: Type; readonly embedded: boolean }[];
}

export interface InterfaceType {
  readonly k: 'interface';
  readonly path: string;
  readonly methods: ReadonlyMap<string, Type>;
  readonly embeds: readonly Type[];
}

/** Yes, no, or not to be told. */
export type Tri = 'yes' | 'no' | 'unknown';

export const UNKNOWN: Type = { k: 'unknown' };
export const basic = (name: string): Type => ({ k: 'basic', name });
export const pointerTo = (elem: Type): Type => ({ k: 'pointer', elem });

/** The underlying type; aliases are gone by then. */
export function underlying(type: Type): Type {
  return type.k === 'named' ? type.underlying() : type;
}

export function deref(type: Type): Type {
  const under = underlying(type);
  return under.k === 'pointer' ? under.elem : type;
}

/** Whether two types are the same. https://go.dev/ref/spec#Type_identity */
export function identical(a: Type, b: Type, depth = 0): Tri {
  if (depth > MAX_DEPTH) return 'unknown';
  if (a === b && a.k !== 'unknown') return 'yes';
  if (a.k === 'unknown' || b.k === 'unknown') return 'unknown';
  // A name of another package may be an alias, so that two names may be one type.
  if (a.k === 'foreign' || b.k === 'foreign')
    return a.k === 'foreign' && b.k === 'foreign' && a.name !== '' && a.path === b.path && a.name === b.name
      ? 'yes'
      : 'unknown';
  if (a.k === 'named' || b.k === 'named') {
    if (a.k !== 'named' || b.k !== 'named' || a.decl !== b.decl) return 'no';
    return a.generic ? 'unknown' : 'yes';
  }
  if (a.k === 'basic' && b.k === 'basic') return a.name === b.name ? 'yes' : 'no';
  if (a.k === 'map' && b.k === 'map')
    return every([() => identical(a.key, b.key, depth + 1), () => identical(a.elem, b.elem, depth + 1)]);
  if (
    (a.k === 'pointer' && b.k === 'pointer') ||
    (a.k === 'slice' && b.k === 'slice') ||
    (a.k === 'chan' && b.k === 'chan')
  )
    return identical(a.elem, b.elem, depth + 1);
  if (a.k === 'array' && b.k === 'array')
    // Lengths are not computed.
    return identical(a.elem, b.elem, depth + 1) === 'no' ? 'no' : 'unknown';
  if (a.k === 'func' && b.k === 'func') {
    if (
      a.params.length !== b.params.length ||
      a.results.length !== b.results.length ||
      a.variadic !== b.variadic
    )
      return 'no';
    return every([
      ...a.params.map((type, index) => () => identical(type, b.params[index] ?? UNKNOWN, depth + 1)),
      ...a.results.map((type, index) => () => identical(type, b.results[index] ?? UNKNOWN, depth + 1)),
    ]);
  }
  if (a.k === 'interface' && b.k === 'interface') {
    if (a.embeds.length > 0 || b.embeds.length > 0) return 'unknown';
    if (a.methods.size !== b.methods.size) return 'no';
    return every(
      [...a.methods].map(([name, type]) => () => {
        const other = b.methods.get(name);
        return other === undefined ? 'no' : identical(type, other, depth + 1);
      }),
    );
  }
  return a.k === b.k ? 'unknown' : 'no';
}

const MAX_DEPTH = 12;

/** No as soon as one is, unknown when one is, else yes. */
export function every(questions: readonly (() => Tri)[]): Tri {
  let answer: Tri = 'yes';
  for (const ask of questions) {
    const each = ask();
    if (each === 'no') return 'no';
    if (each === 'unknown') answer = 'unknown';
  }
  return answer;
}
