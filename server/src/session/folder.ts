import { isComposeName } from '../compose/load/find-projects.ts';
import { findBorder } from '../host/find-border.ts';
import { moduleCache } from '../host/module-cache.ts';
import { openSharedFiles } from '../host/open-files.ts';
import type { Analysis } from '../rules/analyse.ts';
import { report } from '../rules/report.ts';
import { basename, isAbsolute, isInside, normalize } from '../text/path.ts';
import type { Settings } from '../world/settings.ts';
import { type FileChange, Snapshot } from '../memory/snapshot.ts';
import { FolderScan, type ScanListener } from './folder-scan.ts';
import type { ServerSettings } from '../../../protocol/src/protocol.ts';

/** One folder of the workspace: its border, its settings, and the newest snapshot of what lies in it. */
export class Folder {
  readonly path: string;
  readonly uri: string;
  #options: ServerSettings;
  #settings: Settings;
  #snapshot: Snapshot;
  #scan: FolderScan;

  /** `open` are the texts of the documents that the editor has open. */
  constructor(path: string, uri: string, options: ServerSettings, open: readonly FileChange[]) {
    this.path = path;
    this.uri = uri;
    this.#options = options;
    this.#settings = settingsOf(path, options);
    [this.#snapshot, this.#scan] = this.#start(open);
    this.#show(open.filter(({ path: file }) => this.reads(file)));
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

  /** Whether the Go files were read for the first time. */
  get isScanned(): boolean {
    return this.#scan.isDone;
  }

  /** Kept once they were, or when nobody will read them any more. */
  get scanned(): Promise<void> {
    return this.#scan.done;
  }

  /** Reads them. Called again it goes on waiting for the same. */
  scan(told: ScanListener): Promise<void> {
    return this.#scan.run(() => this.#snapshot, told);
  }

  /** Ends what goes on in the background. */
  close(): void {
    this.#scan.cancel();
  }

  analyse(): Analysis {
    return this.#snapshot.derive(report, { settings: this.#settings, levels: this.#options.rules });
  }

  change(changes: readonly FileChange[]): void {
    const own = changes.filter(({ path }) => this.reads(path));
    if (own.length === 0) return;
    this.#snapshot = this.#snapshot.with(own);
    this.#show(own);
  }

  /** Remembers which YAML files the editor shows: they may be Compose files whatever they are called. */
  #show(changes: readonly FileChange[]): void {
    const opened = new Set(this.#settings.opened);
    for (const { path, text } of changes) {
      if (!/\.ya?ml$/.test(path) || isComposeName(basename(path))) continue;
      if (text === null) opened.delete(path);
      else opened.add(path);
    }
    const same =
      opened.size === this.#settings.opened?.length &&
      this.#settings.opened.every((path) => opened.has(path));
    if (!same) this.#settings = { ...this.#settings, opened: [...opened].sort() };
  }

  refresh(): void {
    this.#snapshot = this.#snapshot.refreshed();
  }

  /** Takes new settings over. Another module cache is another border, which starts a new snapshot. */
  configure(options: ServerSettings, open: readonly FileChange[]): void {
    const settings = settingsOf(this.path, options);
    this.#options = options;
    const { opened = [], root, moduleCache: cache } = this.#settings;
    this.#settings = { ...settings, opened };
    if (settings.root === root && settings.moduleCache === cache) return;
    this.close();
    [this.#snapshot, this.#scan] = this.#start(open);
  }

  #start(open: readonly FileChange[]): [Snapshot, FolderScan] {
    const { root, moduleCache } = this.#settings;
    const border = moduleCache === null ? [root] : [root, moduleCache];
    const { files, adopt } = openSharedFiles(border, moduleCache);
    const snapshot = new Snapshot(files).with(open.filter(({ path }) => this.reads(path)));
    return [snapshot, new FolderScan({ border, settings: this.#settings }, adopt)];
  }
}

function settingsOf(path: string, { moduleCache: chosen, composeFiles }: ServerSettings): Settings {
  const native = chosen.replaceAll('\\', '/');
  return {
    path,
    root: findBorder(path),
    moduleCache: isAbsolute(native) ? normalize(native) : moduleCache(process.env),
    env: [],
    composeFiles,
    opened: [],
  };
}
