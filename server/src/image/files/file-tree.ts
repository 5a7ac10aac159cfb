import type { Access, BuildContext, Found, Origin, Step } from '../model.ts';

/**
 * The files of an image at one moment: a chain of layers, newest first. Older layers are shared and never change, so
 * a snapshot (for `COPY --from`, `FROM stage`, `mv`) is a pointer.
 */
export type FileTree = Layer | null;

export type Layer = Chained &
  (
    | {
        readonly kind: 'entry';
        readonly path: string;
        readonly type: 'file' | 'directory';
        readonly origin: Origin;
        readonly steps: readonly Step[];
        /** How it was made; left out where that is not known. */
        readonly access?: Access;
      }
    /** What stands at a path of a tree or of the build context stands at `path` too. */
    | {
        readonly kind: 'graft';
        readonly path: string;
        readonly from: GraftSource;
        readonly steps: readonly Step[];
        /** What of its source's access it does not keep; left out where it is not known what it gets. */
        readonly access?: AccessChange;
      }
    | {
        readonly kind: 'link';
        readonly path: string;
        readonly target: string;
        readonly steps: readonly Step[];
      }
    /** The mode or the owner of what stands at `path`, and of all below it with `recursive`, was set. */
    | {
        readonly kind: 'access';
        readonly path: string;
        readonly recursive: boolean;
        readonly set: AccessChange;
      }
    /** `path` and all below it is gone; with `inside`, only what is below it. */
    | { readonly kind: 'removed'; readonly path: string; readonly inside: boolean }
    /** Something may have been written at or below `path`. */
    | { readonly kind: 'opaque'; readonly path: string; readonly reason: string }
    /** Something may have removed or replaced what stands at or below `path`. */
    | { readonly kind: 'doubtful'; readonly path: string; readonly reason: string }
    /** One of several trees that all stand on `under`. */
    | { readonly kind: 'choice'; readonly options: readonly FileTree[]; readonly reason: string }
    | { readonly kind: 'base'; readonly files: BaseFiles }
  );

/** Where a layer stands, and what is to be known of all those under it without walking down. */
interface Chained {
  readonly under: FileTree;
  /** How many layers there are, this one included. */
  readonly height: number;
  /** Whether one of them is a link. */
  readonly linked: boolean;
  readonly base: BaseFiles | null;
  /** What was found of it, by those who look: a layer never changes. */
  readonly memo: LayerMemo;
}

/** Its parts are private, so that two layers that say the same are equal, whatever was asked of them. */
export class LayerMemo {
  #runs: Map<number, Run> | null = null;
  #found: Map<string, Result | null> | null = null;

  /** The runs of layers that end at this one, by how many they are. */
  get runs(): Map<number, Run> {
    return (this.#runs ??= new Map());
  }

  /** What stands at a path, where ways part. */
  get found(): Map<string, Result | null> {
    return (this.#found ??= new Map());
  }
}

/** What many layers say together. */
export interface Run {
  readonly under: FileTree;
  /** Paths at which a layer stands that says what lies there and below. */
  readonly paths: Set<string>;
  /** Folders that exist because something was written below them. */
  readonly folders: Set<string>;
  /** Folders that exist by one of several ways. */
  readonly parted: Set<string>;
  /** Paths at and below which something may have been written. */
  readonly maybe: Set<string>;
  /** A layer among them may say something of any path. */
  anywhere: boolean;
}

/** What layers say of a path. */
export type Result = Found | Undecided;

/** No layer said what stands there. `maybe` is why something might, `implied` the step that made a file below it. */
interface Undecided {
  readonly kind: 'undecided';
  readonly maybe: string | null;
  readonly implied: readonly Step[] | null;
}

/** What is set of an access, as a command says it: `u+x`, `755`; `app`, `1000`. Null is set to something unknown; what is left out stays. */
export interface AccessChange {
  readonly mode?: string | null;
  readonly user?: string | null;
  readonly group?: string | null;
  /** It comes from an image whose names of users may mean others here, or nobody. */
  readonly foreign?: true;
  /** Bits that are taken away from the mode. */
  readonly umask?: number;
}

export type GraftSource =
  | { readonly kind: 'tree'; readonly tree: FileTree; readonly path: string; readonly doubt: string | null }
  | {
      readonly kind: 'context';
      readonly context: BuildContext;
      readonly path: string;
      readonly doubt: string | null;
    };

/** What is known of the files that a base image brings. */
export interface BaseFiles {
  at(path: string): Found;
  /** The same folder under its other name, in images where `/bin` is a link to `/usr/bin`; null when there is none. */
  alias(path: string): string | null;
  /** The names in a folder, null when there may be more than are known; left out where none is known by its name. */
  names?(dir: string): readonly string[] | null;
  /** The folders outside of which it has nothing to say; left out where it says something of every path. */
  readonly within?: readonly string[];
}

/** A path below `root`, seen from `to`. */
export const moved = (path: string, root: string, to: string): string => join(to, below(path, root));

/** The part of `path` below the folder `root`, without a leading slash. */
export const below = (path: string, root: string): string =>
  path === root
    ? ''
    : path.slice(root === '/' || root === '.' ? root.length - (root === '.' ? 1 : 0) : root.length + 1);

export function join(dir: string, rest: string): string {
  if (rest === '') return dir;
  if (dir === '.' || dir === '') return rest;
  return dir.endsWith('/') ? dir + rest : `${dir}/${rest}`;
}

/** Whether `path` is `dir` or lies in it; `.` and `/` hold all. */
export const holds = (dir: string, path: string): boolean =>
  dir === '.' || dir === '/' || path === dir || (path.startsWith(dir) && path[dir.length] === '/');
