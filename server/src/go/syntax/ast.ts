/** A place in the text of a Go file: a UTF-16 offset. */
type At = number;

export interface Ident {
  readonly kind: 'ident';
  readonly name: string;
  readonly at: At;
}

export interface Selector {
  readonly kind: 'selector';
  readonly x: Expr;
  readonly name: string;
  readonly at: At;
}

export interface Call {
  readonly kind: 'call';
  readonly fn: Expr;
  readonly args: readonly Expr[];
  /** `f(xs...)` */
  readonly spread: boolean;
  readonly at: At;
}

export interface Composite {
  readonly kind: 'composite';
  /** Null where the type is elided, inside another literal. */
  readonly type: Expr | null;
  readonly elements: readonly { readonly key: Expr | null; readonly value: Expr }[];
  readonly at: At;
}

export interface Literal {
  readonly kind: 'literal';
  readonly of: 'number' | 'float' | 'rune' | 'string';
  readonly at: At;
  readonly end: At;
}

export interface FuncLiteral {
  readonly kind: 'func';
  readonly signature: Signature;
  readonly body: readonly Stmt[];
  readonly at: At;
}

export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly Field[];
  readonly at: At;
}

/** An expression, or a type: Go's grammar does not part the two. */
export type Expr =
  | Ident
  | Selector
  | Call
  | Composite
  | FuncLiteral
  | { readonly kind: 'index'; readonly x: Expr; readonly args: readonly Expr[] }
  | { readonly kind: 'slice'; readonly x: Expr; readonly parts: readonly Expr[] }
  | { readonly kind: 'star'; readonly x: Expr }
  | { readonly kind: 'unary'; readonly op: string; readonly x: Expr }
  | { readonly kind: 'binary'; readonly op: string; readonly x: Expr; readonly y: Expr }
  | Literal
  /** `x.(T)`; a null type is that of a type switch. */
  | { readonly kind: 'assert'; readonly x: Expr; readonly type: Expr | null }
  | { readonly kind: 'functype'; readonly signature: Signature }
  | StructType
  | {
      readonly kind: 'interface';
      readonly methods: readonly { readonly name: string; readonly signature: Signature }[];
      /** Embedded interfaces and type sets. */
      readonly embeds: readonly Expr[];
    }
  /** A null length is a slice; `[...]T` has a bad one. */
  | { readonly kind: 'array'; readonly length: Expr | null; readonly elem: Expr }
  | { readonly kind: 'map'; readonly key: Expr; readonly elem: Expr }
  | { readonly kind: 'chan'; readonly elem: Expr }
  | { readonly kind: 'bad' };

export interface Field {
  /** The name of an embedded field is that of its type. */
  readonly names: readonly Ident[];
  readonly type: Expr;
  readonly embedded: boolean;
  readonly tag: Literal | null;
}

export interface Param {
  readonly name: Ident | null;
  readonly type: Expr;
  readonly variadic: boolean;
}

export interface Signature {
  readonly params: readonly Param[];
  readonly results: readonly Param[];
}

export interface FuncDecl {
  readonly kind: 'func';
  readonly name: Ident;
  readonly receiver: Param | null;
  readonly typeParams: readonly Param[];
  readonly signature: Signature;
  /** Read when it is first asked for. Null for a function that is written elsewhere: in assembly, or by a linkname. */
  readonly body: readonly Stmt[] | null;
}

export interface TypeDecl {
  readonly kind: 'type';
  readonly name: Ident;
  readonly typeParams: readonly Param[];
  readonly alias: boolean;
  readonly type: Expr;
}

export interface ValueDecl {
  readonly kind: 'var' | 'const';
  readonly names: readonly Ident[];
  readonly type: Expr | null;
  /** Those of the constant above where a constant repeats them. */
  readonly values: readonly Expr[];
}

export type Decl = FuncDecl | TypeDecl | ValueDecl;

export type Stmt =
  | { readonly kind: 'block'; readonly body: readonly Stmt[] }
  | { readonly kind: 'expr'; readonly x: Expr }
  | { readonly kind: 'send'; readonly channel: Expr; readonly value: Expr }
  | { readonly kind: 'define'; readonly left: readonly Expr[]; readonly right: readonly Expr[] }
  | {
      readonly kind: 'assign';
      /** `=`, `+=`, … */
      readonly op: string;
      readonly left: readonly Expr[];
      readonly right: readonly Expr[];
    }
  | { readonly kind: 'decl'; readonly decl: Decl }
  /** `var ( … )`: its names belong to the block that it stands in. */
  | { readonly kind: 'declarations'; readonly body: readonly Stmt[] }
  | {
      readonly kind: 'if';
      readonly init: Stmt | null;
      readonly condition: Expr | null;
      readonly body: readonly Stmt[];
      readonly otherwise: Stmt | null;
    }
  | {
      readonly kind: 'for';
      readonly init: Stmt | null;
      readonly condition: Expr | null;
      readonly post: Stmt | null;
      readonly body: readonly Stmt[];
    }
  | {
      readonly kind: 'range';
      readonly define: boolean;
      readonly left: readonly Expr[];
      readonly x: Expr;
      readonly body: readonly Stmt[];
    }
  | {
      readonly kind: 'switch';
      readonly init: Stmt | null;
      readonly tag: Expr | null;
      readonly clauses: readonly { readonly values: readonly Expr[]; readonly body: readonly Stmt[] }[];
    }
  | {
      readonly kind: 'typeswitch';
      readonly init: Stmt | null;
      readonly name: Ident | null;
      readonly x: Expr;
      readonly clauses: readonly { readonly values: readonly Expr[]; readonly body: readonly Stmt[] }[];
    }
  | {
      readonly kind: 'select';
      readonly clauses: readonly { readonly comm: Stmt | null; readonly body: readonly Stmt[] }[];
    }
  | { readonly kind: 'return'; readonly values: readonly Expr[] }
  | { readonly kind: 'empty' };

export interface ImportSpec {
  /** As written before the path; null without one. */
  readonly name: string | null;
  readonly path: Literal;
}

/** What a Go file imports and declares. Its constraints are its head's. */
export interface GoSyntax {
  readonly imports: readonly ImportSpec[];
  readonly decls: readonly Decl[];
  /** Whether some part that was read so far is not Go as we know it; what could be read stands in `decls`. */
  readonly broken: boolean;
  /** The same of the declarations alone, bodies aside. */
  readonly misdeclared: boolean;
  /** Local names of `//go:linkname` lines. */
  readonly linknames: ReadonlySet<string>;
}
