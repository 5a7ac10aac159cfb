import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type Expression,
  type Identifier,
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isDeleteExpression,
  isElementAccessExpression,
  isIdentifier,
  isNewExpression,
  isNonNullExpression,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPostfixUnaryExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isTypeOperatorNode,
  isTypeReferenceNode,
  isVariableStatement,
  type Node,
  NodeFlags,
  type SourceFile,
  SyntaxKind,
  type TypeNode,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API, type Checker, SymbolFlags } from 'typescript/unstable/sync';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const core = join(repository, 'server/src');

/** Who may keep something outside of an object: what a process has once, and what it says to the editor. */
const SHELL = ['host', 'session', 'lsp', 'cli'];

test('the core keeps nothing in its modules', () => {
  const config = join(repository, 'tsconfig.json');
  const faults = faultsIn(new API({ cwd: repository }), config, (path) => {
    const folder = relative(core, path).split('/')[0] ?? '';
    return folder !== '..' && !path.endsWith('.d.ts') && !SHELL.includes(folder);
  });
  assert.deepEqual(faults, []);
});

/** Each a fault of its own kind, so that the test above is known to see them. */
const BAD: readonly (readonly [what: string, source: string])[] = [
  ['let', 'let count = 0;\nexport const next = (): number => ++count;'],
  [
    'a map that is filled',
    'const known = new Map<string, string>();\nexport const put = (a: string) => known.set(a, a);',
  ],
  [
    'a weak map',
    'const made = new WeakMap<object, string>();\nexport const get = (a: object) => made.get(a);',
  ],
  [
    'a list that is pushed to',
    'const all: string[] = [];\nexport function add(a: string): void {\n  all.push(a);\n}',
  ],
  [
    'a record that is written',
    'const state = { count: 0 };\nexport function up(): void {\n  state.count++;\n}',
  ],
  [
    'an element that is set',
    "const state: Record<string, string> = {};\nexport function set(a: string): void {\n  state[a] = '';\n}",
  ],
  [
    'an element that is deleted',
    "const state: Record<string, string> = { a: '' };\nexport function clear(): void {\n  delete state['a'];\n}",
  ],
  [
    'a map that is handed on',
    'const known = new Map<string, string>();\nexport const start = (run: (a: Map<string, string>) => void) => run(known);',
  ],
  ['a static field', 'export class A {\n  static count = 0;\n}'],
  ['a static map', 'export class A {\n  static readonly known = new Map<string, string>();\n}'],
];

const GOOD: readonly (readonly [what: string, source: string])[] = [
  ['a table', "const KINDS = new Set(['a']);\nexport const is = (a: string) => KINDS.has(a);"],
  [
    'a readonly table that is handed on',
    'const NONE: ReadonlyMap<string, string> = new Map();\nexport const start = (run: (a: ReadonlyMap<string, string>) => void) => run(NONE);',
  ],
  [
    'a local map',
    'export function count(): number {\n  const known = new Map<string, number>();\n  known.set("a", 1);\n  return known.size;\n}',
  ],
  ['a constant of a class', 'export class A {\n  static readonly size = 16;\n}'],
];

test('each way to keep something is seen, and no other', () => {
  const cases = [...BAD, ...GOOD];
  const texts = Object.fromEntries(cases.map(([, text], i) => [`/case${i}.ts`, text]));
  const options = { noLib: true, allowImportingTsExtensions: true, noEmit: true };
  const config = JSON.stringify({ compilerOptions: options, files: Object.keys(texts) });
  const api = new API({ cwd: '/', fs: createVirtualFileSystem({ ...texts, '/tsconfig.json': config }) });
  const faults = faultsIn(api, '/tsconfig.json', () => true);
  const found = cases.filter((_, i) => faults.some((fault) => fault.includes(`case${i}.ts`)));
  assert.deepEqual(
    found.map(([what]) => what),
    BAD.map(([what]) => what),
  );
});

/** What a module keeps, or may: where it is declared, and whether its type lets nobody change it. */
interface Kept {
  readonly where: string;
  readonly isReadonly: boolean;
}

function faultsIn(api: API, config: string, isCore: (path: string) => boolean): readonly string[] {
  try {
    const project = api.updateSnapshot({ openProject: config }).getProject(config);
    assert.ok(project);
    const files = project.program
      .getSourceFileNames()
      .filter(isCore)
      .flatMap((path) => project.program.getSourceFile(path) ?? []);
    assert.ok(files.length > 0);
    const faults: string[] = [];
    const kept = new Map<number, Kept>();
    const names = new Set<string>();
    for (const file of files) declared(file, project.checker, faults, kept, names);
    const changed = (name: Identifier, how: string, isHanded: boolean): void => {
      if (!names.has(name.text)) return;
      const found = symbolOf(name, project.checker);
      const each = found === null ? undefined : kept.get(found);
      if (each && !(isHanded && each.isReadonly)) faults.push(`${each.where} ${how}`);
    };
    for (const file of files) visit(file, changed);
    return [...new Set(faults)].sort();
  } finally {
    api.close();
  }
}

