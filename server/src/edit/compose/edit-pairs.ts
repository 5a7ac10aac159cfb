import { isAlias, isMap, isNode, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { LineIndex } from '../../text/line-index.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { type EditDocument, type PairSite, spanOf } from './edit-document.ts';
import { quoteScalar } from './edit-quote.ts';

/** A value to write: one scalar, a text that stands as it is, or pairs below a key. */
export type NewValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'map'; readonly pairs: readonly NewPair[] };
export interface NewPair {
  readonly key: string;
  readonly value: NewValue;
}

/** The edits, or the reason why this form is not edited. */
export type Written = readonly TextEdit[] | string;

export const scalarOf = (value: string): NewValue => ({ kind: 'text', text: quoteScalar(value, 'plain') });

/** Replaces a scalar in its own quotes; its anchor stays. */
export function replaceScalar({ text }: EditDocument, node: Node, value: string): Written {
  if (!isScalar(node)) return 'it is not written as one value';
  const span = spanOf(node);
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return [{ span, text: quoteScalar(value, 'double') }];
    case 'QUOTE_SINGLE':
      return [{ span, text: quoteScalar(value, 'single') }];
    case 'PLAIN': {
      if (span.start === span.end) return 'it has no value yet';
      if (node.tag) return 'it has a tag';
      return [
        {
          span,
          text: quoteScalar(value, /^[^\n]*$/.test(text.slice(span.start, span.end)) ? 'plain' : 'double'),
        },
      ];
    }
    default:
      return 'it is written as a block of text';
  }
}

/**
 * Adds pairs to a map: after the pair of the key `below` where that ends on a line of its own, else
 * before the first.
 */
export function insertPairs(
  document: EditDocument,
  map: YAMLMap,
  pairs: readonly NewPair[],
  below: string | null,
): Written {
  const { text } = document;
  const own = map.items.filter(({ key }) => isScalar(key));
  const [first] = map.items;
  const after = own.find(({ key, value }) => isScalar(key) && key.source === below && isNode(value));
  if (map.flow) {
    if (after && isNode(after.value)) {
      const at = endOf(after.value);
      return [{ span: { start: at, end: at }, text: pairs.map((pair) => `, ${flowPair(pair)}`).join('') }];
    }
    const at = spanOf(map).start + 1;
    return [{ span: { start: at, end: at }, text: `${pairs.map(flowPair).join(', ')}${first ? ', ' : ''}` }];
  }
  if (!first || !isNode(first.key)) return 'its map is empty';
  const start = spanOf(first.key).start;
  const pad = text.slice(lineStart(text, start), start);
  if (!/^[ \ufeff]*$/.test(pad)) return 'its first key does not start its line';
  const indent = pad.replace('\ufeff', '');
  const eol = eolOf(text);
  const lines = pairs.map((pair) => blockPair(pair, indent, text)).join(`${eol}${indent}`);
  const line = after && isNode(after.value) && isOneLine(after.value) ? after.value : null;
  if (!line) return [{ span: { start, end: start }, text: `${lines}${eol}${indent}` }];
  const at = lineEnd(text, endOf(line));
  return [{ span: { start: at, end: at }, text: `${eol}${indent}${lines}` }];
}

/** Takes a pair away with its own comments: those above it at its column, and those on its lines and inside it. */
export function removePair({ text }: EditDocument, { key, pair, map, parent }: PairSite): Written {
  const end = isNode(pair.value) ? Math.max(endOf(pair.value), spanOf(key).end) : spanOf(key).end;
  if (map.items.length === 1) {
    // A map of nothing is written as one: no value at all would be null, which is something else.
    if (map.flow) return [{ span: { start: spanOf(map).start + 1, end: spanOf(map).end - 1 }, text: '' }];
    if (!parent) return 'nothing would be left of the file';
    const colon = colonAfter(text, parent.key);
    if (colon === null || map.anchor || map.tag) return 'nothing would be left of its map';
    const last = trimmedEnd(text, spanOf(map).start, end);
    return [{ span: { start: colon, end: last }, text: ' {}' }];
  }
  if (map.flow) return [{ span: flowSpan(text, map, pair, key, end), text: '' }];
  const lines = new LineIndex(text);
  const start = spanOf(key).start;
  const line = lines.lineAt(start);
  const column = start - lines.start(line);
  const before = text.slice(lines.start(line), start);
  if (!/^\ufeff? *$/.test(before)) return 'its key shares its line with something else';
  const top = lines.lineAt(spanOf(map).start);
  let first = line;
  const commentColumn = (at: number): number | null => {
    const found = /^( *)#/.exec(text.slice(lines.start(at), lines.contentEnd(at)));
    return found ? (found[1] ?? '').length : null;
  };
  while (first > top && commentColumn(first - 1) === column) first--;
  let last = lines.lineAt(Math.max(trimmedEnd(text, start, end) - 1, start));
  const isBlock =
    isScalar(pair.value) && (pair.value.type === 'BLOCK_LITERAL' || pair.value.type === 'BLOCK_FOLDED');
  if (isBlock) last = Math.max(last, lines.lineAt(Math.max(end - 1, start)));
  while (last + 1 < lines.lineCount && (commentColumn(last + 1) ?? -1) > column) last++;
  const from = lines.start(first) + (text.startsWith('\ufeff') && first === 0 ? 1 : 0);
  if (last + 1 < lines.lineCount) return [{ span: { start: from, end: lines.start(last + 1) }, text: '' }];
  // The last line of a file without a break at its end: the break before it goes instead.
  return [{ span: { start: first > 0 ? lines.contentEnd(first - 1) : from, end: text.length }, text: '' }];
}

