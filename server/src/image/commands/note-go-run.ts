import { findFile } from '../files/find-file.ts';
import { allNames } from '../files/list-files.ts';
import { visibleTree } from '../files/write-files.ts';
import type { GoBuild } from '../model.ts';
import { type ShellCommand, variableFor } from '../shell/shell-command.ts';
import type { Shell } from '../state.ts';

/** Writes down that the go command ran, and what it saw. */
export function noteGoRun(
  command: ShellCommand,
  shell: Shell,
  verb: string,
  build: GoBuild | null,
  workdir: string | null,
): void {
  const tree = visibleTree(shell);
  shell.stage.goRuns.push({
    instruction: shell.instruction,
    command: shell.at ?? command.node,
    verb,
    build,
    workdir,
    gowork: variableFor(command, shell, 'GOWORK'),
    modules: variableFor(command, shell, 'GO111MODULE'),
    // What a script or make runs has no words in the Dockerfile, and may be told to go on.
    fatal: shell.fatal && !shell.conditional && shell.at === null && shell.ended === 'no',
    at: (path) => findFile(tree, path),
    names: (path) => allNames(tree, path),
  });
}
