import type { Parsed } from '../text/parsed.ts';
import { resolveScalar } from './resolve-scalar.ts';
import type { Tree, TreeEntry } from './tree.ts';

interface File {
  readonly root: Tree | null;
  readonly more: readonly Tree[];
}

/**
 * Parses a file service by service, so that after an edit only the service that was edited is parsed again. Null where
 * the text is not plainly cut that way: anchors and aliases, several documents, services in flow style, anything that
 * has an error when it stands alone. Then the whole is parsed, and the answer is the same wherever both give one.
 */
export function parseBlocks(text: string, parse: (text: string) => Parsed<File>): Parsed<File> | null {
  if (UNSURE.test(text)) return null;
  const cut = cutAtServices(text);
  if (!cut) return null;
  const head = part(text, 0, cut.key, parse);
  const tail = part(text, cut.end, text.length, parse);
  if (!head || !tail) return null;
  const top = head.entries[0]?.[1].key.start ?? cut.key;
  // A file that is indented as a whole ends where `services:` stands further left.
  if (top > 0 && text.charCodeAt(top - 1) !== LF) return null;
  const services = new Map<string, TreeEntry>();
  let count = head.count + tail.count + 2;
  let last = 0;
  for (const [index, start] of cut.blocks.entries()) {
    const block = part(text, start, cut.blocks[index + 1] ?? cut.end, parse);
    const [pair] = block?.entries ?? [];
    if (!block || !pair || block.entries.length !== 1 || services.has(pair[0])) return null;
    // A service is a map; what else somebody is typing there may go on in the line of the next one.
    if (pair[1].value.kind !== 'map') return null;
    services.set(pair[0], pair[1]);
    count += block.count;
    last = block.end;
    // Where the section ends when comments stand below its last value depends on how deep they stand.
    if (index === cut.blocks.length - 1 && text.slice(last, cut.end).trim() !== '') return null;
  }
  if (count > MAX_COUNT) return null;
  const first = cut.blocks[0];
  const start = first === undefined ? null : [...services.values()][0]?.key.start;
  if (start === null || start === undefined) return null;
  const map: Tree = {
    kind: 'map',
    span: { start, end: last },
    from: 'written',
    tag: null,
    flow: false,
    entries: services,
  };
  const key = { start: cut.key, end: cut.key + 'services'.length };
  const entries = new Map<string, TreeEntry>();
  const all: (readonly [string, TreeEntry])[] = [
    ...head.entries,
    ['services', { key, from: 'written', value: map }],
    ...tail.entries,
  ];
  for (const [name, entry] of all) {
    if (entries.has(name)) return null;
    entries.set(name, entry);
  }
  const end = tail.entries.length > 0 ? tail.end : last;
  const root: Tree = {
    kind: 'map',
    span: { start: top, end },
    from: 'written',
    tag: null,
    flow: false,
    entries,
  };
  return { value: { root, more: [] }, errors: [] };
}

