import type {
  Assignment,
  CodeCall,
  CodeFunction,
  CodeParts,
  FieldValue,
  FileNames,
  Owner,
} from './code-file.ts';
import { typeName } from './expression-names.ts';

/** What one file says, by the names that it says it of. */
export function fileNames(parts: CodeParts): FileNames {
  const functions = new Map<string, CodeFunction>();
  const methods = new Map<string, CodeFunction[]>();
  const calls = new Map<string, CodeCall[]>();
  const fieldsGiven = new Map<string, FieldValue[]>();
  const fieldsAssigned = new Map<string, Assignment[]>();
  const assigned = new Map<string, Assignment[]>();
  const owners = new Map<string, Owner[]>();
  const locals = new Map<CodeFunction, Map<string, Assignment[]>>();
  for (const fn of parts.functions)
    if (fn.receiver) append(methods, `${typeName(fn.receiver.type)}.${fn.name}`, fn);
    else if (!functions.has(fn.name)) functions.set(fn.name, fn);
  for (const call of parts.calls) append(calls, call.names.at(-1) ?? '', call);
  for (const { type, fields } of parts.composites)
    for (const [field, value] of fields) append(fieldsGiven, field, { type, value });
  for (const assignment of parts.assignments) {
    const { target, value } = assignment;
    const name = target.at(-1) ?? '';
    if (target.length > 1) append(fieldsAssigned, name, assignment);
    else {
      if (!assignment.declares) append(assigned, name, assignment);
      if (value.fn) append(nested(locals, value.fn), name, assignment);
    }
  }
  for (const owner of [...parts.structs.values(), ...parts.unnamed.values()])
    for (const field of owner.fields?.keys() ?? []) append(owners, field, owner);
  return { functions, methods, calls, fieldsGiven, fieldsAssigned, owners, assigned, locals };
}

function append<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function nested<K, T>(map: Map<K, Map<string, T>>, key: K): Map<string, T> {
  const inner = map.get(key) ?? new Map<string, T>();
  map.set(key, inner);
  return inner;
}
