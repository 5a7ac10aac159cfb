import {
  type Document,
  type DocumentOptions,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node as YamlNode,
  parseAllDocuments,
  parseDocument,
  type ParseOptions,
  type SchemaOptions,
} from 'yaml';
import { LineIndex } from '../../text/line-index.ts';
import type { Parsed, ParseError } from '../../text/parsed.ts';
import type { Span } from '../../text/span.ts';
import { type ComposeFile, wholeFile } from './compose-file.ts';
import { parseBlocks } from './parse-blocks.ts';
import { resolveScalar, type ScalarValue } from './resolve-scalar.ts';
import type { Tree, TreeEntry, TreeFrom } from './tree.ts';

/**
 * Parses one Compose file. Aliases and merge keys are resolved, each value keeps the place where it was written. Never
 * throws: half-typed YAML gives the best tree that it allows, with what is wrong in `errors`. `before` is the same file with an
 * older text: what is in both is taken over, which makes no other answer.
 */
export function parseComposeFile(text: string, before: ComposeFile | null = null): Parsed<ComposeFile> {
  const byBlocks = text.length > MAX_LENGTH ? null : parseBlocks(text, parseWholeFile, before);
  return byBlocks ?? parseWholeFile(text);
}

/** Parses a file at once, which gives the same answer as service by service. */
export function parseWholeFile(text: string): Parsed<ComposeFile> {
  const errors: ParseError[] = [];
  const nothing = wholeFile(null, []);
  if (text.length > MAX_LENGTH) {
    errors.push(limit(`the file is larger than ${MAX_LENGTH >> 20} MB`));
    return { value: nothing, errors };
  }
  try {
    const first = parseDocument(text, OPTIONS);
    const isStream = first.errors.some(({ code }) => code === 'MULTIPLE_DOCS');
    const all: Document.Parsed[] = isStream ? [...parseAllDocuments(text, OPTIONS)] : [first];
    // The library tells of its own recursion in the words of JavaScript.
    if (all.some((document) => document.errors.some(({ message }) => message.includes('call stack'))))
      return { value: nothing, errors: [limit(TOO_DEEP)] };
    const trees = all.flatMap((document): Tree[] => {
      for (const { message, pos, code } of document.errors.slice(0, MAX_ERRORS))
        if (code !== 'MULTIPLE_DOCS')
          errors.push({ message, span: { start: pos[0], end: Math.max(pos[0], pos[1]) } });
      if (!document.contents) return [];
      const reader = new TreeReader(text, errors);
      const tree = reader.read(document.contents, 'written', []);
      return reader.isBomb ? [] : [tree];
    });
    return { value: wholeFile(trees[0] ?? null, trees.slice(1)), errors };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    errors.push(limit(cause instanceof RangeError ? TOO_DEEP : `the YAML cannot be read: ${reason}`));
    return { value: nothing, errors };
  }
}

const limit = (message: string): ParseError => ({ message, span: { start: 0, end: 0 }, isLimit: true });

const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'error',
  version: '1.2',
};

/** In UTF-16 code units: as much as is read of any file. Compose stops at 100,000 values, whatever stands between them. */
const MAX_LENGTH = 16 << 20;

/** compose-go's limit of what a file may write, and of what its aliases may make of it. */
const MAX_WRITTEN = 100_000;
const MAX_NODES = 400_000;

/** Deeper than any file; the stages that follow go down the tree by recursion. */
const MAX_DEPTH = 200;

/** More errors of one text are of no use to anybody. */
const MAX_ERRORS = 100;

const TOO_DEEP = 'the YAML cannot be read: it nests too deeply';

class TreeReader {
  readonly #text: string;
  readonly #errors: ParseError[];
  readonly #anchors = new Map<string, YamlNode>();
  /** The collections that are being read: an alias of one of them would have no end. */
  readonly #open = new Set<YamlNode>();
  #lines: LineIndex | null = null;
  /** Whether it held more than is read: then there is no tree of it. */
  isBomb = false;
  #written = 0;
  #aliased = 0;
  #nodes = 0;

  constructor(text: string, errors: ParseError[]) {
    this.#text = text;
    this.#errors = errors;
  }