/** Anchors, aliases, merge keys, explicit keys, documents, directives, tabs that indent, lone breaks, a byte order mark. */
const UNSURE = /(?:^|[\s[{,:])[&*][^\s&]|<<|^\?|^ +\? |^---|^\.\.\.|^%|^ *\t|\r(?!\n)|\ufeff/m;

/** As many values as may be written; counted as too many where that is not certain. */
const MAX_COUNT = 100_000;

/** Where `services:` stands, where each service begins, and where the section ends. Null when it is not plainly so. */
function cutAtServices(text: string): { key: number; blocks: readonly number[]; end: number } | null {
  const found = /^services:[ \t]*(?:[ \t]#[^\n\r]*)?\r?$/m.exec(text);
  if (!found) return null;
  const blocks: number[] = [];
  let indent = 0;
  let at = text.indexOf('\n', found.index) + 1;
  if (at === 0) return null;
  while (at < text.length) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    let column = at;
    while (text.charCodeAt(column) === SPACE) column++;
    const c = text.charCodeAt(column);
    const isContent = column < next && c !== HASH && c !== LF && c !== CR;
    if (isContent) {
      const depth = column - at;
      if (depth === 0) {
        // What is no plain key may belong to what stands above it.
        KEY.lastIndex = column;
        if (!KEY.test(text)) return null;
        break;
      }
      if (blocks.length === 0) indent = depth;
      if (depth < indent) return null;
      if (depth === indent) {
        KEY.lastIndex = column;
        const name = KEY.exec(text)?.[1];
        if (name === undefined || resolveScalar(name, null).type !== 'string') return null;
        blocks.push(at);
      }
    }
    at = next;
  }
  return blocks.length > 0 ? { key: found.index, blocks, end: at } : null;
}

const KEY = /([A-Za-z0-9._-]+):(?=\s)/y;
const [SPACE, HASH, LF, CR] = [32, 35, 10, 13];

interface Part {
  readonly entries: readonly (readonly [string, TreeEntry])[];
  readonly count: number;
  /** Where its map ends. */
  readonly end: number;
}

/** A part of a text that has been parsed, at offset 0 and where it stood last. Null where it does not stand alone. */
interface Known {
  readonly part: Part | null;
  shifted: Part | null;
  offset: number;
}

/**
 * What was parsed lately, by its text: an answer depends on nothing else. Two generations, each of a bounded size, so
 * that what is no longer used goes.
 */
let young = new Map<string, Known>();
let old = new Map<string, Known>();
let size = 0;
/** In UTF-16 code units. */
const MAX_SIZE = 8 << 20;

function part(text: string, start: number, end: number, parse: (text: string) => Parsed<File>): Part | null {
  const own = text.slice(start, end);
  let known = young.get(own);
  if (!known) {
    known = old.get(own) ?? { part: parsePart(own, parse), shifted: null, offset: -1 };
    if (size > MAX_SIZE) {
      old = young;
      young = new Map();
      size = 0;
    }
    young.set(own, known);
    size += own.length;
  }
  if (!known.part) return null;
  if (known.offset !== start || !known.shifted) {
    known.shifted = {
      entries: known.part.entries.map(([name, entry]) => [name, shiftEntry(entry, start)]),
      count: known.part.count,
      end: known.part.end + start,
    };
    known.offset = start;
  }
  return known.shifted;
}

function parsePart(text: string, parse: (text: string) => Parsed<File>): Part | null {
  const { value, errors } = parse(text);
  const { root, more } = value;
  if (errors.length > 0 || more.length > 0) return null;
  if (!root) return { entries: [], count: 0, end: 0 };
  if (root.kind !== 'map' || root.flow || root.tag) return null;
  const entries = [...root.entries];
  // Where a value of nothing ends depends on what follows it.
  const lastValue = entries.at(-1)?.[1].value;
  if (!lastValue || (lastValue.kind === 'scalar' && lastValue.span.start === lastValue.span.end)) return null;
  return { entries, count: countOf(root), end: root.span.end };
}

function countOf(tree: Tree): number {
  if (tree.kind === 'scalar') return 1;
  let count = 1;
  if (tree.kind === 'list') for (const item of tree.items) count += countOf(item);
  else for (const { value } of tree.entries.values()) count += countOf(value);
  return count;
}

const shiftEntry = ({ key, from, value }: TreeEntry, by: number): TreeEntry => ({
  key: { start: key.start + by, end: key.end + by },
  from,
  value: shift(value, by),
});

function shift(tree: Tree, by: number): Tree {
  const span = { start: tree.span.start + by, end: tree.span.end + by };
  switch (tree.kind) {
    case 'scalar':
      return { ...tree, span };
    case 'list':
      return { ...tree, span, items: tree.items.map((item) => shift(item, by)) };
    case 'map': {
      const entries = new Map<string, TreeEntry>();
      for (const [name, entry] of tree.entries) entries.set(name, shiftEntry(entry, by));
      return { ...tree, span, entries };
    }
  }
}
