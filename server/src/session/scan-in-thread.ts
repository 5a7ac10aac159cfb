import { Worker } from 'node:worker_threads';
import type { ScanNews, ScanOrder } from './scan-thread.ts';

/** A scan that runs in a thread. */
export interface ThreadScan {
  /** All that was read; null for a scan that was cancelled. Rejected when the thread fails. */
  readonly done: Promise<Uint8Array | null>;
  cancel(): void;
}

/** Starts a scan in a thread, which runs the file that this runs from; null where that is no bundle of its own. */
export function scanInThread(order: ScanOrder, progress: (packages: number) => void): ThreadScan | null {
  if (typeof __filename === 'undefined' || !__filename.endsWith('.cjs')) return null;
  const thread = new Worker(__filename, { workerData: order, stdout: true });
  // A server that is told to end does not wait for it.
  thread.unref();
  const done = new Promise<Uint8Array | null>((resolve, reject) => {
    thread.on('message', (news: ScanNews) => {
      if ('packages' in news) progress(news.packages);
      else resolve(news.index);
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve(null));
  });
  return { done, cancel: () => void thread.terminate() };
}
