import { below, type FileTree, type GraftSource, holds, join, type Layer, type Result } from './file-tree.ts';
import type { Found, Step } from '../model.ts';
import { skipLayers, wanted } from './skip-layers.ts';

/**
 * What stands at an absolute path of a tree. What a step surely wrote counts, also when a later step might have
 * written anything; `absent` is said only when nothing can have written there.
 */
export function findFile(tree: FileTree, path: string): Found {
  return new Search().find(tree, path);
}

/** A search gives up after this many layers, so that folders copied into themselves again and again end somewhere. */
const MAX_VISITS = 20_000;
const MAX_DEPTH = 40;

class Search {
  #visits = 0;
  #depth = 0;

  find(tree: FileTree, path: string): Found {
    if (this.#depth >= MAX_DEPTH) return TOO_INVOLVED;
    this.#depth++;
    const found = this.#decided(this.#scan(tree, null, path, tree), path);
    const other = found.kind === 'absent' || found.kind === 'unknown' ? this.#alias(tree, path) : null;
    this.#depth--;
    return other ?? found;
  }

  #decided(result: Result, path: string): Found {
    if (result.kind !== 'undecided') return result;
    if (result.implied) return { kind: 'directory', path, origin: { kind: 'made' }, steps: result.implied };
    return result.maybe === null ? { kind: 'absent' } : { kind: 'unknown', reason: result.maybe };
  }

