import { isInside, relative, resolve } from '../../text/path.ts';
import type { Program, World } from '../world.ts';

/** Whether a name, a package path or a folder means a program. */
export function namesProgram(world: World, program: Pick<Program, 'dir' | 'package'>, name: string): boolean {
  const { path } = world.settings;
  const clean = name.replace(/(?<!\/)\/+$/, '');
  return (
    program.package.binaryName === clean ||
    program.package.importPath === clean ||
    resolve(path, clean) === program.dir ||
    (isInside(path, program.dir) && relative(path, program.dir) === clean.replace(/^\.\//, '')) ||
    (clean.includes('/') && program.dir.endsWith(`/${clean.replace(/^\.\//, '')}`))
  );
}
