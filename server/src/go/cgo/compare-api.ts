import type { ObjectFact } from '../../memory/made.ts';
import type { ApiMemory } from './api-memory.ts';
import { dirname } from '../../text/path.ts';
import { type ConstraintWorld, nameFits, satisfies } from '../imports/build-constraint.ts';
import { importersOf } from './find-cuts.ts';
import type { GraphNode, ImportGraph } from '../imports/import-graph.ts';
import { lexGo, stringValue } from '../imports/lex-go.ts';
import { lexGoHead } from '../imports/lex-head.ts';
import { type LoadedPackage, loadPackage } from '../imports/load-package.ts';
import type { CgoGrade, GoFiles, GoScope, GoSource } from '../model.ts';
import type { ApiDiff } from '../types/api-diff.ts';
import { type FileScope, lastElement, type PackageScope, type ProgramScope } from '../types/package-scope.ts';
import type { Finding } from '../types/type-reader.ts';
import { isStandard } from '../imports/standard.ts';

/** What a package is without its cgo files. */
export interface ApiVerdict {
  readonly grade: Exclude<CgoGrade, 'none'>;
  readonly reason: string | null;
}

/** What a comparison reads through, and the worlds it compares. */
export interface Comparison {
  readonly files: GoFiles;
  readonly scope: GoScope;
  readonly on: ConstraintWorld;
  readonly off: ConstraintWorld;
}

/**
 * Grades the packages whose file sets differ with cgo on and off, all at once. Their files, and those of whoever imports
 * them, are checked as the compiler would without cgo, as far as types can be told from the sources at hand; what the
 * same check also reports with cgo on is no fault of cgo. What cannot be told is unknown.
 */
export function compareApis(
  { files, scope, on, off }: Comparison,
  differing: readonly GraphNode[],
  onGraph: ImportGraph,
  offGraph: ImportGraph,
  memory: ApiMemory,
): ReadonlyMap<string, ApiVerdict> {
  if (differing.length === 0) return new Map();
  const withCgo = new Map<string, { loaded: LoadedPackage | null }>(onGraph.nodes);
  for (const { importPath, loaded } of differing)
    if (loaded && !withCgo.has(importPath))
      // Only what is there without cgo imports it; it has another set of files all the same.
      withCgo.set(importPath, { loaded: loadPackage(files, loaded.dir, on, scope.hidden) });
  const nameOf = (path: string): string | null => {
    const name = offGraph.nodes.get(path)?.loaded?.name || withCgo.get(path)?.loaded?.name;
    return name || (isStandard(path) ? lastElement(path) : null);
  };
  memory.open(files, withCgo, offGraph.nodes, nameOf);
  const { before, after } = memory;
  const diffs = new Map<string, ApiDiff>();
  const verdicts = new Map<string, ApiVerdict>();
  for (const { importPath } of differing) {
    const [a, b] = [before.package(importPath), after.package(importPath)];
    if (a && b) diffs.set(importPath, memory.diff(a, b));
    else verdicts.set(importPath, { grade: 'unknown', reason: `the files of ${importPath} cannot be read` });
  }
  for (const [path, reason] of wholePackages({ files, scope, on, off }, diffs, before, after, offGraph.main))
    verdicts.set(path, { grade: 'required', reason });

  memory.expect(diffs);
  const findings: Finding[] = [];
  for (const file of filesToCheck(files, offGraph, after, diffs)) {
    const checked = memory.check(file);
    findings.push(...checked.findings);
    if (!checked.broken) continue;
    const concerned = new Set([file.package.path, ...file.imports.values(), ...file.dots]);
    for (const path of diffs.keys())
      if (concerned.has(path) && !verdicts.has(path))
        verdicts.set(path, { grade: 'unknown', reason: `${file.path} cannot be understood` });
  }
  for (const [path, verdict] of verdictsOf(findings, memory, diffs, withCgo))
    if (verdicts.get(path)?.grade !== 'required') verdicts.set(path, verdict);
  for (const { importPath } of differing)
    if (!verdicts.has(importPath))
      verdicts.set(importPath, standIn(files, withCgo.get(importPath)?.loaded, after.package(importPath)));
  memory.close();
  return verdicts;
}

/** Faults of a package as a whole: a name declared twice, no main function, a function without a body. */
function* wholePackages(
  comparison: Comparison,
  diffs: ReadonlyMap<string, ApiDiff>,
  before: ProgramScope,
  after: ProgramScope,
  main: string,
): Generator<[path: string, reason: string]> {
  for (const path of diffs.keys()) {
    const [a, b] = [before.package(path), after.package(path)];
    if (!a || !b) continue;
    const twice = [...b.twice].find((name) => !a.twice.has(name));
    if (twice !== undefined) yield [path, `without cgo ${path} declares ${twice} twice`];
    if (path === main && b.complete && a.names.has('main') && !b.names.has('main'))
      yield [path, 'without cgo its main function is not there'];
    const assembly = assemblyOf(comparison, a, b);
    if (assembly.c !== null)
      yield [path, `${assembly.c} is read by the C compiler with cgo, and by Go's assembler without`];
    const bare = assembly.go
      ? undefined
      : bodyless(b).find((name) => !bodyless(a).includes(name) || a.hasCgo);
    if (bare !== undefined) yield [path, `without cgo ${path} lacks the body of ${bare}`];
  }
}

/** Functions that are declared and not written in Go, and not linked from elsewhere. */
const bodyless = ({ files }: PackageScope): readonly string[] =>
  files.flatMap(({ syntax }) =>
    syntax.decls.flatMap((decl) =>
      decl.kind === 'func' &&
      decl.body === null &&
      !syntax.linknames.has(decl.name.name) &&
      !syntax.misdeclared
        ? [decl.name.name]
        : [],
    ),
  );

/**
 * The assembly files of a package without cgo, and the first that is not Go's. The go command gives `.s` files to the C
 * compiler where a package uses cgo, and to Go's assembler where it does not.
 */
function assemblyOf(
  { files, scope, on, off }: Comparison,
  before: PackageScope,
  after: PackageScope,
): { readonly go: boolean; readonly c: string | null } {
  const first = after.files[0]?.path ?? '';
  const dir = first.slice(0, first.lastIndexOf('/'));
  const { goos, goarch } = off.target;
  let go = false;
  let c: string | null = null;
  for (const name of files.list(dir) ?? []) {
    if (!name.endsWith('.s') || !nameFits(`${name.slice(0, -2)}.go`, goos, goarch)) continue;
    const path = `${dir}/${name}`;
    const text = scope.hidden(path) ? null : files.text(path);
    if (text === null) continue;
    const { constraint } = lexGoHead(text);
    if (constraint !== null && !satisfies(constraint, off)) continue;
    go = true;
    const both = constraint === null || satisfies(constraint, on);
    if (
      both &&
      before.hasCgo &&
      /^[ \t]*\.(?:text|globl|global|section|type|align|intel_syntax)\b/m.test(text)
    )
      c ??= name;
  }
  return { go, c };
}

/**
 * The files in which something may be missing: those of the packages that differ, those of their importers, and of
 * whoever else names a field or method that differs.
 */
function* filesToCheck(
  files: GoFiles,
  graph: ImportGraph,
  program: ProgramScope,
  diffs: ReadonlyMap<string, ApiDiff>,
): Generator<FileScope> {
  const importers = importersOf(graph, diffs);
  let all: ReturnType<typeof importersOf> | null = null;
  /** What to look for in the files of a package; null checks them all. */
  const wanted = new Map<string, Set<string> | null>();
  const want = (path: string, names: Iterable<string> | null): void => {
    const old = wanted.get(path);
    if (names === null || old === null) wanted.set(path, null);
    else wanted.set(path, new Set([...(old ?? []), ...names]));
  };
  for (const [path, diff] of diffs) {
    want(path, null);
    const { missing, functions, others, members, types, structs, interfaces, embedded } = diff;
    const exported = [...missing, ...functions.keys(), ...others, ...members, ...structs].filter(isExported);
    const silent = [...types, ...interfaces].some((name) => isExported(name));
    if (exported.length === 0 && !silent && !embedded) continue;
    // An interface may be implemented, or not any more, without a name that is written there.
    for (const importer of importers.get(path) ?? []) want(importer, silent || embedded ? null : exported);
    const far = [...members].filter(isExported);
    if (far.length === 0 && !embedded) continue;
    const seen = new Set([path]);
    all ??= importersOf(graph);
    const queue = [...(importers.get(path) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      want(next, embedded ? null : far);
      queue.push(...(all.get(next) ?? []));
    }
  }
  for (const [path, names] of wanted) {
    const mentions =
      names === null
        ? null
        : new RegExp(`\\b(?:${[...names].map((name) => name.replace(/\W/g, '')).join('|')})\\b`);
    const loaded = graph.nodes.get(path)?.loaded;
    const mentioned = (file: string): boolean => !mentions || mentionsIn(files, files.source(file), mentions);
    if (mentions && !loaded?.files.some((file) => mentioned(file.path))) continue;
    for (const file of program.package(path)?.files ?? []) if (mentioned(file.path)) yield file;
  }
}

/** A text is searched once for the same names while it stays the same. */
function mentionsIn(files: GoFiles, source: GoSource | null, names: RegExp): boolean {
  if (!source) return false;
  const known = files.made(SEARCHED, source);
  let answer = known.get(names.source);
  if (answer === undefined) known.set(names.source, (answer = names.test(source.text)));
  return answer;
}

const SEARCHED: ObjectFact<GoSource, Map<string, boolean>> = { name: 'searched', of: () => new Map() };

const isExported = (name: string): boolean => /^\p{Lu}/u.test(name);

/** Errors, else doubts, by the package that lacks something. */
function verdictsOf(
  findings: readonly Finding[],
  memory: ApiMemory,
  diffs: ReadonlyMap<string, ApiDiff>,
  nodes: ReadonlyMap<string, { readonly loaded: LoadedPackage | null }>,
): ReadonlyMap<string, ApiVerdict> {
  const out = new Map<string, ApiVerdict>();
  if (findings.length === 0) return out;
  const byDir = new Map<string, string>();
  for (const [path, { loaded }] of nodes) if (loaded) byDir.set(loaded.dir, path);
  /** The package with cgo on that has a file; undefined for a file that is only there without. */
  const packageOf = (file: string): string | undefined => {
    const path = byDir.get(dirname(file));
    const loaded = path === undefined ? null : nodes.get(path)?.loaded;
    return loaded?.files.some((each) => each.path === file) ? path : undefined;
  };
  const same = ({ file, at, name }: Finding): string => `${file}\0${at}\0${name}`;
  const both = new Map<string, ReadonlySet<string>>();
  /**
   * Whether the same is found with cgo on. A file that is there only without cgo has nothing to compare it with: a name
   * that it lacks is believed all the same, a type that does not fit is more likely a fault of this check.
   */
  const isOld = (finding: Finding): boolean => {
    const path = packageOf(finding.file);
    if (path === undefined) return finding.kind === 'mismatch';
    let old = both.get(finding.file);
    if (!old) {
      const file = memory.before.package(path)?.files.find((each) => each.path === finding.file);
      old = new Set(file ? memory.checkWithCgo(file).findings.map(same) : []);
      both.set(finding.file, old);
    }
    return old.has(same(finding));
  };
  for (const finding of findings) {
    const { kind, culprit, name, file } = finding;
    const blamed = diffs.has(culprit) ? culprit : (packageOf(file) ?? culprit);
    if (out.get(blamed)?.grade === 'required' || (kind === 'doubt' && out.has(blamed))) continue;
    if (kind !== 'doubt' && isOld(finding)) continue;
    const user = packageOf(file);
    out.set(
      blamed,
      kind !== 'doubt'
        ? {
            grade: 'required',
            reason:
              kind === 'missing'
                ? `without cgo ${culprit} lacks ${name}, which ${user === culprit || user === undefined ? 'its other files use' : `${user} uses`}`
                : `without cgo ${culprit} has another ${name}, which does not fit where ${user === culprit || user === undefined ? 'its other files use it' : `${user} uses it`}`,
          }
        : {
            grade: 'unknown',
            reason: `the API of ${culprit} differs without cgo in ${name}, and whether its use still compiles cannot be told`,
          },
    );
  }
  return out;
}

/** A package that compiles without its cgo files: a stand-in that says that it does not work, or one that works. */
function standIn(files: GoFiles, on: LoadedPackage | null | undefined, off: PackageScope | null): ApiVerdict {
  const fails = (off?.files ?? [])
    .filter(({ path }) => !on?.files.some((each) => each.path === path))
    .some(({ path }) => {
      const source = files.source(path);
      return source !== null && files.made(SAYS_THAT_CGO_IS_MISSING, source);
    });
  return { grade: fails ? 'stub' : 'alternative', reason: null };
}

const SAYS_THAT_CGO_IS_MISSING: ObjectFact<GoSource, boolean> = {
  name: 'says-that-cgo-is-missing',
  of({ text }) {
    for (const token of lexGo(text)) {
      const said = token.kind === 'string' ? (stringValue(text, token) ?? '') : '';
      if (/cgo/i.test(said) && /requires?|without|disabled|enable|needs?|not |stub|unsupported/i.test(said))
        return true;
    }
    return false;
  },
};
