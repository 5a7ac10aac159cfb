import { scanWorkspace } from '../world/scan-workspace.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import { waitingMessages } from './waiting-messages.ts';
import { scanInThread } from './scan-in-thread.ts';
import type { ScanOrder } from './scan-thread.ts';

/** Who is told how a scan goes. */
export interface ScanListener {
  progress(packages: number): void;
  /** A thread failed; the scan goes on in this one. */
  failed(error: unknown): void;
}

/**
 * The first look at the Go files of a folder. A thread reads them, so that the server answers meanwhile; where none can be
 * started, or where it fails, they are read here a moment at a time.
 */
export class FolderScan {
  readonly #order: ScanOrder;
  readonly #adopt: (bytes: Uint8Array) => void;
  /** Kept when all was read, and when it was cancelled. */
  readonly done: Promise<void>;
  #finish: () => void = () => undefined;
  #isDone = false;
  #isCancelled = false;
  #isRunning = false;
  #listener: ScanListener | null = null;
  #stop: () => void = () => undefined;

  /** `adopt` takes what a thread has read. */
  constructor(order: ScanOrder, adopt: (bytes: Uint8Array) => void) {
    this.#order = order;
    this.#adopt = adopt;
    this.done = new Promise((done) => {
      this.#finish = done;
    });
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Starts it, or waits on for what was started; whoever asked last is told. Never rejected. */
  run(snapshot: () => Snapshot, listener: ScanListener): Promise<void> {
    this.#listener = listener;
    if (!this.#isRunning) void this.#run(snapshot);
    this.#isRunning = true;
    return this.done;
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#stop();
    this.#finish();
  }

  async #run(snapshot: () => Snapshot): Promise<void> {
    try {
      const bytes = await this.#inThread();
      if (bytes) this.#adopt(bytes);
      else await this.#inSlices(snapshot());
    } catch (error) {
      if (!this.#isCancelled) this.#listener?.failed(error);
      await this.#inSlices(snapshot());
    }
    this.#isDone = !this.#isCancelled;
    this.#finish();
  }

  /** Null where there is no thread, and when it was ended. */
  async #inThread(): Promise<Uint8Array | null> {
    const thread = scanInThread(this.#order, (packages) => this.#listener?.progress(packages));
    if (!thread) return null;
    this.#stop = () => thread.cancel();
    return thread.done;
  }

  async #inSlices(snapshot: Snapshot): Promise<void> {
    if (this.#isCancelled) return;
    let last = Date.now();
    let told = last;
    for (const packages of scanWorkspace(snapshot, this.#order.settings)) {
      if (Date.now() - last < SLICE_MS) continue;
      await waitingMessages();
      if (this.#isCancelled) return;
      last = Date.now();
      if (last - told < PROGRESS_MS) continue;
      told = last;
      this.#listener?.progress(packages);
    }
  }
}

/** How long reading may keep a request waiting, and how often its progress is told. */
const SLICE_MS = 20;
const PROGRESS_MS = 250;
