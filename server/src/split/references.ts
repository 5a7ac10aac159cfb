import { basename, dirname, isInside, relative, resolve } from '../text/path.ts';
import type { Reader } from '../workspace/snapshot.ts';

/** A line of the repository, outside Compose, that builds a Dockerfile. */
export interface Reference {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Who refers to a Dockerfile; `complete` is false when the repository is too large to be sure that this is all. */
export interface References {
  readonly found: readonly Reference[];
  readonly complete: boolean;
}

/**
 * Looks through the files that build images — CI workflows, Makefiles, bake files, dev containers, scripts — for lines
 * that name a Dockerfile, or build its folder without naming one. A doubtful line counts: then the Dockerfile stays.
 */
export function referencesTo(reader: Reader, root: string, dockerfile: string, context: string): References {
  const found: Reference[] = [];
  let budget = MAX_FILES;
  const walk = (dir: string, depth: number): void => {
    for (const { name, kind } of reader.list(dir) ?? []) {
      const path = dir === '/' ? `/${name}` : `${dir}/${name}`;
      if (kind === 'folder') {
        if (depth < MAX_DEPTH && !SKIPPED.has(name)) walk(path, depth + 1);
        continue;
      }
      if (!builds(path, root) || budget-- <= 0) continue;
      const state = reader.file(path);
      if (state.kind !== 'text') continue;
      for (const [index, line] of state.file.text.split(/\r?\n/).entries()) {
        if (refers(line, path, root, dockerfile, context)) found.push({ file: path, line: index + 1 });
      }
    }
  };
  walk(root, 0);
  return { found, complete: budget > 0 };
}

const MAX_FILES = 5000;
const MAX_DEPTH = 24;
const SKIPPED = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'vendor',
  'testdata',
  '.venv',
  '.terraform',
  '.cache',
]);

/** Files that tell somebody or something to build images. Compose files are known to the engine and not looked at. */
function builds(path: string, root: string): boolean {
  const name = basename(path);
  const inside = relative(root, path);
  if (/^(?:docker-)?compose.*\.ya?ml$/.test(name)) return false;
  return (
    /^(?:GNU)?[Mm]akefile$|\.mk$|^[Jj]ustfile$|^Taskfile.*\.ya?ml$|^Tiltfile$|^Earthfile$|^Jenkinsfile|^skaffold.*\.ya?ml$|^cloudbuild.*\.ya?ml$|^buildspec.*\.ya?ml$|^\.goreleaser.*\.ya?ml$|^docker-bake.*\.(?:hcl|json)$|^devcontainer\.json$|^\.gitlab-ci.*\.ya?ml$|^bitbucket-pipelines\.ya?ml$|^azure-pipelines.*\.ya?ml$|^fly.*\.toml$|^render\.ya?ml$|^railway\.(?:json|toml)$|^heroku\.ya?ml$|^\.drone\.ya?ml$|^\.woodpecker\.ya?ml$|^package\.json$|\.(?:sh|bash|ps1|bat|cmd)$/.test(
      name,
    ) || /^(?:\.github|\.circleci|\.gitea|\.forgejo|\.woodpecker|\.buildkite|\.devcontainer)\//.test(inside)
  );
}

function refers(line: string, file: string, root: string, dockerfile: string, context: string): boolean {
  // A manifest speaks of many things; only its scripts build images.
  if (basename(file) === 'package.json' && !/\b(?:docker|podman|buildah|nerdctl)\b/.test(line)) return false;
  const name = basename(dockerfile);
  for (const match of line.matchAll(/[\w./${}@-]*/g)) {
    const token = match[0].replace(/^[./]+(?=[\w])/, '');
    if (token !== name && !token.endsWith(`/${name}`)) continue;
    if (token === name) {
      // A bare name means the file in whatever folder the line runs in; one that lies elsewhere is another file.
      return true;
    }
    const path = token.replace(/^(?:\$\{?\w+\}?\/)+/, '');
    if (
      dockerfile.endsWith(`/${path}`) ||
      resolve(dirname(file), path) === dockerfile ||
      resolve(root, path) === dockerfile
    )
      return true;
  }
  if (name.toLowerCase() !== 'dockerfile' && name.toLowerCase() !== 'containerfile') return false;
  // `docker build backend` without -f builds the folder's own Dockerfile, as `context: ./backend` does in a workflow.
  const build = /\b(?:docker|podman|buildah|nerdctl)\b.*\b(?:build|bud)\b(.*)$/.exec(line);
  if (build && !/(?:^|\s)(?:-f|--file)\b/.test(build[1] ?? '')) {
    const words = (build[1] ?? '').split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'));
    return (
      words.some(
        (word) => folderIs(word, file, root, dirname(dockerfile)) || folderIs(word, file, root, context),
      ) || /\\\s*$/.test(line)
    );
  }
  const key = /^\s*-?\s*"?(?:context|build|path)"?\s*[:=]\s*["']?([^"'#,\s]+)/.exec(line);
  return key !== null && folderIs(key[1] ?? '', file, root, context);
}

function folderIs(word: string, file: string, root: string, folder: string): boolean {
  const path = word.replace(/^["']|["']$/g, '');
  if (!/^[\w./-]+$/.test(path)) return path.startsWith('$');
  return [root, dirname(file)].some((base) => resolve(base, path) === folder && isInside(root, folder));
}
