import { isCompose, type ProjectFiles } from '../../compose/load/find-projects.ts';
import type { Query, Reader } from '../../memory/snapshot.ts';
import { basename, dirname, isInside, resolve } from '../../text/path.ts';
import { sameData } from '../../text/same-data.ts';
import { composeFileAt } from '../parse-queries.ts';
import { type ComposeCommand, composeCommands } from './compose-commands.ts';
import { discover } from './discover.ts';
import { mayStartCompose } from './may-start-compose.ts';
import { basesOf, foldersIn } from './run-folders.ts';

/** Where to look: the folder that is reported on, and the repository. */
interface Where {
  readonly path: string;
  readonly root: string;
}

/**
 * The projects that the repository itself starts, by what its Makefiles, scripts, workflows and documents say: the files of
 * each command in its order, seen from the folder that the command runs in. Only files that exist count.
 */
export const composeStarts: Query<Where, readonly ProjectFiles[]> = {
  name: 'compose-starts',
  same: sameData,
  compute(reader, { path, root }) {
    const found = [...above(reader, path, root), ...reader.derive(discover, path).starters].slice(
      0,
      MAX_FILES,
    );
    const projects = new Map<string, ProjectFiles>();
    for (const file of found) {
      const said = reader.derive(startsIn, { file, root });
      for (const command of said.commands) {
        const project = projectOf(reader, file, root, command, said.folders);
        if (project && project.files.every((each) => isInside(path, each)))
          projects.set(JSON.stringify(project), project);
      }
    }
    return [...projects.values()];
  },
};

const MAX_FILES = 3000;

interface Said {
  readonly commands: readonly ComposeCommand[];
  /** Folders that the file changes to, or has commands run in. */
  readonly folders: readonly string[];
}

/** What one file says, so that an edit of its other lines changes nothing. */
const startsIn: Query<{ readonly file: string; readonly root: string }, Said> = {
  name: 'compose-starts-in',
  same: sameData,
  compute(reader, { file, root }) {
    const state = reader.file(file);
    if (state.kind !== 'text') return { commands: [], folders: [] };
    const { text } = state.file;
    const dir = dirname(file);
    const commands =
      basename(file) === 'devcontainer.json' ? ofDevContainer(text) : composeCommands(text, dir, root);
    return { commands, folders: commands.length > 0 ? foldersIn(text) : [] };
  },
};

/** `dockerComposeFile` of a development container: a file, or several in merge order. */
function ofDevContainer(text: string): ComposeCommand[] {
  const value = /"dockerComposeFile"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? '';
  const files = [...value.matchAll(/"([^"]+)"/g)].map(([, file = '']) => file);
  return files.length > 0 ? [{ files, projectDir: null, envFiles: [], folder: null }] : [];
}

/** The files of the folders above that is reported on, and the workflows of the repository. */
function above(reader: Reader, path: string, root: string): string[] {
  if (path === root || !isInside(root, path)) return [];
  const out: string[] = [];
  const add = (dir: string, depth: number): void => {
    for (const { name, kind } of reader.list(dir) ?? []) {
      const file = `${dir === '/' ? '' : dir}/${name}`;
      if (kind === 'file' && mayStartCompose(file, depth)) out.push(file);
    }
  };
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    add(dir, 1);
    if (dir === root || dir === dirname(dir)) break;
  }
  add(resolve(root, '.github/workflows'), 1);
  return out;
}

function projectOf(
  reader: Reader,
  file: string,
  root: string,
  { files, projectDir, envFiles, folder }: ComposeCommand,
  folders: readonly string[],
): ProjectFiles | null {
  const own = basesOf(file, root);
  const bases = [
    ...(folder === null ? [] : own.map((base) => resolve(base, folder))),
    ...own,
    ...own.flatMap((base) => folders.map((each) => resolve(base, each))),
  ];
  const isThere = (path: string): boolean => isInside(root, path) && reader.file(path).kind === 'text';
  const base = bases.find((each) => files.every((name) => isThere(resolve(each, name))));
  if (base === undefined) return null;
  const paths = files.map((name) => resolve(base, name));
  const [first] = paths;
  if (first === undefined || !paths.some((path) => isCompose(outlineOf(reader, path)))) return null;
  const variables = envFiles.map((name) => resolve(base, name)).filter(isThere);
  return {
    files: [...new Set(paths)],
    dir: projectDir === null ? dirname(first) : resolve(base, projectDir),
    ...(variables.length > 0 && { envFiles: variables.reverse() }),
  };
}

const outlineOf = (reader: Reader, path: string) => reader.derive(composeFileAt, path)?.value.outline ?? null;
