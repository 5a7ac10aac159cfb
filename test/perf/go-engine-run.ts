// One run of the engine in a process of its own, for scripts/bench-go.ts: walks the graphs of all programs of the module in a
// folder, or judges them and edits a file, and prints what it took as JSON. Bundled, so that what is measured is what is shipped.
import { readFileSync } from 'node:fs';
import { openFiles } from '../../server/src/host/open-files.ts';
import { importGraph } from '../../server/src/go/imports/import-graph.ts';
import type { CgoVerdict } from '../../server/src/go/model.ts';
import { releaseMinor } from '../../server/src/go/imports/release-minor.ts';
import { moduleAbove, resolverFor } from '../../server/src/go/imports/resolve-import.ts';
import { goFiles } from '../../server/src/world/go/context-view.ts';
import { nothingHidden } from '../../server/src/go/imports/nothing-hidden.ts';
import { cgoVerdicts, goModules, PLAIN } from '../../server/src/world/go/go-facts.ts';
import { Snapshot } from '../../server/src/memory/snapshot.ts';

const [dir = '', moduleCache = '', mode = 'judge'] = process.argv.slice(2);
const withEdits = mode === 'edits' ? mode : '';
const start = performance.now();
const { files: disk, keep } = openFiles([dir, moduleCache], moduleCache, process.env);
let snapshot = new Snapshot(disk);

/** Judges every program of the module, as `inspect` does. */
function judge() {
  const [module] = snapshot.derive(goModules, dir);
  const dirs = module?.programs.map((program) => program.dir) ?? [];
  return snapshot.derive(cgoVerdicts, { context: null, root: dir, moduleCache, target: PLAIN, dirs });
}

/** Walks the graph of every program of the module, with cgo on and off; gives the packages that they reach. */
function walk(): ReadonlySet<string> {
  const reached = new Set<string>();
  const files = goFiles(snapshot);
  const scope = { root: dir, moduleCache, hidden: nothingHidden };
  const module = moduleAbove(files, dir, scope);
  if (!module) throw new Error(`there is no go.mod in ${dir}`);
  const resolver = resolverFor(files, module, scope);
  for (const main of snapshot.derive(goModules, dir)[0]?.programs ?? [])
    for (const cgo of [true, false]) {
      const world = { target: PLAIN, cgo, minor: releaseMinor(PLAIN, module.mod.go) };
      for (const path of importGraph(files, resolver, scope, main, world).nodes.keys()) reached.add(path);
    }
  return reached;
}

const verdicts = mode === 'graph' ? new Map<string, CgoVerdict>() : judge();
const reached = mode === 'graph' ? walk() : new Set<string>();

const ms = performance.now() - start;
const wrote = keep();
const peak = process.resourceUsage().maxRSS / 1024;

/** The middle of what some edits took of the processor, each a change of one file and everything that follows from it. */
function edits(texts: (i: number) => string, path: string): { ms: number; lexed: number; judged: number } {
  const count = (name: string): number => snapshot.counts.get(name) ?? 0;
  const [lexed, judged] = [count('lex'), count('judge-cgo')];
  const times = Array.from({ length: ROUNDS }, (_, i) => {
    const before = process.cpuUsage();
    snapshot = snapshot.with([{ path, text: texts(i) }]);
    judge();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  const middle = times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  return { ms: middle, lexed: count('lex') - lexed, judged: count('judge-cgo') - judged };
}

const ROUNDS = 101;
const [first] = verdicts.values();
const path = first?.reachedFirstParty.at(-1) ?? '';
const text = withEdits === '' ? '' : readFileSync(path, 'utf8');
console.log(
  JSON.stringify({
    ms,
    peak,
    packages: reached.size,
    wrote,
    programs: verdicts.size,
    body: withEdits === '' ? null : edits((i) => `${text}\n// ${i}\n`, path),
    imports:
      withEdits === ''
        ? null
        : edits(
            (i) =>
              text.replace(
                /^(package \w+)$/m,
                `$1\n\nimport _ "${i % 2 === 0 ? 'container/ring' : 'container/heap'}"`,
              ),
            path,
          ),
  }),
);
