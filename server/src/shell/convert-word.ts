import type {
  ArrayValue,
  Assignment as BashAssignment,
  HereDocBody,
  ParameterExpansionPart,
  Word as BashWord,
  WordPart as BashPart,
} from 'unbash';
import type { Assignment, Word, WordPart } from './ast.ts';
import type { JoinedSource } from './joined-source.ts';

/** The word of our tree for one of unbash's. */
export const convertWord = (word: BashWord, source: JoinedSource): Word =>
  wordOf(word.pos, word.end, partsOf(word, source), source);

/** A prefix assignment: `X=1 cmd`. */
export function convertAssignment(assignment: BashAssignment, source: JoinedSource): Assignment {
  const { value } = assignment;
  const parts = valueParts(assignment, source);
  return {
    ...source.span(assignment.pos, assignment.end),
    name: assignment.name,
    value: wordOf(value.pos, value.end, parts, source),
  };
}

/** An assignment among the arguments, as of `export`, is a word. */
export function convertArgument(argument: BashWord | BashAssignment, source: JoinedSource): Word {
  if (argument.type === 'Word') return convertWord(argument, source);
  const head = source.text.slice(argument.pos, argument.value.pos);
  const value =
    argument.value.type === 'Word' ? assigned(argument.value, source) : [unknown(argument.value, source)];
  return wordOf(argument.pos, argument.end, [literal(head, false), ...value], source);
}

/** The body of a here-document; nothing in it is expanded when its delimiter is quoted. */
export const convertBody = (body: HereDocBody, source: JoinedSource): Word =>
  wordOf(
    body.pos,
    body.end,
    body.parts ? body.parts.flatMap((part) => convertPart(part, true, source)) : [literal(body.text, true)],
    source,
  );

/** `"$@"`, which a `for` without a list walks over. */
export const allArguments = (at: number, source: JoinedSource): Word =>
  wordOf(at, at, [variable('@', true)], source);

function wordOf(from: number, to: number, parts: readonly WordPart[], source: JoinedSource): Word {
  let value: string | null = '';
  for (const part of parts) value = value === null || part.kind !== 'literal' ? null : value + part.text;
  return { ...source.span(from, to), text: source.written(from, to), parts, literal: value };
}

function partsOf(word: BashWord, source: JoinedSource): WordPart[] {
  if (word.parts) return withHome(word.parts.flatMap((part) => convertPart(part, false, source)));
  return word.text === '' ? [] : withHome([literal(word.value, word.value !== word.text)]);
}

function valueParts(assignment: BashAssignment, source: JoinedSource): WordPart[] {
  const { value } = assignment;
  if (value.type !== 'Word' || assignment.index) return [unknown(assignment, source)];
  const parts = assigned(value, source);
  return assignment.append ? [variable(assignment.name, true), ...parts] : parts;
}

/** A value that is assigned is not matched against files: its patterns are literal. */
const assigned = (value: BashWord, source: JoinedSource): WordPart[] =>
  partsOf(value, source).map((part) => (part.kind === 'glob' ? literal(part.text, false) : part));

function convertPart(part: BashPart, quoted: boolean, source: JoinedSource): WordPart[] {
  switch (part.type) {
    case 'Literal':
      return [literal(part.value, quoted || part.value !== part.text)];
    case 'SingleQuoted':
      return [literal(part.value, true)];
    case 'DoubleQuoted':
      return part.parts.length === 0
        ? [literal('', true)]
        : part.parts.flatMap((inner) => convertPart(inner, true, source));
    case 'SimpleExpansion':
      return [
        isNamed(part.text.slice(1))
          ? variable(part.text.slice(1), quoted)
          : { kind: 'unknown', text: part.text },
      ];
    case 'ParameterExpansion':
      return [convertParameter(part, quoted, source)];
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return [{ kind: 'glob', text: part.text }];
    default:
      // $'…' and $"…" too: they are bash's, and what /bin/sh makes of them differs from image to image.
      return [{ kind: 'unknown', text: part.text }];
  }
}

function convertParameter(part: ParameterExpansionPart, quoted: boolean, source: JoinedSource): WordPart {
  const { operation } = part;
  const plain = part.prefix === undefined && part.index === undefined && isNamed(part.parameter);
  if (plain && operation === undefined) return variable(part.parameter, quoted);
  if (!plain || operation?.type !== 'Default') return { kind: 'unknown', text: part.text };
  const { operator } = operation;
  if (operator !== '-' && operator !== ':-' && operator !== '+' && operator !== ':+')
    return { kind: 'unknown', text: part.text };
  return {
    kind: 'variable',
    name: part.parameter,
    operator,
    operand: convertWord(operation.operand, source),
    quoted,
  };
}

/** Names and positional parameters; `$?`, `$$` and their kin only a running shell can tell. */
const isNamed = (name: string): boolean => /^(?:[A-Za-z_]\w*|[1-9]\d*|[@*])$/.test(name);

/** A `~` that starts a word, alone or before a slash, is the home directory; `~user` is unknown. */
function withHome(parts: WordPart[]): WordPart[] {
  const [first, ...more] = parts;
  if (first?.kind !== 'literal' || first.quoted || !first.text.startsWith('~')) return parts;
  const slash = first.text.indexOf('/');
  if (slash < 0 && more.length > 0) return parts;
  const prefix = slash < 0 ? first.text : first.text.slice(0, slash);
  const home: WordPart = prefix === '~' ? variable('HOME', true) : { kind: 'unknown', text: prefix };
  return slash < 0 ? [home] : [home, literal(first.text.slice(slash), false), ...more];
}

const literal = (text: string, quoted: boolean): WordPart => ({ kind: 'literal', text, quoted });
const variable = (name: string, quoted: boolean): WordPart => ({
  kind: 'variable',
  name,
  operator: null,
  operand: null,
  quoted,
});
const unknown = (node: BashAssignment | ArrayValue, source: JoinedSource): WordPart => ({
  kind: 'unknown',
  text: source.text.slice(node.pos, node.end),
});
