import { dirname } from '../../text/path.ts';
import { stringValue } from '../imports/lex-go.ts';
import type {
  Call,
  Composite,
  Decl,
  Expr,
  FuncDecl,
  FuncLiteral,
  GoSyntax,
  Literal,
  Param,
  Stmt,
  ValueDecl,
} from '../syntax/ast.ts';
import {
  type Assignment,
  type Code,
  CodeCall,
  type CodeFile,
  type CodeFunction,
  type CodeParts,
  type CodeText,
  type FileNames,
  type Owner,
} from './code-file.ts';
import { calleeNames, namesOf } from './expression-names.ts';
import { fileNames } from './file-names.ts';
import { isRegistering } from './is-registering.ts';
import { noteUnnamed, structOwner } from './struct-owners.ts';

/** What a Go file says, from its syntax. */
export const readCode = (path: string, text: string, syntax: GoSyntax): CodeFile =>
  new CodeReader(path, text).read(syntax);

class ReadFile implements CodeFile {
  readonly path: string;
  readonly dir: string;
  readonly text: string;
  readonly parts: CodeParts;
  #names: FileNames | null = null;

  constructor(path: string, text: string, parts: CodeParts) {
    this.path = path;
    this.dir = dirname(path);
    this.text = text;
    this.parts = parts;
  }

  get names(): FileNames {
    return (this.#names ??= fileNames(this.parts));
  }
}

/** Goes once through the declarations of a file and all that its functions do. */
class CodeReader {
  readonly #parts = {
    imports: new Map<string, string>(),
    functions: [] as CodeFunction[],
    structs: new Map<string, Owner>(),
    unnamed: new Map<Expr, Owner>(),
    globals: new Map<string, Code[]>(),
    globalTypes: new Map<string, Expr>(),
    constants: new Set<string>(),
    calls: [] as CodeCall[],
    composites: [] as CodeParts['composites'][number][],
    assignments: [] as Assignment[],
    localTypes: new Map<CodeFunction, Map<string, Expr>>(),
    texts: [] as CodeText[],
    handed: [] as CodeParts['handed'][number][],
  };
  readonly #file: CodeFile;
  #fn: CodeFunction | null = null;
  /** Where the results of the function go; null inside of a function literal. */
  #returns: Expr[] | null = null;
  /** What the statement gives values to. */
  #into: readonly Expr[] = [];
  /** The values of the constant before, which the next one may repeat. */
  #before: readonly Expr[] | null = null;

  constructor(path: string, text: string) {
    this.#file = new ReadFile(path, text, this.#parts);
  }

  read({ imports, decls }: GoSyntax): CodeFile {
    for (const { name, path } of imports) {
      const target = stringValue(this.#file.text, { start: path.at, end: path.end }) ?? '';
      this.#parts.imports.set(name ?? likelyName(target), target);
    }
    for (const decl of decls) this.#decl(decl);
    return this.#file;
  }

  #code = (x: Expr): Code => ({ file: this.#file, fn: this.#fn, x });

  #decl(decl: Decl): void {
    if (decl.kind === 'func') this.#function(decl);
    else if (decl.kind === 'type') {
      const { name, type } = decl;
      if (type.kind !== 'struct') this.#type(type);
      else if (!this.#parts.structs.has(name.name))
        this.#parts.structs.set(name.name, structOwner(name.name, type, this.#structs));
    } else this.#values(decl);
  }

  #function({ name, receiver, signature, body }: FuncDecl): void {
    if (body === null) return;
    const returns: Expr[] = [];
    const fn: CodeFunction = {
      name: name.name,
      file: this.#file,
      receiver: receiver && parameterOf(receiver),
      parameters: signature.params.map(parameterOf),
      result: signature.results[0]?.type ?? null,
      returns,
      at: name.at,
    };
    this.#parts.functions.push(fn);
    this.#inside(fn, returns, body);
  }

