import { deref, type Type, underlying } from './type.ts';

/** A field or a method of a type. */
export interface Member {
  readonly type: Type;
  readonly method: boolean;
  /** Whether the method belongs to the pointer only. */
  readonly pointer: boolean;
  /** The named type that declares it; null for a field or method of a type without a name. */
  readonly owner: (Type & { readonly k: 'named' }) | null;
}

/**
 * The field or method of a name that a package sees, embedded ones included, the shallowest first; `missing` when there
 * is surely none. A lower-case name is another one in each package. https://go.dev/ref/spec#Selectors
 */
export function lookup(type: Type, name: string, path: string): Member | 'missing' | 'unknown' {
  let level: { type: Type; viaPointer: boolean }[] = [{ type: deref(type), viaPointer: false }];
  const seen = new Set<unknown>();
  const isExported = /^\p{Lu}/u.test(name);
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: { type: Type; viaPointer: boolean }[] = [];
    let unsure = false;
    for (const { type: each, viaPointer } of level) {
      const owner = each.k === 'named' ? each : null;
      if (owner) {
        if (seen.has(owner.decl)) continue;
        seen.add(owner.decl);
        const method = isExported || owner.path === path ? owner.method(name) : null;
        if (method)
          return { type: method.type(), method: true, pointer: method.pointer && !viaPointer, owner };
        if (!owner.complete) unsure = true;
      }
      const under = underlying(each);
      if (under.k === 'struct') {
        for (const field of under.fields) {
          if (field.name === name && (isExported || under.path === path))
            return { type: field.type, method: false, pointer: false, owner };
          if (field.embedded)
            next.push({
              type: deref(field.type),
              viaPointer: viaPointer || underlying(field.type).k === 'pointer',
            });
        }
      } else if (under.k === 'interface') {
        const method = under.methods.get(name);
        if (method && (isExported || under.path === path))
          return { type: method, method: true, pointer: false, owner };
        next.push(...under.embeds.map((embed) => ({ type: embed, viaPointer: true })));
      } else if (under.k === 'unknown' || under.k === 'foreign') unsure = true;
    }
    if (unsure) return 'unknown';
    level = next;
  }
  return level.length > 0 ? 'unknown' : 'missing';
}

const MAX_DEPTH = 16;
