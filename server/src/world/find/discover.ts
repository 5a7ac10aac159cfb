import { isDockerfile } from './is-dockerfile.ts';
import { mayStartCompose } from './may-start-compose.ts';
import type { Query } from '../../memory/snapshot.ts';
import { SKIPPED } from './skipped-folders.ts';

/** What a walk below a folder finds, in path order. Paths are absolute. */
export interface Discovered {
  readonly dockerfiles: readonly string[];
  /** Folders that hold a YAML file, with the names of these files: candidates for Compose. */
  readonly yaml: readonly { readonly dir: string; readonly names: readonly string[] }[];
  readonly goModules: readonly string[];
  /** Files of the kinds in which people write down how Compose is started. */
  readonly starters: readonly string[];
  readonly files: number;
  /** Folders that may not be entered. */
  readonly closed: readonly string[];
}

/** Walks a folder, `key` being its path. Folders that hold other people's code or tools' leavings are not entered. */
export const discover: Query<string, Discovered> = {
  name: 'discover',
  compute(reader, root) {
    const dockerfiles: string[] = [];
    const yaml: { dir: string; names: string[] }[] = [];
    const goModules: string[] = [];
    const starters: string[] = [];
    const closed: string[] = [];
    let files = 0;
    const walk = (dir: string, depth: number): void => {
      const names: string[] = [];
      const folders: string[] = [];
      const entries = reader.list(dir);
      if (!entries) closed.push(dir);
      for (const entry of entries ?? []) {
        const path = dir === '/' ? `/${entry.name}` : `${dir}/${entry.name}`;
        if (entry.kind === 'folder') {
          if (!SKIPPED.has(entry.name) && !entry.link && depth < MAX_DEPTH) folders.push(path);
          continue;
        }
        files++;
        if (isDockerfile(entry.name)) dockerfiles.push(path);
        else if (mayStartCompose(path, depth)) starters.push(path);
        if (/\.ya?ml$/.test(entry.name)) names.push(entry.name);
        else if (entry.name === 'go.mod') goModules.push(dir);
      }
      if (names.length > 0) yaml.push({ dir, names });
      for (const folder of folders) walk(folder, depth + 1);
    };
    walk(root, 0);
    return { dockerfiles, yaml, goModules, starters, files, closed };
  },
};

/** Deeper than any project. Links are not followed: what they lead to inside the border is found where it lies. */
const MAX_DEPTH = 24;
