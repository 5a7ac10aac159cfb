import type {
  Assignment,
  CodeCall,
  CodeFile,
  CodeFunction,
  FieldValue,
  FileNames,
  Owner,
} from './code-file.ts';
import type { Expr } from '../syntax/ast.ts';

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
    for (const file of files) {
      const others = this.#byDir.get(file.dir);
      if (others) others.push(file);
      else this.#byDir.set(file.dir, [file]);
    }
    const names = files.map((file) => file.names);
    this.methods = gathered(names, (file) => file.methods);
    this.#methodNames = new Set(
      files.flatMap((file) => file.parts.functions.flatMap((fn) => (fn.receiver ? [fn.name] : []))),
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
      const fn = file.names.functions.get(name);
      if (fn) return fn;
    }
    return null;
  }

  /** Assignments to a plain name, in the files of a package, that do not declare it. */
  assigned(dir: string, name: string): readonly Assignment[] {
    return this.filesIn(dir).flatMap((file) => file.names.assigned.get(name) ?? []);
  }

  /** What a name is given inside a function. */
  locals(fn: CodeFunction, name: string): readonly Assignment[] {
    return fn.file.names.locals.get(fn)?.get(name) ?? [];
  }

  /** The type of `var name Type` inside a function. */
  localType(fn: CodeFunction, name: string): Expr | null {
    return fn.file.parts.localTypes.get(fn)?.get(name) ?? null;
  }
}

type Lookup<T> = (name: string) => readonly T[];

/** Gathers what the files say of each name when the first one is asked for: a program has thousands of files, and asks for thousands of names. */
function gathered<T>(
  files: readonly FileNames[],
  of: (file: FileNames) => ReadonlyMap<string, readonly T[]>,
): Lookup<T> {
  let known: Map<string, readonly T[]> | null = null;
  return (name) => (known ??= gather(files.map(of))).get(name) ?? [];
}

function gather<T>(files: readonly ReadonlyMap<string, readonly T[]>[]): Map<string, readonly T[]> {
  const out = new Map<string, readonly T[]>();
  const own = new Map<string, T[]>();
  for (const file of files)
    for (const [name, said] of file) {
      const known = out.get(name);
      const mine = own.get(name);
      if (mine) for (const each of said) mine.push(each);
      // Most names are said by one file: its list serves as it is.
      else if (known) {
        const both = [...known, ...said];
        own.set(name, both);
        out.set(name, both);
      } else out.set(name, said);
    }
  return out;
}
