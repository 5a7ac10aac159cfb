import type { Parsed } from '../../text/parsed.ts';
import type { ComposeFile, FileBlocks, PlacedBlock, ServiceBlock } from './compose-file.ts';
import { resolveScalar } from './resolve-scalar.ts';
import { shiftEntry } from './shift-entry.ts';
import type { Tree, TreeEntry, TreeMap } from './tree.ts';

/**
 * Parses a file service by service, so that after an edit only the service that was edited is parsed again. Null where
 * the text is not plainly cut that way: anchors and aliases, several documents, services in flow style, anything that
 * has an error when it stands alone. Then the whole is parsed, and the answer is the same wherever both give one.
 */
export function parseBlocks(
  text: string,
  parse: (text: string) => Parsed<ComposeFile>,
  earlier: ComposeFile | null,
): Parsed<ComposeFile> | null {
  const cut = cutAtServices(text);
  if (!cut) return null;
  const old = earlier instanceof CutFile ? earlier.parts : null;
  const parts = new Map<string, Part>();
  const part = (start: number, end: number): Part | null => {
    const own = text.slice(start, end);
    const known = parts.get(own) ?? old?.get(own) ?? parsePart(own, parse);
    if (known) parts.set(own, known);
    return known;
  };
  const head = part(0, cut.key);
  const tail = part(cut.end, text.length);
  if (!head || !tail) return null;
  const [firstOfHead] = head.entries;
  const top = firstOfHead?.[1].key.start ?? cut.key;
  // A file that is indented as a whole ends where `services:` stands further left.
  if (top > 0 && text.charCodeAt(top - 1) !== LF) return null;
  const services: PlacedBlock[] = [];
  const names = new Set<string>();
  let count = head.count + tail.count + 2;
  let end = 0;
  for (const [index, start] of cut.blocks.entries()) {
    const known = part(start, cut.blocks[index + 1] ?? cut.end);
    if (!known?.block || names.has(known.block.name)) return null;
    names.add(known.block.name);
    services.push({ block: known.block, start });
    count += known.count;
    end = start + known.end;
  }
  // Where the section ends when comments stand below its last value depends on how deep they stand.
  if (count > MAX_COUNT || text.slice(end, cut.end).trim() !== '') return null;
  const before = head.entries;
  const behind = tail.entries.map(([name, entry]) => [name, shiftEntry(entry, cut.end)] as const);
  const root = new Map([...before, ...behind]);
  if (root.size < before.length + behind.length || root.has('services')) return null;
  const key = { start: cut.key, end: cut.key + 'services'.length };
  const last = behind.length > 0 ? cut.end + tail.end : end;
  const around = (entries: ReadonlyMap<string, TreeEntry>, start: number): TreeMap => {
    const map = plainMap(start, end, entries);
    return plainMap(
      top,
      last,
      new Map([...before, ['services', { key, from: 'written', value: map }], ...behind]),
    );
  };
  const start = (services[0]?.start ?? 0) + (services[0]?.block.entry.key.start ?? 0);
  return {
    value: new CutFile({ rest: around(new Map(), start), services }, parts, (entries) =>
      around(entries, start),
    ),
    errors: [],
  };
}

/** A file in pieces, whose tree is put together when somebody asks for it. */
class CutFile implements ComposeFile {
  readonly more: readonly Tree[] = [];
  readonly blocks: FileBlocks;
  /** What it was put together from, by its text, for a later text of the same file. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly #around: (services: ReadonlyMap<string, TreeEntry>) => TreeMap;
  #root: Tree | null = null;
  #outline: Tree | null = null;

  constructor(
    blocks: FileBlocks,
    parts: ReadonlyMap<string, Part>,
    around: (services: ReadonlyMap<string, TreeEntry>) => TreeMap,
  ) {
    this.blocks = blocks;
    this.parts = parts;
    this.#around = around;
  }

  get root(): Tree {
    return (this.#root ??= this.#around(this.#services((entry, start) => shiftEntry(entry, start))));
  }

  get outline(): Tree {
    return (this.#outline ??= this.#around(this.#services((entry) => entry)));
  }

  #services(place: (entry: TreeEntry, start: number) => TreeEntry): ReadonlyMap<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>();
    for (const { block, start } of this.blocks.services) entries.set(block.name, place(block.entry, start));
    return entries;
  }
}

const plainMap = (start: number, end: number, entries: ReadonlyMap<string, TreeEntry>): TreeMap => ({
  kind: 'map',
  span: { start, end },
  from: 'written',
  tag: null,
  flow: false,
  entries,
});

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
        TOP_KEY.lastIndex = column;
        if (!TOP_KEY.test(text)) return null;
        break;
      }
      if (blocks.length === 0) indent = depth;
      if (depth < indent) return null;
      if (depth === indent) blocks.push(at);
    }
    at = next;
  }
  return blocks.length > 0 ? { key: found.index, blocks, end: at } : null;
}

const TOP_KEY = /([A-Za-z0-9._-]+):(?=\s)/y;
/** How a service begins, its name being no number and no boolean. */
const SERVICE_KEY = /^ *([A-Za-z0-9._-]+):(?=\s)/;
const [SPACE, HASH, LF, CR] = [32, 35, 10, 13];

/** A part of a text that has been parsed, as if it stood at offset 0. */
interface Part {
  readonly entries: readonly (readonly [string, TreeEntry])[];
  readonly count: number;
  /** Where its map ends. */
  readonly end: number;
  /** The service that it is, when it is plainly one. */
  readonly block: ServiceBlock | null;
}

function parsePart(text: string, parse: (text: string) => Parsed<ComposeFile>): Part | null {
  if (UNSURE.test(text)) return null;
  const { value, errors } = parse(text);
  const { root, more } = value;
  if (errors.length > 0 || more.length > 0) return null;
  if (!root) return { entries: [], count: 0, end: 0, block: null };
  if (root.kind !== 'map' || root.flow || root.tag) return null;
  const entries = [...root.entries];
  // Where a value of nothing ends depends on what follows it.
  const lastValue = entries.at(-1)?.[1].value;
  if (!lastValue || (lastValue.kind === 'scalar' && lastValue.span.start === lastValue.span.end)) return null;
  return { entries, count: countOf(root), end: root.span.end, block: serviceOf(text, entries) };
}

function serviceOf(text: string, entries: Part['entries']): ServiceBlock | null {
  const [pair, ...others] = entries;
  // A service is a map; what else somebody is typing there may go on in the line of the next one.
  if (!pair || others.length > 0 || pair[1].value.kind !== 'map') return null;
  const [name, entry] = pair;
  const first = text.slice(text.lastIndexOf('\n', entry.key.start) + 1);
  if (SERVICE_KEY.exec(first)?.[1] !== name || resolveScalar(name, null).type !== 'string') return null;
  return { name, entry };
}

function countOf(tree: Tree): number {
  if (tree.kind === 'scalar') return 1;
  let count = 1;
  if (tree.kind === 'list') for (const item of tree.items) count += countOf(item);
  else for (const { value } of tree.entries.values()) count += countOf(value);
  return count;
}
