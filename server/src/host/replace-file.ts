import {
  chownSync,
  lstatSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from '../text/path.ts';

/**
 * Writes a file in one step, so that nobody ever sees half of it, and through a link: the file that it leads to is written,
 * and the link stays. Its mode and its owner stay too. Throws what the disk says.
 */
export function replaceFile(file: string, text: string): void {
  const target = realFile(file);
  const stat = lstatSync(target, { throwIfNoEntry: false });
  const part = `${dirname(target)}/${partName(basename(target), process.pid)}`;
  try {
    writeFileSync(part, text, { flag: 'wx', ...(stat && { mode: stat.mode & 0o7777 }) });
    if (stat) keepOwner(part, stat);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Why a file must not be replaced, as a clause; null where it may. */
export function cannotReplace(file: string): string | null {
  const stat = lstatSync(realFile(file), { throwIfNoEntry: false });
  if (!stat) return 'it is not there any more';
  if (!stat.isFile()) return 'it is no regular file';
  if ((stat.mode & 0o222) === 0) return 'it is read-only';
  // A new file would take the name, and the other names would keep the old one.
  return stat.nlink > 1 ? 'it has another name too (a hard link), and would lose it' : null;
}

/** Whether anything has a name, a link that leads nowhere included. */
export const isTaken = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** Removes what a writer that was killed has left in a folder, before anything is written: what bears our own number is old too. */
export function removeParts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\..+\.(\d+)\.dockerfile-split$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid))))
      rmSync(`${folder}/${name}`, { force: true });
  }
}

/** Whether a process of that number runs. One that may not be asked runs as somebody else. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const partName = (name: string, pid: number): string => `.${name}.${pid}.dockerfile-split`;

const realFile = (file: string): string =>
  lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()
    ? realpathSync(file).replaceAll('\\', '/')
    : file;

/** Only root can give a file away; for anybody else a file of another owner is not to be replaced. */
function keepOwner(part: string, { uid, gid }: Stats): void {
  const own = lstatSync(part);
  if (own.uid !== uid || own.gid !== gid) chownSync(part, uid, gid);
}
