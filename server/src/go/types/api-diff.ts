import { fitsWildcard, literally, type Wildcard } from '../../text/wildcard.ts';
import type { Expr, FuncDecl, Param, Signature } from '../syntax/ast.ts';
import type { Declared, FileScope, PackageScope } from './package-scope.ts';

/** What of a function differs. */
export interface Change {
  /** The package that declares it. */
  readonly path: string;
  readonly name: string;
  readonly params: boolean;
  /** For each result that is left, whether it differs. */
  readonly results: readonly boolean[];
}

/** How what a package declares differs with cgo off from what it declares with cgo on. */
export interface ApiDiff {
  /** Top-level names that are gone. */
  readonly missing: ReadonlySet<string>;
  /** Functions with another signature. */
  readonly functions: ReadonlyMap<string, Change>;
  /** Methods with another signature, as `Type.Method`. */
  readonly methods: ReadonlyMap<string, Change>;
  /** Types and variables of which only their name is the same. */
  readonly others: ReadonlySet<string>;
  /** Fields and methods that are gone or changed, by their bare names. */
  readonly members: ReadonlySet<string>;
  /** Types that have fewer methods, or other ones. */
  readonly types: ReadonlySet<string>;
  /** Structs that have other fields. */
  readonly structs: ReadonlySet<string>;
  /** Interfaces that want other methods. */
  readonly interfaces: ReadonlySet<string>;
  /** Whether an embedded field differs, so that members are gone whose names are not written here. */
  readonly embedded: boolean;
}

/** Compares what a package declares in two worlds, by the text of its declarations. */
export function apiDiff(on: PackageScope, off: PackageScope): ApiDiff {
  const missing = new Set<string>();
  const functions = new Map<string, Change>();
  const methods = new Map<string, Change>();
  const others = new Set<string>();
  const members = new Set<string>();
  const types = new Set<string>();
  const structs = new Set<string>();
  const interfaces = new Set<string>();
  let embedded = false;
  for (const [name, before] of on.names) {
    const after = off.names.get(name);
    if (!after) {
      missing.add(name);
      continue;
    }
    if (before.decl === after.decl) {
      if (before.kind === 'type') compareMethods(name);
      continue;
    }
    if (before.kind === 'func' && after.kind === 'func') {
      const change = changeOf(before, after);
      if (change) functions.set(name, change);
    } else if (before.kind === 'type' && after.kind === 'type') {
      compareTypes(name, before, after);
      compareMethods(name);
    } else if (before.kind !== after.kind || (before.kind === 'var' && valueOf(before) !== valueOf(after))) {
      if (before.kind !== 'const' || after.kind !== 'const') others.add(name);
    }
  }
  return { missing, functions, methods, others, members, types, structs, interfaces, embedded };

  function compareMethods(type: string): void {
    const remaining = off.methods(type);
    for (const [name, before] of on.methods(type)) {
      const after = remaining.get(name);
      if (after?.decl === before.decl) continue;
      const change = after ? changeOf(before, after) : null;
      const needsPointer =
        after?.decl.receiver?.type.kind === 'star' && before.decl.receiver?.type.kind !== 'star';
      if (after && !change && !needsPointer) continue;
      members.add(name);
      types.add(type);
      if (change) methods.set(`${type}.${name}`, change);
    }
  }

  function compareTypes(name: string, before: Declared, after: Declared): void {
    if (before.kind !== 'type' || after.kind !== 'type') return;
    const [a, b] = [before.decl.type, after.decl.type];
    if (a.kind === 'struct' && b.kind === 'struct') {
      const remaining = new Map(
        b.fields.flatMap((field) => field.names.map((each) => [each.name, field] as const)),
      );
      if (!same(print(a, before.file), print(b, after.file))) structs.add(name);
      for (const field of a.fields)
        for (const { name: each } of field.names) {
          const other = remaining.get(each);
          if (other && same(print(field.type, before.file), print(other.type, after.file))) continue;
          members.add(each);
          if (field.embedded) {
            embedded = true;
            types.add(name);
          }
        }
    } else if (a.kind === 'interface' && b.kind === 'interface') {
      const print_ = (list: typeof a.methods, file: FileScope): Map<string, string> =>
        new Map(list.map((each) => [each.name, printSignature(each.signature, file)]));
      const [wanted, given] = [print_(a.methods, before.file), print_(b.methods, after.file)];
      let differs = print(a, before.file).length !== print(b, after.file).length;
      for (const [each, text] of wanted)
        if (given.get(each) !== text) {
          members.add(each);
          differs = true;
        }
      for (const each of given.keys()) if (!wanted.has(each)) differs = true;
      if (differs) {
        interfaces.add(name);
        types.add(name);
      }
      if (a.embeds.length !== b.embeds.length) embedded = true;
    } else if (before.decl.alias !== after.decl.alias || !same(print(a, before.file), print(b, after.file))) {
      // A C struct behind a name shows no more of itself than an empty one does.
      if (!(/^C\.(?:struct_)?\w+$/.test(print(a, before.file)) && b.kind === 'struct')) others.add(name);
    }
  }
}

function changeOf(before: Written, after: Written): Change | null {
  const [a, b] = [before.decl.signature, after.decl.signature];
  const differ = (x: readonly Param[], y: readonly Param[]): boolean =>
    !same(printParams(x, before.file), printParams(y, after.file));
  const results = b.results.map(
    (result, index) =>
      a.results.length !== b.results.length || differ(a.results.slice(index, index + 1), [result]),
  );
  const change = {
    path: after.file.package.path,
    name: after.decl.name.name,
    params: differ(a.params, b.params),
    results,
  };
  return change.params || results.includes(true) || a.results.length !== b.results.length ? change : null;
}

/** A function with the file that it is written in. */
interface Written {
  readonly decl: FuncDecl;
  readonly file: FileScope;
}

/** What a variable shows: its type, else what its value is made by. */
function valueOf(declared: Declared): string {
  if (declared.kind !== 'var') return declared.kind;
  if (declared.decl.type) return print(declared.decl.type, declared.file);
  const value = declared.decl.values[declared.decl.values.length > 1 ? declared.index : 0];
  if (!value) return '';
  if (value.kind === 'call') return `${declared.index}:${print(value.fn, declared.file)}()`;
  if (value.kind === 'func') return `func${printSignature(value.signature, declared.file)}`;
  if (value.kind === 'literal') return value.of;
  if (value.kind === 'composite' && value.type) return print(value.type, declared.file);
  if (value.kind === 'unary' && value.op === '&' && value.x.kind === 'composite' && value.x.type)
    return `*${print(value.x.type, declared.file)}`;
  if (value.kind === 'ident' && (value.name === 'true' || value.name === 'false')) return 'bool';
  return print(value, declared.file);
}

/** Whether two printed types are the same, where a C type stands for any. Other packages cannot name C types, so they see numbers. */
function same(a: string, b: string): boolean {
  if (a === b) return true;
  if (!a.includes('C.')) return false;
  const wildcard = a.split(/(\bC\.\w+)/).flatMap(
    (part, index): Wildcard =>
      index % 2 === 1
        ? [
            { kind: 'one', fits: inType },
            { kind: 'many', fits: inType },
          ]
        : literally(part),
  );
  return fitsWildcard(wildcard, b);
}

const inType = (char: string): boolean => /[*\w./-]/.test(char);

const printSignature = ({ params, results }: Signature, file: FileScope): string =>
  `(${printParams(params, file)})(${printParams(results, file)})`;

const printParams = (params: readonly Param[], file: FileScope): string =>
  params.map(({ type, variadic }) => `${variadic ? '...' : ''}${print(type, file)}`).join(',');

/**
 * An expression or a type in one way of writing, packages by their import paths, names of parameters left out. What lies
 * deeper than types go is left out as well.
 */
function print(x: Expr, file: FileScope, depth = 0): string {
  if (depth > MAX_DEPTH) return '…';
  switch (x.kind) {
    case 'ident':
      return PREDECLARED.get(x.name) ?? x.name;
    case 'selector':
      return x.x.kind === 'ident'
        ? `${file.imports.get(x.x.name) ?? x.x.name}.${x.name}`
        : `${print(x.x, file, depth + 1)}.${x.name}`;
    case 'star':
      return `*${print(x.x, file, depth + 1)}`;
    case 'array':
      return `[${x.length === null ? '' : print(x.length, file, depth + 1)}]${print(x.elem, file, depth + 1)}`;
    case 'map':
      return `map[${print(x.key, file, depth + 1)}]${print(x.elem, file, depth + 1)}`;
    case 'chan':
      return `chan ${print(x.elem, file, depth + 1)}`;
    case 'functype':
      return `func${printSignature(x.signature, file)}`;
    case 'func':
      return `func${printSignature(x.signature, file)}{}`;
    case 'struct':
      return `struct{${x.fields.map(({ names, type }) => `${names.map(({ name }) => name).join(',')} ${print(type, file, depth + 1)}`).join(';')}}`;
    case 'interface': {
      const methods = x.methods.map(({ name, signature }) => `${name}${printSignature(signature, file)}`);
      const all = [...methods, ...x.embeds.map((embed) => print(embed, file, depth + 1))];
      return all.length === 0 ? 'any' : `interface{${all.sort().join(';')}}`;
    }
    case 'index':
      return `${print(x.x, file, depth + 1)}[${x.args.map((each) => print(each, file, depth + 1)).join(',')}]`;
    case 'call':
      return `${print(x.fn, file, depth + 1)}(${x.args.map((each) => print(each, file, depth + 1)).join(',')})`;
    case 'unary':
      return `${x.op}${print(x.x, file, depth + 1)}`;
    case 'binary':
      return `${print(x.x, file, depth + 1)}${x.op}${print(x.y, file, depth + 1)}`;
    case 'literal':
      return x.of;
    case 'composite':
      return `${x.type ? print(x.type, file, depth + 1) : ''}{${x.elements.length}}`;
    case 'slice':
      return `${print(x.x, file, depth + 1)}[:]`;
    case 'assert':
      return `${print(x.x, file, depth + 1)}.(${x.type ? print(x.type, file, depth + 1) : 'type'})`;
    case 'bad':
      return '?';
  }
}

const MAX_DEPTH = 60;

const PREDECLARED = new Map([
  ['byte', 'uint8'],
  ['rune', 'int32'],
]);
