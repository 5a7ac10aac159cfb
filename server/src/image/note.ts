import type { Instruction, Token } from '../dockerfile/ast.ts';
import { findFile } from './files/find-file.ts';
import type { FileTree } from './files/file-tree.ts';
import { programsIn } from './files/list-files.ts';
import { visibleTree } from './files/write-files.ts';
import type { Shell, StageState } from './state.ts';

/** Writes down which programs lie at or below a path of a stage now. */
export function notePrograms(
  stage: StageState,
  tree: FileTree,
  path: string,
  mountedFrom: number | null = null,
): void {
  const found = findFile(tree, path);
  const order = stage.steps.length;
  if (found.kind === 'file' && found.origin.kind === 'program')
    stage.placed.push({ path, package: found.origin.package, order, mountedFrom });
  else if (found.kind === 'directory')
    for (const held of programsIn(tree, path))
      stage.placed.push({ path: held.path, package: held.package, order, mountedFrom });
}

/** Writes down that a command of a RUN needs a folder; a path that is not known needs none. */
export function noteFolder(shell: Shell, path: string | null): void {
  if (path !== null && path !== '/') noteIn(shell.stage, visibleTree(shell), path, shell.instruction, null);
}

/** Writes down that a COPY puts its files into a folder. */
export const noteDestination = (
  stage: StageState,
  path: string,
  instruction: Instruction,
  token: Token,
): void => noteIn(stage, stage.world.tree, path, instruction, token);

function noteIn(
  stage: StageState,
  tree: FileTree,
  path: string,
  instruction: Instruction,
  destination: Token | null,
): void {
  const there = findFile(tree, path).kind === 'directory';
  stage.folders.push({ path, there, instruction, destination, user: stage.user });
}
