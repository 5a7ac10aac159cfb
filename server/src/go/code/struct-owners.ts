import type { Expr, StructType } from '../syntax/ast.ts';
import type { CodeFile, CodeText, Owner } from './code-file.ts';
import { structIn } from './expression-names.ts';

/** Where the structs of a file are written down. */
interface Into {
  readonly file: CodeFile;
  readonly unnamed: Map<Expr, Owner>;
  readonly textOf: (field: StructType['fields'][number]) => CodeText | null;
}

/** A struct with its fields; those without a name that its fields are of are written down as well. */
export function structOwner(name: string | null, struct: StructType, into: Into): Owner {
  const { file } = into;
  const fields = new Map<string, { type: Expr; embedded: boolean; tag: CodeText | null }>();
  for (const field of struct.fields) {
    const tag = into.textOf(field);
    for (const each of field.names)
      fields.set(each.name, { type: field.type, embedded: field.embedded, tag });
    noteUnnamed(field.type, into);
  }
  const key = name === null ? `${file.path}@${struct.at}` : `${file.dir}.${name}`;
  return { key, name: name ?? '', file, fields };
}

/** Writes down the struct without a name that a type is made of. */
export function noteUnnamed(type: Expr, into: Into): void {
  const struct = structIn(type);
  if (struct && !into.unnamed.has(struct)) into.unnamed.set(struct, structOwner(null, struct, into));
}
