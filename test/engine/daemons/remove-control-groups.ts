import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const MOUNTED = '/sys/fs/cgroup';

/**
 * Removes a control group, which stays when the last process in it is gone: it is one folder for each controller, or one
 * for all.
 */
export function removeControlGroups(name: string): void {
  for (const root of ['.', ...readdirSync(MOUNTED)].map((each) => join(MOUNTED, each, name)))
    if (existsSync(root)) removeTree(root);
}

/** The files in such a folder are the kernel's and go with it. Two engines may clear away what a third one left. */
function removeTree(folder: string): void {
  try {
    for (const each of readdirSync(folder, { withFileTypes: true }))
      if (each.isDirectory()) removeTree(join(folder, each.name));
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
