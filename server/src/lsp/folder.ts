import { findBorder } from '../host/find-border.ts';
import { moduleCache } from '../host/module-cache.ts';
import { NodeFiles } from '../host/node-files.ts';
import { type Analysis, analyse } from '../rules/analyse.ts';
import { isAbsolute, isInside, normalize } from '../text/path.ts';
import type { Settings } from '../workspace/settings.ts';
import { type FileChange, Snapshot } from '../workspace/snapshot.ts';
import type { ServerSettings } from './protocol.ts';

/** One folder of the workspace: its border, its settings, and the newest snapshot of what lies in it. */
export class Folder {
  readonly path: string;
  readonly uri: string;
  #options: ServerSettings;
  #settings: Settings;
  #snapshot: Snapshot;

  /** `open` are the texts of the documents that the editor has open. */
  constructor(path: string, uri: string, options: ServerSettings, open: readonly FileChange[]) {
    this.path = path;
    this.uri = uri;
    this.#options = options;
    this.#settings = settingsOf(path, options);
    this.#snapshot = this.#start(open);
  }

  get options(): ServerSettings {
    return this.#options;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Whether it reads a file: it lies in the repository or in the module cache. */
  reads(path: string): boolean {
    const { root, moduleCache } = this.#settings;
    return isInside(root, path) || (moduleCache !== null && isInside(moduleCache, path));
  }

  analyse(): Analysis {
    return this.#snapshot.derive(analyse, this.#settings);
  }

  change(changes: readonly FileChange[]): void {
    const own = changes.filter(({ path }) => this.reads(path));
    if (own.length > 0) this.#snapshot = this.#snapshot.with(own);
  }

  refresh(): void {
    this.#snapshot = this.#snapshot.refreshed();
  }

  /** Takes new settings over. Another module cache is another border, which starts a new snapshot. */
  configure(options: ServerSettings, open: readonly FileChange[]): void {
    const settings = settingsOf(this.path, options);
    this.#options = options;
    if (settings.root === this.#settings.root && settings.moduleCache === this.#settings.moduleCache) return;
    this.#settings = settings;
    this.#snapshot = this.#start(open);
  }

  #start(open: readonly FileChange[]): Snapshot {
    const { root, moduleCache } = this.#settings;
    const snapshot = new Snapshot(new NodeFiles(moduleCache === null ? [root] : [root, moduleCache]));
    return snapshot.with(open.filter(({ path }) => this.reads(path)));
  }
}

function settingsOf(path: string, { moduleCache: chosen }: ServerSettings): Settings {
  const native = chosen.replaceAll('\\', '/');
  return {
    path,
    root: findBorder(path),
    moduleCache: isAbsolute(native) ? normalize(native) : moduleCache(process.env),
    env: [],
  };
}