/** Makes a map of a value that stands below a key: `head` takes the value, `pairs` follow it. */
export function growValue(
  document: EditDocument,
  site: PairSite,
  head: string,
  pairs: readonly NewPair[],
): Written {
  const { text } = document;
  const value = site.pair.value;
  if (!isNode(value) || !(isAlias(value) || isScalar(value))) return 'it is not written as one value';
  if (isScalar(value) && (value.type?.startsWith('BLOCK') || value.tag))
    return 'it is written as a block of text';
  const colon = colonAfter(text, site.key);
  if (colon === null) return 'its key is written in a form that is not edited';
  const span = { start: spanOf(value).start, end: endOf(value) };
  const gap = text.slice(colon, span.start);
  if (site.map.flow) {
    return [
      {
        span: { start: span.start - anchorLength(gap), end: span.start - anchorLength(gap) },
        text: `{${head}: `,
      },
      {
        span: { start: span.end, end: span.end },
        text: `${pairs.map((pair) => `, ${flowPair(pair)}`).join('')}}`,
      },
    ];
  }
  const keyStart = spanOf(site.key).start;
  const pad = text.slice(lineStart(text, keyStart), keyStart).replace('\ufeff', '');
  if (!/^ *$/.test(pad)) return 'its key does not start its line';
  if (/[\n#]/.test(gap)) return 'its value does not stand on the line of its key';
  if (/\n/.test(text.slice(span.start, span.end))) return 'its value is longer than a line';
  const eol = eolOf(text);
  const inner = `${pad}${stepOf(text, pad)}`;
  const anchor = anchorLength(gap);
  return [
    { span: { start: colon, end: span.start - anchor }, text: `${eol}${inner}${head}: ` },
    {
      span: { start: span.end, end: span.end },
      text: pairs.map((pair) => `${eol}${inner}${blockPair(pair, inner, text)}`).join(''),
    },
  ];
}

/** An anchor before a value stays with the value that it names. */
const anchorLength = (gap: string): number => gap.trimStart().length;

function blockPair({ key, value }: NewPair, indent: string, text: string): string {
  if (value.kind === 'text') return `${key}: ${value.text}`;
  const inner = `${indent}${stepOf(text, indent)}`;
  return `${key}:${value.pairs.map((pair) => `${eolOf(text)}${inner}${blockPair(pair, inner, text)}`).join('')}`;
}

const flowPair = ({ key, value }: NewPair): string =>
  value.kind === 'text' ? `${key}: ${value.text}` : `${key}: {${value.pairs.map(flowPair).join(', ')}}`;

/** A pair of a flow map with one of its commas; with its line, where it has lines of its own. */
function flowSpan(text: string, map: YAMLMap, pair: Pair, key: Node, end: number): Span {
  const start = spanOf(key).start - propsLength(text, spanOf(key).start);
  const after = /^[ \t]*,/.exec(text.slice(end));
  if (after) {
    const comma = end + after[0].length;
    const lineRest = /^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.exec(text.slice(comma));
    const indent = text.slice(lineStart(text, start), start);
    if (lineRest && /^[ \t]+$/.test(indent))
      return { start: start - indent.length, end: comma + lineRest[0].length };
    if (lineRest) return { start, end: comma };
    return { start, end: comma + (/^[ \t]*/.exec(text.slice(comma))?.[0].length ?? 0) };
  }
  const index = map.items.indexOf(pair);
  const comma = /,[ \t]*(?:\r?\n[ \t]*)?$/.exec(text.slice(0, start));
  return { start: comma && index > 0 ? comma.index : start, end };
}

const propsLength = (text: string, start: number): number =>
  /(?:[&!][^\s,[\]{}]*\s+)+$/.exec(text.slice(Math.max(0, start - MOST_PROPS), start))?.[0].length ?? 0;

/** An anchor and a tag are shorter; a file may hold a line of any length. */
const MOST_PROPS = 1000;

/** Where a value ends; blocks end with what is written, not with the blank lines below. */
const endOf = (node: Node): number => spanOf(node).end;

const trimmedEnd = (text: string, start: number, end: number): number =>
  start + text.slice(start, end).trimEnd().length;

const isOneLine = (node: Node): boolean =>
  isAlias(node) ||
  (isScalar(node)
    ? node.type === 'PLAIN' || node.type?.startsWith('QUOTE') === true
    : isMap(node) && node.flow === true);

/** The offset behind the colon of a key. */
function colonAfter(text: string, key: Node): number | null {
  const { end } = spanOf(key);
  const gap = /^[ \t]*:/.exec(text.slice(end, end + 80));
  return gap ? end + gap[0].length : null;
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}

const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** One step of indentation, as the file has it below `services:`, else as deep as the first line that is indented. */
const stepOf = (text: string, pad: string): string =>
  /^services:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*( +)/m.exec(text)?.[1] ??
  /\n( +)[^\s#]/.exec(text)?.[1] ??
  (pad || '  ');
