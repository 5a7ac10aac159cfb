import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Span } from '../../text/span.ts';

/** A pair as it is written, aliases unresolved, with every collection around it, the outermost first. */
export interface PairSite {
  readonly key: Scalar;
  readonly pair: Pair;
  readonly map: YAMLMap;
  /** The collections around the pair; the last is `map`. */
  readonly around: readonly Node[];
  /** The pair that `map` is the value of; null at the top and in lists. */
  readonly parent: PairSite | null;
}

/**
 * The text of a file as YAML wrote it. Edits need what the model resolves away: where aliases, anchors, quotes and flow
 * brackets stand. Null where the file has errors: such a text is not edited.
 */
export class EditDocument {
  readonly text: string;
  readonly #roots: readonly Node[];

  private constructor(text: string, roots: readonly Node[]) {
    this.text = text;
    this.#roots = roots;
  }

  static read(text: string): EditDocument | null {
    try {
      const documents = parseAllDocuments(text, {
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'error',
      });
      if (!Array.isArray(documents)) return null;
      const all = [...documents];
      if (all.some((document) => document.errors.length > 0)) return null;
      return new EditDocument(
        text,
        all.flatMap(({ contents }) => contents ?? []),
      );
    } catch {
      // The library overflows the stack on texts that nest too deeply: they are refused like any other broken text.
      return null;
    }
  }

  /** The pair whose key starts at an offset. */
  pairAt(offset: number): PairSite | null {
    const walk = (node: unknown, around: readonly Node[], parent: PairSite | null): PairSite | null => {
      if (!isNode(node) || !node.range || offset < node.range[0] || offset >= node.range[2]) return null;
      const inside = [...around, node];
      if (isSeq(node)) {
        for (const item of node.items) {
          const found = walk(item, inside, null);
          if (found) return found;
        }
      }
      if (!isMap(node)) return null;
      for (const pair of node.items) {
        if (!isScalar(pair.key)) continue;
        const site = { key: pair.key, pair, map: node, around: inside, parent };
        if (pair.key.range?.[0] === offset) return site;
        const found = walk(pair.value, inside, site);
        if (found) return found;
      }
      return null;
    };
    for (const root of this.#roots) {
      const found = walk(root, [], null);
      if (found) return found;
    }
    return null;
  }

  /** The innermost collection around a value that starts at an offset, and the value, with what is around it. */
  valueAt(offset: number): { readonly value: Node; readonly around: readonly Node[] } | null {
    const walk = (
      node: unknown,
      around: readonly Node[],
    ): { readonly value: Node; readonly around: readonly Node[] } | null => {
      if (!isNode(node) || !node.range) return null;
      if (isScalar(node)) return node.range[0] === offset ? { value: node, around } : null;
      if (offset < node.range[0] || offset > node.range[2]) return null;
      const inside = [...around, node];
      const values = isMap(node) ? node.items.map(({ value }) => value) : isSeq(node) ? node.items : [];
      for (const value of values) {
        const found = walk(isPair(value) ? value.value : value, inside);
        if (found) return found;
      }
      return null;
    };
    for (const root of this.#roots) {
      const found = walk(root, []);
      if (found) return found;
    }
    return null;
  }

  /** Where the aliases of an anchored node stand, each with the collections around it. */
  aliasesOf(target: Node): readonly { readonly span: Span; readonly around: readonly Node[] }[] {
    const out: { span: Span; around: readonly Node[] }[] = [];
    const anchored = new Map<string, Node>();
    const walk = (node: unknown, around: readonly Node[]): void => {
      if (isPair(node)) {
        walk(node.key, around);
        walk(node.value, around);
      } else if (isAlias(node)) {
        if (anchored.get(node.source) === target) out.push({ span: spanOf(node), around });
      } else if (isNode(node)) {
        if (isScalar(node) || isMap(node) || isSeq(node)) if (node.anchor) anchored.set(node.anchor, node);
        if (isMap(node) || isSeq(node)) for (const item of node.items) walk(item, [...around, node]);
      }
    };
    for (const root of this.#roots) {
      anchored.clear();
      walk(root, []);
    }
    return out;
  }

  /** What a map says under a key, itself or through its merge keys. `depth` ends what contains itself. */
  under(node: Node, name: string, depth: number): Node | null {
    if (depth > MAX_DEPTH) return null;
    if (isAlias(node)) {
      const target = this.target(node);
      return target && this.under(target, name, depth + 1);
    }
    if (!isMap(node)) return null;
    const own = node.items.find(({ key }) => isScalar(key) && key.source === name);
    if (isNode(own?.value)) return own.value;
    const merged = name === '<<' ? null : this.under(node, '<<', depth + 1);
    return merged && this.underMerged(merged, name, depth + 1);
  }

  /** What the value of a merge key, a map or a list of them, says under a key. */
  underMerged(merged: Node, name: string, depth: number): Node | null {
    const maps = isSeq(merged) ? merged.items.filter(isNode) : [merged];
    for (const map of maps) {
      const found = this.under(map, name, depth + 1);
      if (found) return found;
    }
    return null;
  }

  /** What an alias stands for. */
  target(alias: Alias): Node | null {
    let found: Node | null = null;
    let isPast = false;
    const walk = (node: unknown): void => {
      if (isPast) return;
      if (node === alias) isPast = true;
      else if (isPair(node)) {
        walk(node.key);
        walk(node.value);
      } else if (isScalar(node) || isMap(node) || isSeq(node)) {
        if (node.anchor === alias.source) found = node;
        if (!isScalar(node)) node.items.forEach(walk);
      }
    };
    for (const root of this.#roots) {
      found = null;
      walk(root);
      if (isPast) return found;
    }
    return null;
  }
}

const MAX_DEPTH = 50;

/** The node without its anchor, its tag and what follows it. */
export const spanOf = (node: Node): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });
