import type { ImportGraph } from '../imports/import-graph.ts';
import type { KnownPackage } from './known-packages.ts';
import type { CgoGrade, GoFiles } from '../model.ts';
import { isStandard } from '../imports/standard.ts';
import { PackageChecker } from '../types/package-checker.ts';
import { lastElement, ProgramScope } from '../types/package-scope.ts';

/**
 * Grades a package by the table alone, and by what its importers use of it: a name that is gone without cgo does not
 * compile. A use of what is left may need its fields or methods, and those only its sources tell.
 */
export function judgeKnown(
  files: GoFiles,
  importPath: string,
  known: KnownPackage,
  graph: ImportGraph,
): { readonly grade: CgoGrade; readonly reason: string | null } {
  if (known.names === null) return { grade: known.grade, reason: null };
  const used = usedNames(files, importPath, graph);
  if (used?.size === 0) return { grade: known.grade, reason: null };
  const { kind, of } = known.names;
  for (const [name, user] of used ?? [])
    if (of.has(name) !== (kind === 'left'))
      return { grade: 'required', reason: `without cgo ${importPath} lacks ${name}, which ${user} uses` };
  return {
    grade: 'unknown',
    reason: `the API of ${importPath} differs without cgo; its sources tell whether that matters: run \`go mod download\``,
  };
}

/** The exported names of a package that its importers use, each with one of them; null where that is not known. A blank import uses none. */
function usedNames(
  files: GoFiles,
  importPath: string,
  graph: ImportGraph,
): ReadonlyMap<string, string> | null {
  const out = new Map<string, string>();
  const nameOf = (path: string): string | null => {
    const node = graph.nodes.get(path);
    return (
      node?.loaded?.name || node?.known?.name || (isStandard(path) || node?.known ? lastElement(path) : null)
    );
  };
  const program = new ProgramScope(files, graph.nodes, nameOf);
  for (const node of graph.nodes.values()) {
    if (!node.targets.includes(importPath)) continue;
    for (const file of program.package(node.importPath)?.files ?? []) {
      // Which of the names in such a file are the package's is not known without its sources.
      if (file.dots.includes(importPath)) return null;
      if (![...file.imports.values()].includes(importPath)) continue;
      const checker = new PackageChecker(program, new Map());
      checker.check(file);
      for (const name of checker.foreign.get(importPath) ?? []) out.set(name, node.importPath);
    }
  }
  return out;
}
