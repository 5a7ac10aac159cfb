import { goEngine } from '../../go/go-engine.ts';
import type { CgoVerdict, GoEvidence, GoModule, GoTarget, MainPackage } from '../../go/model.ts';
import { sameData } from '../../text/same-data.ts';
import { type ContextKey, goFiles, goScope } from './context-view.ts';
import { nothingHidden } from '../../go/imports/nothing-hidden.ts';
import type { Query } from '../../memory/snapshot.ts';

/** Programs to judge in one world. They share an import graph, so they are judged together. */
export interface JudgeKey {
  /** The build context they are built in; null for the repository as it lies on disk. */
  readonly context: ContextKey | null;
  readonly root: string;
  readonly moduleCache: string | null;
  readonly target: GoTarget;
  /** What `-mod` says; left out where nothing says it. */
  readonly mod?: string | null;
  /** Absolute folders of main packages, in order. */
  readonly dirs: readonly string[];
}

/** A verdict for each folder of the key. Each is a question of its own, which an edit elsewhere does not ask again. */
export const cgoVerdicts: Query<JudgeKey, ReadonlyMap<string, CgoVerdict>> = {
  name: 'judge-programs',
  compute: (reader, { dirs, ...rest }) =>
    new Map(dirs.map((dir) => [dir, reader.derive(cgoVerdict, { ...rest, dir })])),
};

export const cgoVerdict: Query<ProgramKey, CgoVerdict> = {
  name: 'judge-cgo',
  compute: (reader, key, before) =>
    goEngine(goFiles(reader)).judge(key.dir, key.target, scopeOf(reader, key), before),
};

/** What the code of each program says about ports, variables and paths: that of the files which its verdict was read from. */
export const goEvidence: Query<JudgeKey, ReadonlyMap<string, GoEvidence>> = {
  name: 'go-evidence',
  compute(reader, { dirs, ...rest }) {
    const engine = goEngine(goFiles(reader));
    return new Map(
      dirs.map((dir) => {
        const { reachedFirstParty } = reader.derive(cgoVerdict, { ...rest, dir });
        return [dir, engine.evidence(reachedFirstParty)];
      }),
    );
  },
};

/** The modules below a folder, each with its programs for linux/amd64 without tags. */
export const goModules: Query<
  string,
  readonly { readonly module: GoModule; readonly programs: readonly MainPackage[] }[]
> = {
  name: 'go-modules',
  compute(reader, root) {
    const engine = goEngine(goFiles(reader));
    return reader
      .derive(goFolders, root)
      .map(({ module, folders }) => ({ module, programs: engine.programs(module, folders, PLAIN) }));
  },
};

/** The modules below a folder, each with its folders: what is in a file does not count. */
const goFolders: Query<
  string,
  readonly { readonly module: GoModule; readonly folders: readonly string[] }[]
> = {
  name: 'go-folders',
  same: sameData,
  compute(reader, root) {
    const engine = goEngine(goFiles(reader));
    return engine.modules(root).map((module) => ({ module, folders: engine.folders(module) }));
  },
};

/** linux/amd64, no tags: the world of a Dockerfile that says nothing else. */
export const PLAIN: GoTarget = { goos: 'linux', goarch: 'amd64', tags: [], goMinor: null };

type ProgramKey = Omit<JudgeKey, 'dirs'> & { readonly dir: string };

const scopeOf = (reader: Parameters<typeof goFiles>[0], key: ProgramKey) =>
  key.context
    ? goScope(reader, key.context, key.mod ?? null)
    : { root: key.root, moduleCache: key.moduleCache, hidden: nothingHidden };
