import type { Place } from '../../text/span.ts';
import type { Call, Expr, Literal, Selector } from '../syntax/ast.ts';

/** What one Go file declares and does, as far as evidence needs it. Types are not checked. */
export interface CodeFile {
  readonly path: string;
  readonly dir: string;
  readonly text: string;
  readonly parts: CodeParts;
  /** The same by name. */
  readonly names: FileNames;
}

export interface CodeParts {
  /** Local name → import path, where a package is most likely called by the end of its path. */
  readonly imports: ReadonlyMap<string, string>;
  /** Functions and methods, function literals aside. */
  readonly functions: readonly CodeFunction[];
  readonly structs: ReadonlyMap<string, Owner>;
  /** Structs without a name, by their type as it is written. */
  readonly unnamed: ReadonlyMap<Expr, Owner>;
  /** Values given to names outside of functions, and their types where written. */
  readonly globals: ReadonlyMap<string, readonly Code[]>;
  readonly globalTypes: ReadonlyMap<string, Expr>;
  /** Those of `globals` that no linker flag and no assignment changes. */
  readonly constants: ReadonlySet<string>;
  readonly calls: readonly CodeCall[];
  readonly composites: readonly Composite[];
  /** `a.b = x`, `name := x`, `var name = x` inside functions. */
  readonly assignments: readonly Assignment[];
  /** `var name Type` inside functions. */
  readonly localTypes: ReadonlyMap<CodeFunction, ReadonlyMap<string, Expr>>;
  /** Every string that stands for a value, and the tags of structs. */
  readonly texts: readonly CodeText[];
  /** Names of other packages where they are no call: `exec.Command` that is handed on. */
  readonly handed: readonly { readonly x: Selector; readonly from: string }[];
}

export interface FileNames {
  readonly functions: ReadonlyMap<string, CodeFunction>;
  /** By `Type.method`. */
  readonly methods: ReadonlyMap<string, readonly CodeFunction[]>;
  readonly calls: ReadonlyMap<string, readonly CodeCall[]>;
  readonly fieldsGiven: ReadonlyMap<string, readonly FieldValue[]>;
  readonly fieldsAssigned: ReadonlyMap<string, readonly Assignment[]>;
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
  readonly assigned: ReadonlyMap<string, readonly Assignment[]>;
  readonly locals: ReadonlyMap<CodeFunction, ReadonlyMap<string, readonly Assignment[]>>;
}

export interface FieldValue {
  /** Of the composite literal, as written. */
  readonly type: Expr;
  readonly value: Code;
}

/** An expression where it stands. */
export interface Code {
  readonly file: CodeFile;
  /** The function it stands in; null outside of functions. */
  readonly fn: CodeFunction | null;
  readonly x: Expr;
  /** Set where one of its elements is meant: what `range` gives. */
  readonly element?: true;
}

export interface CodeFunction {
  /** Empty for a function literal outside of functions. */
  readonly name: string;
  readonly file: CodeFile;
  /** The receiver's name and type; null for a plain function. */
  readonly receiver: Parameter | null;
  readonly parameters: readonly Parameter[];
  /** The type of the first result; null for none. */
  readonly result: Expr | null;
  /** What it may give as its first result; what function literals in it give is left out. */
  readonly returns: readonly Expr[];
  readonly at: number;
}

interface Parameter {
  readonly name: string;
  readonly type: Expr;
  /** Set for `...T`, which takes all arguments that are left. */
  readonly variadic: boolean;
}

export class CodeCall {
  /** `http`, `ListenAndServe`; an empty first name stands for an expression. */
  readonly names: readonly string[];
  readonly file: CodeFile;
  readonly fn: CodeFunction | null;
  readonly x: Call;
  /** What the statement that it stands in gives values to. */
  readonly into: readonly Expr[];

  constructor(names: readonly string[], { file, fn }: Omit<Code, 'x'>, x: Call, into: readonly Expr[] = []) {
    this.names = names;
    this.file = file;
    this.fn = fn;
    this.x = x;
    this.into = into;
  }

  get args(): readonly Code[] {
    const { file, fn } = this;
    return this.x.args.map((x) => ({ file, fn, x }));
  }
}

interface Composite {
  /** As written: `http.Server`; that of the literal around it where it is left out. */
  readonly type: Expr;
  readonly fields: ReadonlyMap<string, Code>;
  readonly code: Code;
}

export interface Assignment {
  /** An empty first name stands for an expression. */
  readonly target: readonly string[];
  readonly declares: boolean;
  readonly value: Code;
}

/** A struct of the program, or a type of another package. */
export interface Owner {
  /** Its folder or import path, a dot and its name; where it stands, for a struct without one. */
  readonly key: string;
  readonly name: string;
  /** The file that declares it, when it is one of the program's own. */
  readonly file: CodeFile | null;
  readonly fields: ReadonlyMap<string, StructField> | null;
}

interface StructField {
  readonly type: Expr;
  readonly embedded: boolean;
  readonly tag: CodeText | null;
}

export interface CodeText {
  /** Null for what has an escape that is not understood. */
  readonly value: string | null;
  readonly literal: Literal;
  /** `tag` is that of a struct's field, `route` the first argument of what registers a path, `joined` stands behind a `+`. */
  readonly as: 'value' | 'joined' | 'route' | 'tag';
}

export const placeOf = (file: CodeFile, { at, end }: Literal): Place => ({
  file: file.path,
  span: { start: at, end },
});
