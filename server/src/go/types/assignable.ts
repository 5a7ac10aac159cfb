import { lookup } from './lookup.ts';
import { deref, every, identical, type InterfaceType, type Tri, type Type, underlying } from './type.ts';

/** Whether a value of one type may be assigned to a variable of another. https://go.dev/ref/spec#Assignability */
export function assignable(value: Type, target: Type): Tri {
  if (value.k === 'unknown' || target.k === 'unknown') return 'unknown';
  const to = underlying(target);
  if (to.k === 'interface') return implementsAll(value, to);
  if (value.k === 'basic' && value.name.startsWith('untyped ')) return untyped(value.name, to);
  const same = identical(value, target);
  if (same !== 'no') return same;
  if (value.k === 'named' && target.k === 'named') return 'no';
  if (value.k === 'named' || target.k === 'named') {
    const from = underlying(value);
    // A predeclared type has a name of its own.
    if (from.k === 'basic' || to.k === 'basic') return 'no';
    return identical(from, to);
  }
  if (value.k === 'chan') return 'unknown';
  return 'no';
}

function implementsAll(value: Type, target: InterfaceType, depth = 0): Tri {
  if (depth > MAX_DEPTH) return 'unknown';
  if (value.k === 'basic' && value.name === 'untyped nil') return 'yes';
  const isPointer = underlying(value).k === 'pointer';
  const isInterface = underlying(deref(value)).k === 'interface';
  return every([
    ...[...target.methods].map(([name, wanted]) => (): Tri => {
      const member = lookup(value, name, target.path);
      if (member === 'unknown') return 'unknown';
      if (member === 'missing' || !member.method) return 'no';
      if (member.pointer && !isPointer && !isInterface) return 'no';
      return identical(member.type, wanted);
    }),
    ...target.embeds.map((embed) => (): Tri => {
      const inner = underlying(embed);
      return inner.k === 'interface' ? implementsAll(value, inner, depth + 1) : 'unknown';
    }),
  ]);
}

const MAX_DEPTH = 16;

function untyped(name: string, to: Type): Tri {
  if (to.k === 'foreign' || to.k === 'unknown') return 'unknown';
  if (name === 'untyped nil')
    return ['pointer', 'slice', 'map', 'chan', 'func'].includes(to.k) ||
      (to.k === 'basic' && to.name === 'unsafe.Pointer')
      ? 'yes'
      : 'no';
  if (to.k !== 'basic') return 'no';
  const wanted = to.name === 'string' ? 'string' : to.name === 'bool' ? 'bool' : 'number';
  const given = name === 'untyped string' ? 'string' : name === 'untyped bool' ? 'bool' : 'number';
  return wanted === given ? 'yes' : 'no';
}
