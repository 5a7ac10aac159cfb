import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a folder unless it is there. It is made under another name, so that it is never seen half done: not after a
 * failure, and not by somebody who makes it at the same time.
 */
export async function makeOnce(
  folder: string,
  says: string,
  make: (folder: string) => void | Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  console.log(says);
  removeLeftOver(folder);
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    await make(partial);
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** What a process was making when it was ended. */
function removeLeftOver(folder: string): void {
  const all = existsSync(dirname(folder)) ? readdirSync(dirname(folder)) : [];
  for (const name of all) {
    const [, pid] = name.startsWith(`${basename(folder)}.`) ? (/\.(\d+)$/.exec(name) ?? []) : [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}