  #inside(fn: CodeFunction, returns: Expr[] | null, body: readonly Stmt[]): void {
    const outer = [this.#fn, this.#returns] as const;
    [this.#fn, this.#returns] = [fn, returns];
    this.#statements(body);
    [this.#fn, this.#returns] = outer;
  }

  #values(decl: ValueDecl): void {
    const { names, type, values, kind } = decl;
    const fn = this.#fn;
    if (type) this.#type(type);
    for (const [index, { name }] of names.entries()) {
      if (type && fn) {
        const types = this.#parts.localTypes.get(fn) ?? new Map<string, Expr>();
        this.#parts.localTypes.set(fn, types.set(name, type));
      } else if (type) this.#parts.globalTypes.set(name, type);
      if (kind === 'const' && !fn) this.#parts.constants.add(name);
      const value = values[index];
      if (!value) continue;
      if (fn) this.#parts.assignments.push({ target: [name], declares: true, value: this.#code(value) });
      else {
        const others = this.#parts.globals.get(name) ?? [];
        this.#parts.globals.set(name, [...others, this.#code(value)]);
      }
    }
    if (values !== this.#before || values.length === 0) for (const value of values) this.#expr(value);
    this.#before = values;
  }

  #statements(body: readonly Stmt[]): void {
    for (const each of body) this.#statement(each);
  }

  #statement(stmt: Stmt | null): void {
    switch (stmt?.kind) {
      case 'block':
      case 'declarations':
        return this.#statements(stmt.body);
      case 'expr':
        return this.#expr(stmt.x);
      case 'send':
        this.#expr(stmt.channel);
        return this.#expr(stmt.value);
      case 'define':
      case 'assign':
        return this.#assignment(stmt);
      case 'decl':
        return this.#decl(stmt.decl);
      case 'if':
        this.#statement(stmt.init);
        this.#maybe(stmt.condition);
        this.#statements(stmt.body);
        return this.#statement(stmt.otherwise);
      case 'for':
        this.#statement(stmt.init);
        this.#maybe(stmt.condition);
        this.#statement(stmt.post);
        return this.#statements(stmt.body);
      case 'range':
        this.#assign(stmt.left, [stmt.x], stmt.define, true);
        this.#expr(stmt.x);
        return this.#statements(stmt.body);
      case 'switch':
        this.#statement(stmt.init);
        this.#maybe(stmt.tag);
        for (const { values, body } of stmt.clauses) {
          this.#all(values);
          this.#statements(body);
        }
        return;
      case 'typeswitch':
        this.#statement(stmt.init);
        this.#expr(stmt.x);
        for (const { body } of stmt.clauses) this.#statements(body);
        return;
      case 'select':
        for (const { comm, body } of stmt.clauses) {
          this.#statement(comm);
          this.#statements(body);
        }
        return;
      case 'return': {
        const [first] = stmt.values;
        if (first) this.#returns?.push(first);
        return this.#all(stmt.values);
      }
    }
  }

