import { Uri } from 'vscode';
import type { ClientChange } from './client-change.ts';
import { readText } from './read-text.ts';
import { remainingChange } from './remaining-change.ts';

export interface Left {
  /** What was left out, or taken back, and can still be done. */
  readonly left: readonly ClientChange[];
  /** URIs of the files that hold something else than before and than planned. */
  readonly changed: readonly string[];
}

/** Compares changes with what is on the disk now. */
export async function leftOf(changes: readonly ClientChange[]): Promise<Left> {
  const left: ClientChange[] = [];
  const changed: string[] = [];
  for (const change of changes) {
    const remaining = remainingChange(change, await readText(Uri.parse(change.uri)));
    if (remaining.kind === 'left') left.push(remaining.change);
    else if (remaining.kind === 'changed') changed.push(remaining.uri);
  }
  return { left, changed };
}
