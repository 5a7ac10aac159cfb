import { type Diagnostic, diagnosticsOf } from '../editor/diagnostics.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';
import { waitingMessages } from './waiting-messages.ts';

/** Who is told what was found. */
export interface Audience {
  /** What a file holds now, under the editor's name; `version` is that of its document, null when it is not open. */
  diagnostics(uri: string, version: number | null, diagnostics: readonly Diagnostic[]): void;
  /** That a first look goes on, and how many Go packages it has read; or that everything was said. */
  status(scanning: boolean, packages: number): void;
  failed(what: string, error: unknown): void;
}

/** Says what the newest snapshot says, a moment after the last change, file by file and only where it is news. */
export class Publisher {
  readonly #session: Session;
  readonly #audience: Audience;
  /** What each folder was last found to hold, by path: kept while a newer analysis is pending or has failed. */
  readonly #found = new Map<Folder, ReadonlyMap<string, readonly Diagnostic[]>>();
  readonly #published = new Map<string, Published>();
  #timer: NodeJS.Timeout | null = null;
  /** When the newest change arrived, and the oldest one that was not looked at yet; by a clock that nobody sets. */
  #newest = Number.NEGATIVE_INFINITY;
  #oldest: number | null = null;
  /** How long the last analysis took. */
  #cost = 0;
  #generation = 0;
  #stopped = false;

  constructor(session: Session, audience: Audience) {
    this.#session = session;
    this.#audience = audience;
  }

  /**
   * Something changed: analyse and publish soon. What comes after a pause is looked at right away; what follows closely is
   * gathered for about as long as looking at it takes.
   */
  soon(): void {
    this.#generation++;
    const now = performance.now();
    const gathering = Math.min(GATHERING_MS.most, Math.max(GATHERING_MS.least, this.#cost));
    const wait = now - this.#newest > gathering ? 0 : gathering;
    this.#newest = now;
    this.#oldest ??= now;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => void this.#run(),
      Math.max(0, Math.min(wait, this.#oldest + LATEST_MS - now)),
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#generation++;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const folder of this.#session.folders) folder.close();
  }

  async #run(): Promise<void> {
    this.#timer = null;
    const asked = this.#generation;
    // One change seldom comes alone: those that have arrived already are looked at together, by the run of the newest.
    await waitingMessages();
    if (this.#stopped || (asked !== this.#generation && this.#isEarly())) return;
    const generation = this.#generation;
    this.#oldest = null;
    try {
      // A first look at a folder takes longer than one after an edit.
      if (this.#session.folders.some((folder) => !this.#found.has(folder))) this.#audience.status(true, 0);
      for (const folder of this.#session.folders) {
        if (!(await this.#read(folder, generation))) return;
        const start = performance.now();
        this.#analyse(folder);
        this.#cost = performance.now() - start;
        // A newer snapshot exists: what was found is stale, and another run is on its way.
        await waitingMessages();
        if (generation !== this.#generation) return;
      }
      this.#publish();
      this.#audience.status(false, 0);
    } catch (error) {
      this.#audience.failed('publishing diagnostics failed', error);
    }
  }

  /** Whether a newer change may put an analysis off, for which a timer runs by then. */
  #isEarly(): boolean {
    return this.#oldest !== null && performance.now() - this.#oldest < LATEST_MS;
  }

  /** Reads the Go files of a folder for the first time. False when something newer is on its way, which waits for the same. */
  async #read(folder: Folder, generation: number): Promise<boolean> {
    if (!folder.options.enable || folder.isScanned) return true;
    await folder.scan({
      progress: (packages) => this.#audience.status(true, packages),
      failed: (error) => this.#audience.failed(`reading ${folder.path} in a thread failed`, error),
    });
    return generation === this.#generation;
  }

  #analyse(folder: Folder): void {
    if (!folder.options.enable) {
      this.#found.set(folder, new Map());
      return;
    }
    try {
      this.#found.set(folder, diagnosticsOf(folder.snapshot, folder.analyse()));
    } catch (error) {
      this.#audience.failed(`the analysis of ${folder.path} failed, its findings stay as they were`, error);
    }
  }

  #publish(): void {
    const now = this.#merged();
    for (const path of this.#published.keys()) if (!now.has(path)) now.set(path, []);
    for (const [path, diagnostics] of now) {
      const document = this.#session.openDocument(path);
      const uri = this.#session.uriOf(path);
      const news = { uri, version: document?.version ?? null, text: JSON.stringify(diagnostics) };
      const last = this.#published.get(path);
      if (
        last &&
        last.uri === uri &&
        last.text === news.text &&
        (last.version === news.version || diagnostics.length === 0)
      )
        continue;
      if (!last && diagnostics.length === 0) continue;
      if (last && last.uri !== uri) this.#audience.diagnostics(last.uri, null, []);
      this.#audience.diagnostics(uri, news.version, diagnostics);
      if (diagnostics.length === 0) this.#published.delete(path);
      else this.#published.set(path, news);
    }
  }

  /** The findings of all folders by file; two folders of one repository may say the same about a file above them. */
  #merged(): Map<string, readonly Diagnostic[]> {
    const out = new Map<string, readonly Diagnostic[]>();
    for (const [folder, found] of this.#found) {
      if (!this.#session.folders.includes(folder)) {
        this.#found.delete(folder);
        continue;
      }
      for (const [path, list] of found) {
        const known = out.get(path) ?? [];
        const seen = new Set(known.map((each) => JSON.stringify(each)));
        out.set(path, [...known, ...list.filter((each) => !seen.has(JSON.stringify(each)))]);
      }
    }
    return out;
  }
}

/**
 * What a file was last said to hold. The version counts too: an edit moves what the editor has drawn, so that equal
 * ranges must be said again.
 */
interface Published {
  readonly uri: string;
  readonly version: number | null;
  readonly text: string;
}

/** How long changes that follow each other closely are gathered, and how long they can put an answer off. */
const GATHERING_MS = { least: 5, most: 50 };
const LATEST_MS = 500;
