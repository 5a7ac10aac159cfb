import { lstatSync, type Stats } from 'node:fs';

/**
 * What tells one state of a file or a folder from another without reading it: its number on the disk, its size, and when
 * its content and its attributes last changed, in milliseconds.
 */
export type Stamp = readonly [inode: number, size: number, modified: number, changed: number];

export interface Stamped {
  readonly stamp: Stamp;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Null when nothing is there. A link is `other`: where it leads is not looked at. */
export function stampOf(path: string): Stamped | null {
  let stat: Stats | undefined;
  try {
    stat = lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder above it may not be entered, or is a file by now: in each case it is not what it was.
    return null;
  }
  if (!stat) return null;
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  return { stamp: [stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs], kind };
}

export const sameStamp = (a: Stamp, b: Stamp): boolean =>
  a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];

/** Whether a stamp surely changes with any change after `time`: clocks of disks are coarse, so that younger ones may not. */
export const isSettled = (stamp: Stamp, time: number): boolean => Math.max(stamp[2], stamp[3]) < time;
