import type { Code, CodeCall, CodeFile, CodeFunction, Composite } from './code-index.ts';

export type Assignment = CodeFile['assignments'][number];

/** A struct of the program, or a type of another package. */
export interface Owner {
  /** Its folder or import path, a dot and its name. */
  readonly key: string;
  readonly name: string;
  /** The file that declares it, when it is one of the program's own. */
  readonly file: CodeFile | null;
}

/**
 * Where the names of a program are declared, called and given values, over all of its files. What one file says of its
 * names is found once, whichever programs it is part of; a name is gathered over the files of this one when it is asked for.
 */
export class ProgramNames {
  readonly #byDir = new Map<string, CodeFile[]>();
  readonly #methodNames: ReadonlySet<string>;
  /** The methods of all types that go by a name, as `Type.method`. */
  readonly methods: Lookup<CodeFunction>;
  /** The calls whose last name it is. */
  readonly callsOf: Lookup<CodeCall>;
  /** What composite literals give to a field of a name. */
  readonly fieldsGiven: Lookup<FieldValue>;
  readonly fieldsAssigned: Lookup<Assignment>;
  /** The structs that have a field of a name. */
  readonly owners: Lookup<Owner>;

  constructor(files: readonly CodeFile[]) {
    for (const file of files) append(this.#byDir, file.dir, file);
    const names = files.map(namesOf);
    this.methods = gathered(names, (file) => file.methods);
    this.#methodNames = new Set(
      files.flatMap((file) => file.functions.flatMap((fn) => (fn.receiver ? [fn.name] : []))),
    );
    this.callsOf = gathered(names, (file) => file.calls);
    this.fieldsGiven = gathered(names, (file) => file.fieldsGiven);
    this.fieldsAssigned = gathered(names, (file) => file.fieldsAssigned);
    this.owners = gathered(names, (file) => file.owners);
  }

  /** The files of a package, by its folder. */
  filesIn(dir: string): readonly CodeFile[] {
    return this.#byDir.get(dir) ?? [];
  }

  /** Whether any type of the program has a method of a name. */
  isMethod(name: string): boolean {
    return this.#methodNames.has(name);
  }

  /** The function of a package, by its folder. */
  functionIn(dir: string, name: string): CodeFunction | null {
    for (const file of this.filesIn(dir)) {
      const fn = namesOf(file).functions.get(name);
      if (fn) return fn;
    }
    return null;
  }

  /** Assignments to a plain name, in the files of a package, that do not declare it. */
  assigned(dir: string, name: string): readonly Assignment[] {
    return this.filesIn(dir).flatMap((file) => namesOf(file).assigned.get(name) ?? []);
  }

  /** What a name is given inside a function. */
  locals(fn: CodeFunction, name: string): readonly Assignment[] {
    return namesOf(fn.file).locals.get(fn)?.get(name) ?? [];
  }

  /** The type of `var name Type` inside a function. */
  localType(fn: CodeFunction, name: string): string | null {
    return namesOf(fn.file).localTypes.get(fn)?.get(name) ?? null;
  }

  /** The calls that end before a token. */
  callsAt(file: CodeFile, to: number): readonly CodeCall[] {
    return namesOf(file).callsAt.get(to) ?? [];
  }

  /** The composite literals that end before a token. */
  compositesAt(file: CodeFile, to: number): readonly Composite[] {
    return namesOf(file).compositesAt.get(to) ?? [];
  }
}

type Lookup<T> = (name: string) => readonly T[];

/** Gathers what the files say of a name, once a name. */
function gathered<T>(
  files: readonly FileNames[],
  of: (file: FileNames) => ReadonlyMap<string, readonly T[]>,
): Lookup<T> {
  const known = new Map<string, readonly T[]>();
  return (name) => {
    let found = known.get(name);
    if (!found) known.set(name, (found = files.flatMap((file) => of(file).get(name) ?? [])));
    return found;
  };
}

export interface FieldValue {
  /** Of the composite literal, as written. */
  readonly type: string;
  readonly value: Code;
}

/** What one file says of its names. */
interface FileNames {
  readonly functions: ReadonlyMap<string, CodeFunction>;
  /** By `Type.method`. */
  readonly methods: ReadonlyMap<string, readonly CodeFunction[]>;
  readonly calls: ReadonlyMap<string, readonly CodeCall[]>;
  readonly fieldsGiven: ReadonlyMap<string, readonly FieldValue[]>;
  readonly fieldsAssigned: ReadonlyMap<string, readonly Assignment[]>;
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
  readonly assigned: ReadonlyMap<string, readonly Assignment[]>;
  readonly locals: ReadonlyMap<CodeFunction, ReadonlyMap<string, readonly Assignment[]>>;
  readonly localTypes: ReadonlyMap<CodeFunction, ReadonlyMap<string, string>>;
  readonly callsAt: ReadonlyMap<number, readonly CodeCall[]>;
  readonly compositesAt: ReadonlyMap<number, readonly Composite[]>;
}

/** Facts hang on the identity of the file: a change of its text makes another one. */
const KNOWN = new WeakMap<CodeFile, FileNames>();

function namesOf(file: CodeFile): FileNames {
  let names = KNOWN.get(file);
  if (!names) KNOWN.set(file, (names = readNames(file)));
  return names;
}

function readNames(file: CodeFile): FileNames {
  const functions = new Map<string, CodeFunction>();
  const methods = new Map<string, CodeFunction[]>();
  const calls = new Map<string, CodeCall[]>();
  const callsAt = new Map<number, CodeCall[]>();
  const compositesAt = new Map<number, Composite[]>();
  const fieldsGiven = new Map<string, FieldValue[]>();
  const fieldsAssigned = new Map<string, Assignment[]>();
  const assigned = new Map<string, Assignment[]>();
  const owners = new Map<string, Owner[]>();
  const locals = new Map<CodeFunction, Map<string, Assignment[]>>();
  const localTypes = new Map<CodeFunction, Map<string, string>>();
  for (const fn of file.functions)
    if (fn.receiver) append(methods, `${bareType(fn.receiver.type)}.${fn.name}`, fn);
    else if (!functions.has(fn.name)) functions.set(fn.name, fn);
  for (const call of file.calls) {
    append(calls, call.names.at(-1) ?? '', call);
    append(callsAt, call.code.to, call);
  }
  for (const composite of file.composites) {
    append(compositesAt, composite.code.to, composite);
    for (const [field, value] of composite.fields)
      append(fieldsGiven, field, { type: composite.type, value });
  }
  for (const { fn, name, type } of file.localTypes) nested(localTypes, fn).set(name, type);
  for (const assignment of file.assignments) {
    const { target, value } = assignment;
    const name = target.at(-1) ?? '';
    if (target.length > 1) append(fieldsAssigned, name, assignment);
    else {
      if (!assignment.declares) append(assigned, name, assignment);
      if (value.fn) append(nested(locals, value.fn), name, assignment);
    }
  }
  for (const [name, fields] of file.structs)
    for (const field of fields.keys()) append(owners, field, { key: `${file.dir}.${name}`, name, file });
  return {
    functions,
    methods,
    calls,
    fieldsGiven,
    fieldsAssigned,
    owners,
    assigned,
    locals,
    localTypes,
    callsAt,
    compositesAt,
  };
}

/** A type as written, without pointers, slices and type arguments. */
export const bareType = (type: string): string => type.replace(/^[*&[\]]+/, '').replace(/\[.*$/, '');

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
