import { type Declarations, declarationsOf } from './declarations.ts';
import type { GraphNode, ImportGraph } from './import-graph.ts';
import type { LoadedFile } from './load-package.ts';
import type { CgoGrade, GoFiles } from './model.ts';

/** What a package is without its cgo files. */
export interface ApiVerdict {
  readonly grade: Exclude<CgoGrade, 'none'>;
  readonly reason: string | null;
}

/**
 * Grades a package whose file set differs with cgo on and off, by what it declares in both. A name that only the cgo
 * files declare, and that is used without cgo, does not compile. What only type inference could tell is unknown.
 */
export function compareApi(files: GoFiles, on: GraphNode, off: GraphNode, graph: ImportGraph): ApiVerdict {
  const read = (list: readonly LoadedFile[]): Declarations[] =>
    list.flatMap(({ path }) => {
      const text = files.text(path);
      return text === null ? [] : [declarationsOf(text)];
    });
  const with_ = union(read(on.loaded?.files ?? []));
  const without = read(off.loaded?.files ?? []);
  const remaining = union(without);
  const missing = new Set(
    [...with_.names.keys()].filter(
      (name) => !remaining.names.has(name) && name !== 'init' && name !== '_' && name !== 'main',
    ),
  );
  const own = without.find((each) => [...each.used].some((name) => missing.has(name)));
  if (own)
    return {
      grade: 'required',
      reason: `without cgo ${on.importPath} lacks ${[...own.used].find((name) => missing.has(name))}, which its other files use`,
    };

  const changed = new Set(
    [...with_.names]
      .filter(([name, text]) => remaining.names.has(name) && remaining.names.get(name) !== text)
      .map(([name]) => name),
  );
  const methods = new Set(
    [...with_.methods]
      .filter(([name, text]) => remaining.methods.get(name) !== text)
      .map(([name]) => name.slice(name.indexOf('.') + 1)),
  );
  let doubt: string | null = null;
  for (const node of graph.nodes.values()) {
    if (!node.imports.has(on.importPath)) continue;
    for (const { path, head } of node.loaded?.files ?? []) {
      const spec = head.imports.find((each) => each.path === on.importPath);
      const text = spec && files.text(path);
      if (!spec || text === null || text === undefined) continue;
      const declared = declarationsOf(text);
      if (spec.name === '.')
        doubt ??= `${node.importPath} imports all names of ${on.importPath}, whose API differs without cgo`;
      if (spec.name === '_' || spec.name === '.') continue;
      const selected =
        declared.selected.get(spec.name ?? (off.loaded?.name || (on.loaded?.name ?? ''))) ?? new Set();
      const lacking = [...selected].find((name) => missing.has(name));
      if (lacking !== undefined)
        return {
          grade: 'required',
          reason: `without cgo ${on.importPath} lacks ${lacking}, which ${node.importPath} uses`,
        };
      if (
        [...selected].some((name) => changed.has(name)) ||
        [...declared.members].some((name) => methods.has(name))
      )
        doubt ??= `the API of ${on.importPath} differs without cgo`;
    }
  }
  if (doubt !== null && (changed.size > 0 || methods.size > 0 || missing.size > 0))
    return { grade: 'unknown', reason: doubt };
  const onlyOff = (off.loaded?.files ?? []).filter(
    ({ path }) => !on.loaded?.files.some((each) => each.path === path),
  );
  const fails = union(read(onlyOff)).strings.some(
    (text) =>
      /cgo/i.test(text) && /requires?|without|disabled|enable|needs?|not |stub|unsupported/i.test(text),
  );
  return fails ? { grade: 'stub', reason: null } : { grade: 'alternative', reason: null };
}

function union(all: readonly Declarations[]): {
  names: Map<string, string>;
  methods: Map<string, string>;
  strings: string[];
} {
  return {
    names: new Map(all.flatMap((each) => [...each.names])),
    methods: new Map(all.flatMap((each) => [...each.methods])),
    strings: all.flatMap((each) => [...each.strings]),
  };
}