  /** `path` holds the anchors that are being resolved: one that contains itself ends there. */
  read(node: unknown, from: TreeFrom, path: readonly YamlNode[]): Tree {
    const beyond = this.#count(path.length > 0);
    if (beyond !== null) {
      const isFirst = !this.isBomb;
      this.isBomb = true;
      return this.#nothing(node, from, isFirst ? beyond : null);
    }
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (!target) return this.#nothing(node, from, `unknown anchor '${node.source}' referenced`);
      if (path.includes(target) || this.#open.has(target))
        return this.#nothing(node, from, `anchor '${node.source}' value contains itself`);
      return this.read(target, from === 'merge' ? 'merge' : 'anchor', [...path, target]);
    }
    if (isScalar(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      return {
        kind: 'scalar',
        span: this.#trimmed(node),
        from,
        tag: tagOf(node),
        ...this.#value(node),
        quote: quoteOf(node.type),
      };
    }
    if (isSeq(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      this.#open.add(node);
      const items = node.items.map((item) => this.read(item, from, path));
      this.#open.delete(node);
      return {
        kind: 'list',
        span: this.#trimmed(node),
        from,
        tag: tagOf(node),
        flow: node.flow === true,
        items,
      };
    }
    if (isMap(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      this.#open.add(node);
      const entries = this.#entries(node.items, from, path);
      this.#open.delete(node);
      return {
        kind: 'map',
        span: this.#trimmed(node),
        from,
        tag: tagOf(node),
        flow: node.flow === true,
        entries,
      };
    }
    return this.#nothing(node, from, null);
  }

  /** Counts a value; says which of the limits of Compose's reader it is beyond, or of ours. */
  #count(isAliased: boolean): string | null {
    this.#nodes++;
    if (isAliased) this.#aliased++;
    else if (++this.#written > MAX_WRITTEN)
      return `compose file exceeds maximum node visit limit (${MAX_WRITTEN})`;
    const isMany = this.#aliased > 100 && this.#nodes > 1_000 && this.#aliased > this.#nodes * 0.99;
    if (this.#open.size > MAX_DEPTH) return TOO_DEEP;
    return isMany || this.#nodes > MAX_NODES ? 'document contains excessive aliasing' : null;
  }

  #entries(
    items: readonly unknown[],
    from: TreeFrom,
    path: readonly YamlNode[],
  ): ReadonlyMap<string, TreeEntry> {
    const own = new Map<string, TreeEntry>();
    const merged = new Map<string, TreeEntry>();
    const seen = new Map<string, Span>();
    for (const item of items) {
      if (!isPair(item) || !isScalar(item.key)) continue;
      const key = item.key.source ?? '';
      const span = spanOf(item.key);
      this.#nodes++;
      if (path.length > 0) this.#aliased++;
      const before = seen.get(key);
      if (before)
        this.#tell({
          message: `mapping key "${key}" already defined at line ${this.#line(before.start)}`,
          span,
        });
      seen.set(key, span);
      if (item.key.type === 'PLAIN' && key !== '<<' && resolveScalar(key, null).type !== 'string')
        this.#tell({ message: `non-string key: ${key}`, span });
      if (key === '<<' && item.key.type === 'PLAIN') {
        for (const [name, entry] of this.#merged(item.value, path))
          if (!merged.has(name)) merged.set(name, entry);
        continue;
      }
      const value = item.value === null ? this.#empty(span, from) : this.read(item.value, from, path);
      own.set(key, { key: span, from, value });
    }
    for (const [name, entry] of merged) if (!own.has(name)) own.set(name, entry);
    return own;
  }

  #merged(value: unknown, path: readonly YamlNode[]): Iterable<[string, TreeEntry]> {
    const tree = this.read(value, 'merge', path);
    const maps = tree.kind === 'list' ? tree.items : [tree];
    const out = new Map<string, TreeEntry>();
    for (const map of maps) {
      if (map.kind === 'map') {
        for (const [name, entry] of map.entries)
          if (!out.has(name)) out.set(name, { ...entry, from: 'merge' });
      } else if (map.kind !== 'scalar' || map.type !== 'null' || isScalar(value) || value === null)
        this.#tell({
          message: 'map merge requires map or sequence of maps as the value',
          span: map.span,
        });
    }
    return out;
  }

  #value(node: { value: unknown; source?: string; tag?: string; type?: string | null }): {
    value: string | null;
    type: ScalarValue['type'];
  } {
    const tag = /^(?:tag:yaml\.org,2002:|!!)(\w+)$/.exec(node.tag ?? '')?.[1] ?? null;
    if (node.type !== 'PLAIN')
      return { value: typeof node.value === 'string' ? node.value : (node.source ?? ''), type: 'string' };
    const { text, type } = resolveScalar(node.source ?? '', tag);
    return { value: text, type };
  }

  #tell(error: ParseError): void {
    if (this.#errors.length < MAX_ERRORS) this.#errors.push(error);
  }

  /** 1-based. */
  #line(offset: number): number {
    this.#lines ??= new LineIndex(this.#text);
    return this.#lines.lineAt(offset) + 1;
  }

  #nothing(node: unknown, from: TreeFrom, message: string | null): Tree {
    const span =
      isScalar(node) || isAlias(node) || isMap(node) || isSeq(node) ? spanOf(node) : { start: 0, end: 0 };
    if (message !== null) this.#tell(message === TOO_DEEP ? { ...limit(message), span } : { message, span });
    return { kind: 'scalar', span, from, tag: null, value: null, type: 'null', quote: '' };
  }

  #empty(key: Span, from: TreeFrom): Tree {
    return {
      kind: 'scalar',
      span: { start: key.end, end: key.end },
      from,
      tag: null,
      value: null,
      type: 'null',
      quote: '',
    };
  }

  /** Blocks end with their last line; the library counts the blank lines below as well. */
  #trimmed(node: YamlNode): Span {
    const { start, end } = spanOf(node);
    return { start, end: start + this.#text.slice(start, end).trimEnd().length };
  }
}

const spanOf = (node: YamlNode): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

const tagOf = (node: YamlNode & { tag?: string }): 'reset' | 'override' | null =>
  node.tag === '!reset' ? 'reset' : node.tag === '!override' ? 'override' : null;

const quoteOf = (type: string | null | undefined): '"' | "'" | '' | 'block' =>
  type === 'QUOTE_DOUBLE'
    ? '"'
    : type === 'QUOTE_SINGLE'
      ? "'"
      : type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL'
        ? 'block'
        : '';
