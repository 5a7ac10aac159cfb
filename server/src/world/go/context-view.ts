import { readIgnoreFile } from '../../dockerfile/ignore-file.ts';
import { goEngine } from '../../go/go-engine.ts';
import { goFolder, goHead, holdsGo, packageTable, systemKey } from '../../go/facts.ts';
import type { GoFiles, GoScope } from '../../go/model.ts';
import { nothingHidden } from '../../go/imports/nothing-hidden.ts';
import type { BuildContext } from '../../image/model.ts';
import { known, unknown } from '../../text/answer.ts';
import { madeByHand } from '../find/made-by-hand.ts';
import { mayComeLater } from '../find/may-come-later.ts';
import { basename, dirname, isInside, relative, resolve } from '../../text/path.ts';
import type { Entry, SourceFile } from '../../memory/file-system.ts';
import type { ObjectFact } from '../../memory/made.ts';
import type { Reader } from '../../memory/snapshot.ts';

/** A build context as it reaches the builder: a folder, less what `.dockerignore` hides. */
export interface ContextKey {
  /** Absolute. */
  readonly dir: string;
  /** The Dockerfile, absolute; null when it is inline. It may have an ignore file of its own. */
  readonly dockerfile: string | null;
  readonly moduleCache: string | null;
  /** What git ignores is taken not to be there, as in a fresh clone, instead of for unknown. */
  readonly literal?: true;
}

/** Seen through a reader, so that whatever the build looks at becomes a dependency of the question. */
export function contextView(reader: Reader, key: ContextKey): BuildContext {
  const hidden = hiddenPaths(reader, key);
  const scope = goScope(reader, key);
  const engine = goEngine(goFiles(reader));
  const absolute = (path: string): string => resolve(key.dir, path);
  const outside = (path: string): boolean => !isInside(key.dir, absolute(path));
  const mayCome = (full: string): boolean => mayComeLater(reader, full);
  return {
    kind(path) {
      const full = absolute(path);
      if (outside(path)) return 'missing';
      if (full === key.dir) return reader.list(full) === null ? 'missing' : 'directory';
      const name = basename(full);
      const entry = reader.list(dirname(full))?.find((each) => each.name === name);
      if (!entry) return !key.literal && !hidden(full) && mayCome(full) ? 'unknown' : 'missing';
      // A hidden folder may still hold files that an exception (`!keep`) brings back.
      if (hidden(full))
        return entry.kind === 'folder' &&
          (reader.list(full) ?? []).some((each) => !hidden(`${full}/${each.name}`))
          ? 'directory'
          : 'missing';
      return entry.kind === 'folder' ? 'directory' : 'file';
    },
    mayCome(path) {
      const full = absolute(path);
      if (outside(path) || hidden(full) || isThere(reader, full)) return false;
      return mayCome(full) || madeByHand(reader, full, key.dir);
    },
    list(path) {
      const full = absolute(path);
      if (outside(path)) return null;
      return (
        reader
          .list(full)
          ?.filter((each) => !hidden(`${full}/${each.name}`))
          .map((each) => each.name) ?? null
      );
    },
    read(path) {
      const full = absolute(path);
      if (outside(path) || hidden(full)) return null;
      const state = reader.file(full);
      return state.kind === 'text' ? state.file.text : null;
    },
    goPackages(dir, patterns, tags) {
      const from = absolute(dir);
      if (outside(dir)) return unknown(`${dir} lies outside the build context`);
      const answer = engine.packages(
        from,
        patterns,
        { goos: 'linux', goarch: 'amd64', tags, goMinor: null },
        scope,
      );
      if (!answer.known) return answer;
      return known(answer.value.map((each) => ({ ...each, dir: relative(key.dir, each.dir) })));
    },
  };
}

const isThere = (reader: Reader, path: string): boolean =>
  reader.list(dirname(path))?.some(({ name }) => name === basename(path)) ?? false;

/** Where the go command may look when it runs inside the context: nothing above it is there. */
export const goScope = (reader: Reader, key: ContextKey, mod: string | null = null): GoScope => ({
  root: key.dir,
  moduleCache: key.moduleCache,
  hidden: hiddenPaths(reader, key),
  mod,
});

/** The Go engine's view of a snapshot. */
export const goFiles = (reader: Reader): GoFiles => ({
  list(dir) {
    const entries = reader.list(dir);
    return entries && reader.made(NAMES, entries);
  },
  holdsGo: (dir) => reader.folder(holdsGo, dir, ''),
  folder: (dir, goos, goarch) => reader.folder(goFolder, dir, systemKey(goos, goarch)),
  packageTable: (key, goos, goarch) => reader.table(packageTable, `${systemKey(goos, goarch)} ${key}`),
  head: (path) => reader.source(goHead, path),
  text(path) {
    const state = reader.file(path);
    return state.kind === 'text' ? state.file.text : null;
  },
  source(path) {
    const state = reader.file(path);
    return state.kind === 'text' ? state.file : null;
  },
  made: (fact, object) => reader.made(fact, object),
});

/** A listing stays the same object while it does not change. */
const NAMES: ObjectFact<readonly Entry[], readonly string[]> = {
  name: 'go-names',
  of: (entries) =>
    entries.map(({ name, kind, link }) => (kind === 'file' ? name : link ? `${name}@` : `${name}/`)),
};

/** Tells the absolute paths that the ignore file hides. BuildKit prefers `X.dockerignore` beside the Dockerfile `X`. */
function hiddenPaths(reader: Reader, key: ContextKey): (path: string) => boolean {
  const own = key.dockerfile === null ? null : reader.file(`${key.dockerfile}.dockerignore`);
  const state = own?.kind === 'text' ? own : reader.file(`${key.dir}/.dockerignore`);
  if (state.kind !== 'text') return nothingHidden;
  const contexts = reader.made(HIDING, state.file);
  let hidden = contexts.get(key.dir);
  if (!hidden) contexts.set(key.dir, (hidden = hiddenBy(state.file.text, key.dir)));
  return hidden;
}

/** Asking an ignore file is slow; its answers stay while its text does. */
const HIDING: ObjectFact<SourceFile, Map<string, (path: string) => boolean>> = {
  name: 'hidden-paths',
  of: () => new Map(),
};

function hiddenBy(text: string, dir: string): (path: string) => boolean {
  const hides = readIgnoreFile(text);
  return (path) => path !== dir && isInside(dir, path) && hides(relative(dir, path));
}
