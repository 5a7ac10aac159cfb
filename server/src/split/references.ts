import { basename, dirname, isInside, relative, resolve } from '../text/path.ts';
import type { Reader } from '../memory/snapshot.ts';

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
 * Looks through the files that build images — CI workflows, Makefiles, bake files, dev containers, scripts, the commands
 * of documents, Compose files that belong to no project — for lines
 * that name a Dockerfile, or build its folder without naming one. Names are understood from the folder of the file that
 * has them, from the repository's root, and from folders that it names itself. A line that can mean the Dockerfile
 * counts, one that means another of the same name does not.
 */
export function referencesTo(
  reader: Reader,
  root: string,
  dockerfile: string,
  context: string,
  /** Compose files that the engine knows: what they build is no matter of text. */
  judged: ReadonlySet<string> = new Set(),
): References {
  const found: Reference[] = [];
  let budget = MAX_FILES;
  const walk = (dir: string, depth: number): void => {
    for (const { name, kind } of reader.list(dir) ?? []) {
      const path = dir === '/' ? `/${name}` : `${dir}/${name}`;
      if (kind === 'folder') {
        if (depth < MAX_DEPTH && !SKIPPED.has(name)) walk(path, depth + 1);
        continue;
      }
      if (judged.has(path) || !builds(path, root) || budget-- <= 0) continue;
      const state = reader.file(path);
      if (state.kind !== 'text') continue;
      const reading = new Reading(path, state.file.text, root, dockerfile, context);
      for (const line of reading.lines()) found.push({ file: path, line });
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

/** Files that tell somebody or something to build images. */
function builds(path: string, root: string): boolean {
  const name = basename(path);
  const inside = relative(root, path);
  return (
    /^(?:GNU)?[Mm]akefile$|\.mk$|^[Jj]ustfile$|^Taskfile.*\.ya?ml$|^Tiltfile$|^Earthfile$|^Jenkinsfile|^skaffold.*\.ya?ml$|^cloudbuild.*\.ya?ml$|^buildspec.*\.ya?ml$|^\.goreleaser.*\.ya?ml$|^docker-bake.*\.(?:hcl|json)$|^devcontainer\.json$|^\.gitlab-ci.*\.ya?ml$|^bitbucket-pipelines\.ya?ml$|^azure-pipelines.*\.ya?ml$|^fly.*\.toml$|^render\.ya?ml$|^railway\.(?:json|toml)$|^heroku\.ya?ml$|^\.drone\.ya?ml$|^\.woodpecker\.ya?ml$|^package\.json$|^(?:docker-)?compose.*\.ya?ml$|\.(?:sh|bash|ps1|bat|cmd|md|rst|adoc)$/.test(
      name,
    ) || /^(?:\.github|\.circleci|\.gitea|\.forgejo|\.woodpecker|\.buildkite|\.devcontainer)\//.test(inside)
  );
}

/** One file that may build images. */
class Reading {
  readonly #file: string;
  readonly #text: string;
  readonly #root: string;
  readonly #dockerfile: string;
  readonly #context: string;
  /** Folders from which a path in the file may be meant. */
  readonly #bases: readonly string[];

  constructor(file: string, text: string, root: string, dockerfile: string, context: string) {
    this.#file = file;
    this.#text = text;
    this.#root = root;
    this.#dockerfile = dockerfile;
    this.#context = context;
    const fixed = [dirname(file), root];
    const near = [dirname(dockerfile), context].filter((dir) => fixed.every((base) => base !== dir));
    const said = near.filter((dir) => namesFolder(text, fixed, dir));
    this.#bases = [...new Set([...fixed, ...said])];
  }

  /** The 1-based lines that refer to the Dockerfile; of several that a backslash joins, the one that says so. */
  lines(): number[] {
    const out: number[] = [];
    const lines = this.#text.split(/\r?\n/);
    for (let index = 0; index < lines.length; index++) {
      const first = index;
      const parts = [lines[index] ?? ''];
      while (/\\\s*$/.test(parts.at(-1) ?? '') && index + 1 < lines.length) parts.push(lines[++index] ?? '');
      if (/^\s*(?:#|\/\/|--\s|REM\b)/i.test(parts[0] ?? '')) continue;
      // A manifest speaks of many things, and so does a document: only their commands build images.
      if (/^package\.json$|\.(?:md|rst|adoc)$/.test(basename(this.#file)) && !BUILDERS.test(parts.join(' ')))
        continue;
      const whole = parts.map((part) => part.replace(/\\\s*$/, '')).join(' ');
      const named = parts.findIndex((part) => this.#names(part));
      if (named >= 0) out.push(first + named + 1);
      else if (this.#buildsFolder(whole)) out.push(first + 1);
    }
    return out;
  }

  /** Whether a line has a path that can be the Dockerfile's. */
  #names(line: string): boolean {
    const name = basename(this.#dockerfile);
    for (const [word] of line.matchAll(/[\w./${}()@-]+/g)) {
      if (!word.endsWith(name) || (word !== name && !/[/)}(]$/.test(word.slice(0, -name.length)))) continue;
      const path = word.replace(/^.*[$@{(][^/]*\//, '').replace(/^\/+/, '');
      // What a variable stands for is anybody's guess.
      if (/[$@{]/.test(word) ? this.#dockerfile.endsWith(`/${path}`) : this.#means(path, this.#dockerfile))
        return true;
    }
    return false;
  }

  #means(path: string, place: string, bases: readonly string[] = this.#bases): boolean {
    return isInside(this.#root, place) && bases.some((base) => resolve(base, path) === place);
  }

  /** `docker build backend` without -f builds the folder's own Dockerfile, as `context: ./backend` does in a workflow. */
  #buildsFolder(line: string): boolean {
    if (!/^(?:docker|container)file$/i.test(basename(this.#dockerfile))) return false;
    const places = [dirname(this.#dockerfile), this.#context];
    const build = new RegExp(`${BUILDERS.source}.*?\\b(?:build|bud)\\b(.*)$`).exec(line);
    if (build) {
      const rest = build[1] ?? '';
      if (/(?:^|\s)(?:-f|--file)\b/.test(rest)) return false;
      const fixed = [dirname(this.#file), this.#root];
      const here = places.filter((place) => namesFolder(line.slice(0, -rest.length), fixed, place));
      const words = rest.split(/[\s;&|]+/).filter((word) => word !== '' && !word.startsWith('-'));
      return words.some((word) => places.some((place) => this.#isFolder(word, place, [...fixed, ...here])));
    }
    const key = /^\s*-?\s*"?(?:context|build|path)"?\s*[:=]\s*["']?([^"'#,\s]+)/.exec(line);
    return key !== null && this.#isFolder(key[1] ?? '', this.#context, [dirname(this.#file), this.#root]);
  }

  #isFolder(word: string, place: string, bases: readonly string[]): boolean {
    const path = word.replace(/^["']|["']$/g, '');
    return /^[\w./-]+$/.test(path) ? this.#means(path, place, bases) : path.startsWith('$');
  }
}

const BUILDERS = /\b(?:docker|podman|buildah|nerdctl)\b/;

/** Whether a text has a path that, seen from one of some folders, is another one. */
const namesFolder = (text: string, bases: readonly string[], folder: string): boolean =>
  [...text.matchAll(/[\w./-]+/g)].some(([word]) =>
    bases.some((base) => folder !== base && resolve(base, word.replace(/\/+$/, '')) === folder),
  );
