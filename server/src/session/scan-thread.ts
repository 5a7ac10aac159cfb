import { parentPort, workerData } from 'node:worker_threads';
import { openThreadFiles } from '../host/open-files.ts';
import { scanWorkspace } from '../world/scan-workspace.ts';
import type { Settings } from '../world/settings.ts';
import { Snapshot } from '../memory/snapshot.ts';

/** What a thread is to scan. */
export interface ScanOrder {
  readonly border: readonly string[];
  readonly settings: Settings;
}

/** What it says: how many packages were read so far, and in the end all that was read, in a form that changes threads. */
export type ScanNews = { readonly packages: number } | { readonly index: Uint8Array };

/** Reads the Go files of a workspace in a thread of its own, so that the server answers meanwhile. */
export function scanThread(): void {
  const { border, settings } = workerData as ScanOrder;
  const say = (news: ScanNews): void => parentPort?.postMessage(news);
  const { files, keep, bytes } = openThreadFiles(border, settings.moduleCache, process.env);
  let told = Date.now();
  for (const packages of scanWorkspace(new Snapshot(files), settings)) {
    if (Date.now() - told < PROGRESS_MS) continue;
    told = Date.now();
    say({ packages });
  }
  say({ index: bytes() });
  keep();
}

const PROGRESS_MS = 250;
