import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Node as YamlNode } from 'yaml';
import type { Parsed, ParseError } from '../text/parsed.ts';
import type { Span } from '../text/span.ts';
import type { Tree, TreeEntry, TreeFrom } from './tree.ts';

export interface ComposeFile {
  /** Null for an empty file. */
  readonly root: Tree | null;
}

/**
 * Parses one Compose file. Aliases and merge keys are resolved, each value keeps the place where it was written. Never
 * throws: half-typed YAML gives the best tree that it allows, with what is wrong in `errors`.
 */
export function parseComposeFile(text: string): Parsed<ComposeFile> {
  const errors: ParseError[] = [];
  try {
    const document = parseDocument(text, {
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: 'silent',
      version: '1.2',
    });
    for (const { message, pos, code } of document.errors)
      if (code !== 'MULTIPLE_DOCS')
        errors.push({ message, span: { start: pos[0], end: Math.max(pos[0], pos[1]) } });
    const reader = new TreeReader(text, errors);
    return {
      value: { root: document.contents ? reader.read(document.contents, 'written', []) : null },
      errors,
    };
  } catch (cause) {
    errors.push({
      message: `the YAML cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      span: { start: 0, end: text.length },
    });
    return { value: { root: null }, errors };
  }
}

/** More values than any Compose file has; a bomb of aliases stops here. */
const MAX_NODES = 50_000;

class TreeReader {
  readonly #text: string;
  readonly #errors: ParseError[];
  readonly #anchors = new Map<string, YamlNode>();
  #left = MAX_NODES;

  constructor(text: string, errors: ParseError[]) {
    this.#text = text;
    this.#errors = errors;
  }

  /** `path` holds the anchors that are being resolved: one that contains itself ends there. */
  read(node: unknown, from: TreeFrom, path: readonly YamlNode[]): Tree {
    if (this.#left-- <= 0)
      return this.#nothing(
        node,
        from,
        this.#left === -1 ? 'the file has too many values, through aliases of aliases' : null,
      );
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (!target || path.includes(target))
        return this.#nothing(node, from, `*${node.source} names no anchor before it`);
      return this.read(target, from === 'merge' ? 'merge' : 'anchor', [...path, target]);
    }
    if (isScalar(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      return {
        kind: 'scalar',
        span: this.#trimmed(node),
        from,
        tag: tagOf(node),
        value: this.#value(node.value, node.source),
        quote: quoteOf(node.type),
      };
    }
    if (isSeq(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      return {
        kind: 'list',
        span: this.#trimmed(node),
        from,
        tag: tagOf(node),
        flow: node.flow === true,
        items: node.items.map((item) => this.read(item, from, path)),
      };
    }
    if (isMap(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      return {
        kind: 'map',
        span: this.#trimmed(node),
        from,
        tag: tagOf(node),
        flow: node.flow === true,
        entries: this.#entries(node.items, from, path),
      };
    }
    return this.#nothing(node, from, null);
  }

  #entries(
    items: readonly unknown[],
    from: TreeFrom,
    path: readonly YamlNode[],
  ): ReadonlyMap<string, TreeEntry> {
    const own = new Map<string, TreeEntry>();
    const merged = new Map<string, TreeEntry>();
    for (const item of items) {
      if (!isPair(item) || !isScalar(item.key)) continue;
      const key = String(item.key.value ?? item.key.source ?? '');
      const span = spanOf(item.key);
      if (key === '<<') {
        for (const [name, entry] of this.#merged(item.value, path))
          if (!merged.has(name)) merged.set(name, entry);
        continue;
      }
      if (own.has(key)) this.#errors.push({ message: `the key ${key} stands twice`, span });
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
    for (const map of maps)
      if (map.kind === 'map')
        for (const [name, entry] of map.entries)
          if (!out.has(name)) out.set(name, { ...entry, from: 'merge' });
    return out;
  }

  /** Scalars as compose-go's YAML reader gives them as text: `1.10` and `0x1F` stay as they are written. */
  #value(value: unknown, source: string | undefined): string | null {
    if (value === null || value === undefined) return null;
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') return String(value);
    return source ?? String(value);
  }

  #nothing(node: unknown, from: TreeFrom, message: string | null): Tree {
    const span =
      isScalar(node) || isAlias(node) || isMap(node) || isSeq(node) ? spanOf(node) : { start: 0, end: 0 };
    if (message !== null) this.#errors.push({ message, span });
    return { kind: 'scalar', span, from, tag: null, value: null, quote: '' };
  }

  #empty(key: Span, from: TreeFrom): Tree {
    return {
      kind: 'scalar',
      span: { start: key.end, end: key.end },
      from,
      tag: null,
      value: null,
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