  #assignment(stmt: Extract<Stmt, { kind: 'define' | 'assign' }>): void {
    const { left, right } = stmt;
    if (stmt.kind === 'define' || stmt.op === '=') this.#assign(left, right, stmt.kind === 'define', false);
    const outer = this.#into;
    this.#into = left;
    this.#all(left);
    this.#all(right);
    this.#into = outer;
  }

  /** A call gives several values; the first is the one that matters. A range gives the element second. */
  #assign(left: readonly Expr[], right: readonly Expr[], declares: boolean, element: boolean): void {
    const first = element ? 1 : 0;
    for (const [index, each] of left.entries()) {
      const value = right.length > 1 ? right[index] : index === first ? right[0] : undefined;
      const target = value && namesOf(each);
      if (!target) continue;
      const code = this.#code(value);
      this.#parts.assignments.push({ target, declares, value: element ? { ...code, element } : code });
    }
  }

  #maybe(x: Expr | null): void {
    if (x) this.#expr(x);
  }

  #all(list: readonly Expr[]): void {
    for (const each of list) this.#expr(each);
  }

  #expr(x: Expr, as: CodeText['as'] = 'value'): void {
    switch (x.kind) {
      case 'literal':
        if (x.of === 'string') this.#parts.texts.push(this.#text(x, as));
        return;
      case 'selector': {
        const from = x.x.kind === 'ident' ? this.#parts.imports.get(x.x.name) : undefined;
        if (from !== undefined) this.#parts.handed.push({ x, from });
        return this.#expr(x.x);
      }
      case 'call':
        return this.#call(x);
      case 'composite':
        return this.#composite(x, null);
      case 'func':
        return this.#literal(x);
      case 'binary':
        this.#expr(x.x, as);
        return this.#expr(x.y, x.op === '+' ? 'joined' : 'value');
      case 'star':
      case 'unary':
      case 'assert':
        return this.#expr(x.x);
      case 'index':
        this.#expr(x.x);
        return this.#all(x.args);
      case 'slice':
        this.#expr(x.x);
        return this.#all(x.parts);
    }
  }

  #call(x: Call): void {
    const { fn, args } = x;
    // What is called is not handed on.
    if (fn.kind !== 'selector') this.#expr(fn);
    else if (fn.x.kind !== 'ident') this.#expr(fn.x);
    const names = calleeNames(fn);
    if (names) this.#parts.calls.push(new CodeCall(names, this.#code(x), x, this.#into));
    const isRoute = fn.kind === 'selector' && isRegistering(fn.name);
    for (const [index, arg] of args.entries()) this.#expr(arg, isRoute && index === 0 ? 'route' : 'value');
  }

  /** `elided` is the type that a literal without one has from the literal around it. */
  #composite(x: Composite, elided: Expr | null): void {
    const written = x.type ?? elided;
    const type = x.type === null && written?.kind === 'star' ? written.x : written;
    if (x.type) this.#type(x.type);
    const isList = type?.kind === 'array' || type?.kind === 'map';
    const fields = new Map<string, Code>();
    if (type && !isList) this.#parts.composites.push({ type, fields, code: this.#code(x) });
    for (const { key, value } of x.elements) {
      if (key?.kind === 'ident' && !isList) fields.set(key.name, this.#code(value));
      else if (key?.kind === 'composite') this.#composite(key, type?.kind === 'map' ? type.key : null);
      else if (key) this.#expr(key);
      if (value.kind === 'composite') this.#composite(value, isList ? type.elem : null);
      else this.#expr(value);
    }
  }

  /** A function literal belongs to the function that it stands in; outside of all of them it is one of its own. */
  #literal({ at, body }: FuncLiteral): void {
    const own = { name: '', file: this.#file, receiver: null, parameters: [], result: null, returns: [], at };
    this.#inside(this.#fn ?? own, null, body);
  }

  #type(type: Expr): void {
    noteUnnamed(type, this.#structs);
  }

  get #structs(): Parameters<typeof noteUnnamed>[1] {
    return {
      file: this.#file,
      unnamed: this.#parts.unnamed,
      textOf: ({ tag }) => {
        if (!tag) return null;
        const text = this.#text(tag, 'tag');
        this.#parts.texts.push(text);
        return text;
      },
    };
  }

  #text(literal: Literal, as: CodeText['as']): CodeText {
    const { at: start, end } = literal;
    return { value: stringValue(this.#file.text, { start, end }), literal, as };
  }
}

const parameterOf = ({ name, type, variadic }: Param): CodeFunction['parameters'][number] => ({
  name: name?.name ?? '',
  type,
  variadic,
});

/** What a package is most likely called, as most people call theirs. */
const likelyName = (path: string): string =>
  path
    .replace(/\/v\d+$/, '')
    .replace(/^.*\//, '')
    .replace(/^go-|-go$|\.v\d+$/g, '');
