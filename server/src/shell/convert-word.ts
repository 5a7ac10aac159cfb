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
  wordOf(word.pos, word.end, partsOf(word, source, 'word'), source);

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
    body.parts
      ? body.parts.flatMap((part) => convertPart(part, 'quoted', source))
      : [literal(body.text, true)],
    source,
  );

/** `"$@"`, which a `for` without a list walks over. */
export const allArguments = (at: number, source: JoinedSource): Word =>
  wordOf(at, at, [variable('@', true)], source);

function wordOf(from: number, to: number, parts: readonly WordPart[], source: JoinedSource): Word {
  let value: string | null = '';
  for (const part of parts) value = value === null || part.kind !== 'literal' ? null : value + part.text;
  const { start, end } = source.span(from, to);
  return { start, end, text: source.written({ start, end }), parts, literal: value };
}

/** Where a part stands: in quotes, in a value that is assigned, or in a word that is split and matched against files. */
type Place = 'quoted' | 'assigned' | 'word';

function partsOf(word: BashWord, source: JoinedSource, place: Place): WordPart[] {
  // A variable whose name goes on behind a backslash and a line feed, which unbash does not see.
  if (word.text.includes('\\\n') && /\$[\w{]*\\\n/.test(word.text))
    return [{ kind: 'unknown', text: word.text }];
  const parts =
    word.parts?.flatMap((part) => convertPart(part, place, source)) ??
    (word.text === '' ? [] : literals(word, place === 'quoted'));
  return place === 'quoted' ? parts : withHome(parts, place === 'assigned');
}

interface Text {
  readonly text: string;
  readonly value: string;
}

/** `$[…]` is arithmetic in bash and nothing special elsewhere. */
const literals = (node: Text, quoted: boolean): WordPart[] =>
  node.text.includes('$[')
    ? [{ kind: 'unknown', text: node.text }]
    : quoted
      ? [literal(node.value, true)]
      : unquoted(node);

/** An unquoted literal: what a backslash stands before is quoted, and before a line feed it only joins lines. */
function unquoted({ text, value }: Text): WordPart[] {
  if (value === text) return [literal(value, false)];
  const parts: { kind: 'literal'; text: string; quoted: boolean }[] = [];
  for (const [run, escaped] of text.matchAll(/\\([\s\S])|[^\\]+|\\$/g)) {
    if (escaped === '\n') continue;
    const quoted = escaped !== undefined;
    const last = parts.at(-1);
    if (last && last.quoted === quoted) last.text += escaped ?? run;
    else parts.push({ kind: 'literal', text: escaped ?? run, quoted });
  }
  return parts.map((part) => part.text).join('') === value ? parts : [literal(value, true)];
}

function valueParts(assignment: BashAssignment, source: JoinedSource): WordPart[] {
  const { value } = assignment;
  if (value.type !== 'Word' || assignment.index) return [unknown(assignment, source)];
  const parts = assigned(value, source);
  return assignment.append ? [variable(assignment.name, true), ...parts] : parts;
}

/** A value that is assigned is not matched against files: its patterns are literal. */
const assigned = (value: BashWord, source: JoinedSource): WordPart[] =>
  partsOf(value, source, 'assigned').map((part) => (part.kind === 'glob' ? literal(part.text, false) : part));

function convertPart(part: BashPart, place: Place, source: JoinedSource): WordPart[] {
  const quoted = place === 'quoted';
  switch (part.type) {
    case 'Literal':
      return literals(part, quoted);
    case 'SingleQuoted':
      return [literal(part.value, true)];
    case 'DoubleQuoted':
      return part.parts.length === 0
        ? [literal('', true)]
        : part.parts.flatMap((inner) => convertPart(inner, 'quoted', source));
    case 'SimpleExpansion':
      return [
        isNamed(part.text.slice(1))
          ? variable(part.text.slice(1), quoted)
          : { kind: 'unknown', text: part.text },
      ];
    case 'ParameterExpansion':
      return [convertParameter(part, place, source)];
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return [{ kind: 'glob', text: part.text }];
    default:
      // $'…' and $"…" too: they are bash's, and what /bin/sh makes of them differs from image to image.
      return [{ kind: 'unknown', text: part.text }];
  }
}

function convertParameter(part: ParameterExpansionPart, place: Place, source: JoinedSource): WordPart {
  const { operation } = part;
  const plain = part.prefix === undefined && part.index === undefined && isNamed(part.parameter);
  if (plain && operation === undefined) return variable(part.parameter, place === 'quoted');
  if (!plain || (operation?.type !== 'Default' && operation?.type !== 'Remove'))
    return { kind: 'unknown', text: part.text };
  return {
    kind: 'variable',
    name: part.parameter,
    operator: operation.operator,
    operand: wordOf(
      operation.operand.pos,
      operation.operand.end,
      // Quotes round the whole do not reach into a pattern.
      partsOf(operation.operand, source, operation.type === 'Remove' ? 'word' : place),
      source,
    ),
    quoted: place === 'quoted',
  };
}

/** Names and positional parameters; `$?`, `$$` and their kin only a running shell can tell. */
const isNamed = (name: string): boolean => /^(?:[A-Za-z_]\w*|\d+|[@*])$/.test(name);

/**
 * A `~` that starts a word, alone or before a slash, is the home directory; `~user` is unknown. In a value that is
 * assigned it may stand behind a colon too, and end at one.
 */
function withHome(parts: WordPart[], assignment: boolean): WordPart[] {
  if (parts.every((part) => part.kind !== 'literal' || !part.text.includes('~'))) return parts;
  return parts.flatMap((part, index) => {
    if (part.kind !== 'literal' || part.quoted || !part.text.includes('~')) return [part];
    const last = index === parts.length - 1;
    return splitHome(part.text, index === 0, last, assignment);
  });
}

function splitHome(text: string, first: boolean, last: boolean, assignment: boolean): WordPart[] {
  const out: WordPart[] = [];
  let copied = 0;
  for (const match of text.matchAll(assignment ? /(?<=^|:)~[^/:]*/g : /^~[^/]*/g)) {
    const end = match.index + match[0].length;
    // A prefix that runs into a quote or a variable is none.
    if ((match.index === 0 && !first) || (end === text.length && !last)) continue;
    if (match.index > copied) out.push(literal(text.slice(copied, match.index), false));
    out.push(match[0] === '~' ? variable('HOME', true) : { kind: 'unknown', text: match[0] });
    copied = end;
  }
  if (copied < text.length) out.push(literal(text.slice(copied), false));
  return out;
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