  /** `/usr/bin/x` for `/bin/x` where the base image links one to the other. */
  #alias(tree: FileTree, path: string): Found | null {
    const alias = tree?.base?.alias(path) ?? null;
    if (alias === null) return null;
    const found = this.#decided(this.#scan(tree, null, alias, tree), alias);
    return found.kind === 'file' || found.kind === 'directory' ? { ...found, path } : null;
  }

  /** Reads the layers above `stop`, newest first. */
  #scan(tree: FileTree, stop: FileTree, path: string, top: FileTree): Result {
    let maybe: string | null = null;
    let implied: readonly Step[] | null = null;
    const asked = wanted(path);
    for (let next = tree; next !== stop && next !== null; ) {
      if (++this.#visits > MAX_VISITS) return TOO_INVOLVED;
      const layer: Layer = next;
      next = skipLayers(layer, asked, stop, { maybe: maybe === null, folders: implied === null });
      if (next !== layer) continue;
      next = layer.under;
      if (layer.kind === 'access') continue;
      if ('path' in layer && layer.path !== path && layer.kind !== 'opaque' && holds(path, layer.path)) {
        if (layer.kind !== 'removed' && layer.kind !== 'doubtful' && implied === null) implied = layer.steps;
        continue;
      }
      const result = this.#layer(layer, path, top);
      if (result === null) continue;
      if (result === 'gone') return implied ? { kind: 'undecided', maybe: null, implied } : gone(maybe);
      if (result.kind !== 'undecided') {
        if (result.kind === 'unknown' && implied) return { kind: 'undecided', maybe: null, implied };
        return result;
      }
      maybe ??= result.maybe;
      implied ??= result.implied;
    }
    return { kind: 'undecided', maybe, implied };
  }

  #layer(layer: Exclude<Layer, { kind: 'access' }>, path: string, top: FileTree): Result | 'gone' | null {
    switch (layer.kind) {
      case 'entry':
        if (layer.path === path) return { kind: layer.type, path, origin: layer.origin, steps: layer.steps };
        return layer.type === 'file' && holds(layer.path, path) ? 'gone' : null;
      case 'graft':
        return holds(layer.path, path) ? this.#graft(layer.from, layer.steps, path, layer.path) : null;
      case 'link':
        return holds(layer.path, path) ? this.#link(layer, path, top) : null;
      case 'removed':
        return holds(layer.path, path) && !(layer.inside && path === layer.path) ? 'gone' : null;
      case 'opaque':
        return holds(layer.path, path) ? { kind: 'undecided', maybe: layer.reason, implied: null } : null;
      case 'doubtful':
        return holds(layer.path, path) ? { kind: 'unknown', reason: layer.reason } : null;
      case 'choice':
        return this.#choice(layer, path, top);
      case 'base': {
        const found = layer.files.at(path);
        if (found.kind === 'absent') return null;
        return found.kind === 'unknown' ? { kind: 'undecided', maybe: found.reason, implied: null } : found;
      }
    }
  }

  #graft(from: GraftSource, steps: readonly Step[], path: string, at: string): Result | null {
    const source = join(from.path, below(path, at));
    const found = from.kind === 'tree' ? this.find(from.tree, source) : inContext(from, source);
    if (found.kind === 'absent') return null;
    if (found.kind === 'unknown') return { kind: 'undecided', maybe: found.reason, implied: null };
    if (from.doubt !== null && path !== at) return { kind: 'undecided', maybe: from.doubt, implied: null };
    return { ...found, path, steps: [...found.steps, ...steps] };
  }

  #link(layer: Layer & { kind: 'link' }, path: string, top: FileTree): Result {
    const found = this.find(top, join(layer.target, below(path, layer.path)));
    if (found.kind === 'absent' || found.kind === 'unknown') return found.kind === 'absent' ? ABSENT : found;
    return { ...found, path, steps: [...found.steps, ...layer.steps] };
  }

  /**
   * Where ways part, what was found is kept: whoever tests for one file after the other stands on all that was tested
   * before. A link may lead to what stands above, and deep in a search its end may be near, so that nothing is kept then.
   */
  #choice(layer: Choice, path: string, top: FileTree): Result | null {
    if (layer.linked || this.#depth > 1) return this.#choose(layer, path, top);
    const results = layer.memo.found;
    let result = results.get(path);
    if (result === undefined) {
      result = this.#choose(layer, path, top);
      if (this.#visits <= MAX_VISITS) results.set(path, result);
    }
    return result;
  }

  #choose({ options, under, reason }: Choice, path: string, top: FileTree): Result | null {
    const results = options.map((option) => this.#scan(option, under, path, top));
    const open = (result: Result): boolean => result.kind === 'undecided' && result.implied === null;
    if (results.every(open)) {
      const maybe = results
        .map((result) => (result.kind === 'undecided' ? result.maybe : null))
        .find(Boolean);
      return maybe ? { kind: 'undecided', maybe, implied: null } : null;
    }
    const rest = results.some(open) ? this.#scan(under, null, path, top) : null;
    const settled = results.map((result) => this.#decided(open(result) && rest ? rest : result, path));
    const [first] = settled;
    return first && settled.every((each) => isSame(first, each)) ? first : { kind: 'unknown', reason };
  }
}

type Choice = Layer & { kind: 'choice' };
const ABSENT: Found = { kind: 'absent' };
const TOO_INVOLVED: Found = { kind: 'unknown', reason: 'its files are moved about in too many ways' };
const gone = (maybe: string | null): Result => (maybe === null ? ABSENT : { kind: 'unknown', reason: maybe });

function inContext(from: GraftSource & { kind: 'context' }, path: string): Found {
  const kind = from.context.kind(path);
  if (kind === 'missing') return ABSENT;
  if (kind === 'unknown') return { kind: 'unknown', reason: `${path} in the build context cannot be read` };
  return { kind, path, origin: { kind: 'context', path }, steps: [] };
}

/** Whether two ways lead to one thing, as far as anybody asks: the same program built alike, the same file. */
function isSame(a: Found, b: Found): boolean {
  if (a.kind === 'absent' || a.kind === 'unknown') return a.kind === b.kind;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'directory') return true;
  if (a.origin.kind === 'program' && b.origin.kind === 'program') {
    const [one, two] = [a.origin, b.origin];
    return (
      one.package.importPath === two.package.importPath &&
      one.build.cgo.effective === two.build.cgo.effective &&
      one.build.goarch.known === two.build.goarch.known
    );
  }
  if (a.origin.kind === 'context' && b.origin.kind === 'context') return a.origin.path === b.origin.path;
  return a.origin.kind === b.origin.kind;
}