/** What an import names is what it stands for where it is declared. */
function symbolOf(name: Identifier, checker: Checker): number | null {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol) return null;
  const isAlias = (symbol.flags & SymbolFlags.Alias) !== 0;
  return Number((isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.id ?? symbol.id);
}

/** The variables of a module and the static fields of its classes. */
function declared(
  file: SourceFile,
  checker: Checker,
  faults: string[],
  kept: Map<number, Kept>,
  names: Set<string>,
): void {
  const where = (name: string): string => `${relative(repository, file.fileName)}: ${name}`;
  for (const statement of file.statements) {
    if (!isVariableStatement(statement)) continue;
    for (const { name, initializer, type } of statement.declarationList.declarations) {
      if (!isIdentifier(name)) continue;
      if (!(statement.declarationList.flags & NodeFlags.Const)) faults.push(`${where(name.text)} may change`);
      const kind = initializer && kindOf(initializer);
      if (kind === 'weak') faults.push(`${where(name.text)} is there to be filled`);
      if (!kind) continue;
      const symbol = symbolOf(name, checker);
      if (symbol === null) continue;
      names.add(name.text);
      kept.set(symbol, { where: where(name.text), isReadonly: kind === 'literal' || isReadonly(type) });
    }
  }
  const fields = (node: Node): void => {
    if (isPropertyDeclaration(node)) {
      const has = (kind: SyntaxKind): boolean => node.modifiers?.some((each) => each.kind === kind) ?? false;
      const isKept =
        node.initializer !== undefined && kindOf(node.initializer) !== null && !isReadonly(node.type);
      if (has(SyntaxKind.StaticKeyword) && (!has(SyntaxKind.ReadonlyKeyword) || isKept))
        faults.push(`${where(node.name.getText(file))} is static and may change`);
    }
    node.forEachChild(fields);
  };
  fields(file);
}

/** What of a value could be changed: of a collection what it holds. Null for what never changes. */
function kindOf(value: Expression): 'weak' | 'collection' | 'literal' | null {
  if (isArrayLiteralExpression(value) || isObjectLiteralExpression(value)) return 'literal';
  if (!isNewExpression(value) || !isIdentifier(value.expression)) return null;
  const { text } = value.expression;
  if (text === 'WeakMap' || text === 'WeakSet') return 'weak';
  return text === 'Map' || text === 'Set' || text === 'Array' ? 'collection' : null;
}

const isReadonly = (type: TypeNode | undefined): boolean =>
  type !== undefined &&
  ((isTypeReferenceNode(type) && type.typeName.getText().startsWith('Readonly')) ||
    (isTypeOperatorNode(type) && type.operator === SyntaxKind.ReadonlyKeyword));

const CHANGING = new Set(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '),
);

/** Tells of every name below which something is written, and of every name that is given to a function. */
function visit(node: Node, changed: (name: Identifier, how: string, isHanded: boolean) => void): void {
  const written = (target: Expression, how: string): void => {
    const root = rootOf(target);
    if (root && root !== target) changed(root, how, false);
  };
  if (isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) written(node.left, 'is written');
  if (
    (isPrefixUnaryExpression(node) || isPostfixUnaryExpression(node)) &&
    (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)
  )
    written(node.operand, 'is counted');
  if (isDeleteExpression(node)) written(node.expression, 'loses something');
  if (isCallExpression(node)) {
    const { expression } = node;
    if (isPropertyAccessExpression(expression) && CHANGING.has(expression.name.text))
      written(expression, `is changed by ${expression.name.text}`);
    for (const each of node.arguments) if (isIdentifier(each)) changed(each, 'is handed on', true);
  }
  node.forEachChild((child) => visit(child, changed));
}

const isAssignment = (kind: SyntaxKind): boolean =>
  kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;

function rootOf(x: Expression): Identifier | null {
  if (isIdentifier(x)) return x;
  if (
    isPropertyAccessExpression(x) ||
    isElementAccessExpression(x) ||
    isNonNullExpression(x) ||
    isParenthesizedExpression(x)
  )
    return rootOf(x.expression);
  return null;
}
