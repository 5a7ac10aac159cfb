import type { Place } from '../../text/span.ts';
import { composeShape, type ScalarKind, type Shape } from './compose-shape.ts';
import { dataKey, type Node } from '../values/node.ts';

/** What is wrong with the shape of a project, in Compose's words, and where. */
export interface ShapeError {
  readonly message: string;
  readonly at: Place;
  /** How deep it lies: Compose tells the deepest. */
  readonly depth: number;
  /** Whether another value of the same kind would be right. */
  readonly ofValue?: true;
  /** For a key that is none: those that there are. */
  readonly allowed?: readonly string[];
}

/** The error that Compose would tell about a project that its schema does not allow; null when there is none. */
export function checkShape(project: Node): ShapeError | null {
  let worst: ShapeError | null = null;
  for (const error of problems(project, composeShape, []))
    if (!worst || error.depth > worst.depth) worst = error;
  return worst;
}

/** The way of keys, one array for the whole walk: it grows and shrinks with it. */
type Path = string[];

function problems(node: Node, shape: Shape, path: Path): readonly ShapeError[] {
  switch (shape.kind) {
    case 'any':
      return NONE;
    case 'choice': {
      const failed: ShapeError[] = [];
      for (const each of shape.of) {
        const errors = problems(node, each, path);
        if (errors.length === 0) return NONE;
        failed.push(...errors);
      }
      return failed;
    }
    case 'text':
      return textProblems(node, shape, path);
    case 'scalar':
      return scalarProblems(node, shape, path);
    case 'list':
      return listProblems(node, shape, path);
    case 'map':
      return mapProblems(node, shape, path);
  }
}

const NONE: readonly ShapeError[] = [];

const problem = (node: Node, path: Path, message: string, extra = 0): ShapeError => ({
  message: `${path.join('.')} ${message}`,
  at: node.at,
  depth: path.length + extra,
});

const valueProblem = (node: Node, path: Path, message: string): ShapeError => ({
  ...problem(node, path, message),
  ofValue: true,
});

const typeProblem = (node: Node, path: Path, want: readonly string[]): ShapeError[] => [
  problem(node, path, `must be a ${sentence(want)}`),
];

function sentence(want: readonly string[]): string {
  const sorted = [...want].sort();
  const last = sorted.pop() ?? '';
  return sorted.length === 0 ? last : `${sorted.join(', ')} or ${last}`;
}

function textProblems(node: Node, shape: Shape & { kind: 'text' }, path: Path): readonly ShapeError[] {
  if (node.kind !== 'scalar' || (node.type !== 'string' && node.type !== 'time'))
    return shape.oneOf
      ? [valueProblem(node, path, valueMessage(shape.oneOf))]
      : typeProblem(node, path, ['string']);
  const text = node.value ?? '';
  if (shape.oneOf && !shape.oneOf.includes(text))
    return [valueProblem(node, path, valueMessage(shape.oneOf))];
  if (shape.pattern && !shape.pattern.test(text))
    return [valueProblem(node, path, `'${text}' does not match pattern '${shape.pattern.source}'`)];
  return NONE;
}

const valueMessage = (oneOf: readonly string[]): string =>
  oneOf.length === 1
    ? `value must be '${oneOf[0]}'`
    : `value must be one of ${oneOf.map((each) => `'${each}'`).join(', ')}`;

function scalarProblems(node: Node, shape: Shape & { kind: 'scalar' }, path: Path): readonly ShapeError[] {
  if (node.kind !== 'scalar' || !shape.types.some((type) => isOfType(node, type)))
    return typeProblem(node, path, shape.types);
  if (node.type !== 'int' && node.type !== 'float') return NONE;
  const value = Number(node.value);
  if (shape.min !== undefined && value < shape.min)
    return [valueProblem(node, path, `must be greater than or equal to ${shape.min}`)];
  if (shape.max !== undefined && value > shape.max)
    return [valueProblem(node, path, `must be less than or equal to ${shape.max}`)];
  return NONE;
}

function isOfType(node: Node & { kind: 'scalar' }, type: ScalarKind): boolean {
  switch (type) {
    case 'string':
      return node.type === 'string' || node.type === 'time';
    case 'number':
      return node.type === 'int' || node.type === 'float';
    case 'integer':
      return node.type === 'int' || (node.type === 'float' && Number.isInteger(Number(node.value)));
    case 'boolean':
      return node.type === 'bool';
    case 'null':
      return node.type === 'null';
  }
}

function listProblems(node: Node, shape: Shape & { kind: 'list' }, path: Path): readonly ShapeError[] {
  if (node.kind !== 'list') return typeProblem(node, path, ['array']);
  const out: ShapeError[] = [];
  for (const [index, item] of node.items.entries()) {
    path.push(String(index));
    const errors = problems(item, shape.items, path);
    path.pop();
    if (errors.length > 0) out.push(...errors);
  }
  if (shape.unique) {
    const seen = new Map<string, number>();
    for (const [index, item] of node.items.entries()) {
      const key = dataKey(item);
      const first = seen.get(key);
      if (first !== undefined) {
        out.push({ ...valueProblem(node, path, `items at ${first} and ${index} are equal`), at: item.at });
        break;
      }
      seen.set(key, index);
    }
  }
  return out;
}

function mapProblems(node: Node, shape: Shape & { kind: 'map' }, path: Path): readonly ShapeError[] {
  if (node.kind !== 'map') {
    if (shape.orNull && node.kind === 'scalar' && node.type === 'null') return NONE;
    return typeProblem(node, path, shape.orNull ? ['mapping', 'null'] : ['mapping']);
  }
  const out: ShapeError[] = [];
  const missing = (shape.required ?? []).filter((name) => !node.entries.has(name));
  if (missing.length === 1) out.push(problem(node, path, `missing property '${missing[0]}'`));
  else if (missing.length > 1)
    out.push(problem(node, path, `missing properties ${missing.map((name) => `'${name}'`).join(', ')}`));
  for (const [name, { key, value }] of node.entries) {
    const below = own(shape.keys, name) ?? (shape.names?.test(name) ? shape.values : undefined);
    if (below) {
      path.push(name);
      const errors = problems(value, below, path);
      path.pop();
      if (errors.length > 0) out.push(...errors);
    } else if (shape.open !== 'all' && !(shape.open === 'extensions' && name.startsWith('x-'))) {
      const allowed = Object.keys(shape.keys ?? {}).filter((each) => !node.entries.has(each));
      out.push(
        shape.isService
          ? { ...problem(value, [...path, name], 'false schema'), at: key, allowed }
          : { ...problem(node, path, `additional properties '${name}' not allowed`, 1), at: key, allowed },
      );
    }
  }
  return out;
}

const own = (keys: Readonly<Record<string, Shape>> | undefined, name: string): Shape | undefined =>
  keys && Object.hasOwn(keys, name) ? keys[name] : undefined;
