import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Runs something while the `nth` change of the disk, and with `dead` each one after it, fails. */
export async function failing(nth: number, dead: boolean, run: () => unknown): Promise<boolean> {
  const real = { renameSync: fs.renameSync, rmSync: fs.rmSync, writeFileSync: fs.writeFileSync };
  let count = 0;
  let failed = false;
  const guard =
    <T extends unknown[]>(call: (...args: T) => void) =>
    (...args: T): void => {
      count++;
      if (count === nth || (dead && count > nth)) {
        failed = true;
        throw new Error('the disk is full');
      }
      call(...args);
    };
  Object.assign(fs, {
    renameSync: guard(real.renameSync),
    rmSync: guard(real.rmSync),
    writeFileSync: guard(real.writeFileSync),
  });
  syncBuiltinESMExports();
  try {
    await run();
  } catch (error) {
    // A machine that stops says nothing more; everything else is a mistake.
    if (!dead) throw error;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return failed;
}
