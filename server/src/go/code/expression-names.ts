import type { Span } from '../../text/span.ts';
import type { Expr, StructType } from '../syntax/ast.ts';

/** `cfg.HTTP.Addr` as its names; null for what is no such chain. */
export function chainOf(x: Expr): readonly string[] | null {
  if (x.kind === 'ident') return [x.name];
  if (x.kind !== 'selector') return null;
  const before = chainOf(x.x);
  return before && [...before, x.name];
}

/** The names that an expression ends in, an empty one before them where they follow an expression; null for none. */
export function namesOf(x: Expr): readonly string[] | null {
  if (x.kind === 'ident') return [x.name];
  if (x.kind === 'star') return namesOf(x.x);
  return x.kind === 'selector' ? [...(namesOf(x.x) ?? ['']), x.name] : null;
}

/** The names of what is called, type arguments aside. */
export const calleeNames = (fn: Expr): readonly string[] | null => namesOf(fn.kind === 'index' ? fn.x : fn);

/** A type without pointers, lists and maps round it, and without type arguments. */
function bareType(type: Expr): Expr {
  switch (type.kind) {
    case 'star':
    case 'index':
      return bareType(type.x);
    case 'array':
    case 'map':
      return bareType(type.elem);
    default:
      return type;
  }
}

/** `Config` or `http.Server` of a type that may be a pointer, a list or a map; empty for any other. */
export function typeName(type: Expr): string {
  const bare = bareType(type);
  const names = bare.kind === 'ident' || bare.kind === 'selector' ? chainOf(bare) : null;
  return names && names.length < 3 ? names.join('.') : '';
}

/** The struct without a name that a type is, or points to, or has for its elements. */
export function structIn(type: Expr): StructType | null {
  const bare = bareType(type);
  return bare.kind === 'struct' ? bare : null;
}

/** Where the first word of an expression stands; null for what begins with none. */
export function firstWord(x: Expr): Span | null {
  switch (x.kind) {
    case 'ident':
      return { start: x.at, end: x.at + x.name.length };
    case 'literal':
      return { start: x.at, end: x.end };
    case 'call':
      return firstWord(x.fn);
    case 'composite':
      return (x.type && firstWord(x.type)) ?? { start: x.at, end: x.at + 1 };
    case 'selector':
    case 'index':
    case 'slice':
    case 'star':
    case 'unary':
    case 'binary':
    case 'assert':
      return firstWord(x.x);
    case 'array':
    case 'map':
      return firstWord(x.elem);
    default:
      return null;
  }
}
