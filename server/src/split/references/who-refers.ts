import type { Reader } from '../../memory/snapshot.ts';
import { basename, dirname, isInside, relative, resolve } from '../../text/path.ts';
import { blockAround } from './block-around.ts';
import { BUILDERS, type Builder } from './builders.ts';
import { namesPath } from './named-path.ts';
import { textFiles } from '../../world/find/text-files.ts';

/** A line of the repository, outside Compose, that builds a Dockerfile, or names it where it is not known what for. */
interface Reference {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly how: 'builds' | 'names';
}

/** Who refers to a Dockerfile; `complete` is false when the repository is too large to be sure that this is all. */
export interface References {
  readonly found: readonly Reference[];
  readonly complete: boolean;
}

/** A Dockerfile and the folder that it is built in. Paths are absolute. */
export interface Referred {
  readonly dockerfile: string;
  readonly context: string;
}

/**
 * Looks through every text file of a repository for lines that name a Dockerfile, or have the one of its folder built without
 * naming it. Names are understood from the folder of the file that has them, from the repository's root, and from folders
 * that it names itself. A line that can mean the Dockerfile counts, one that means another of the same name does not.
 * Of documents only the commands count, and files that build nothing, whatever they name, do not.
 */
export function whoRefers(
  reader: Reader,
  root: string,
  { dockerfile, context }: Referred,
  /** Compose files that the engine knows: what they build is no matter of text. */
  judged: ReadonlySet<string> = new Set(),
): References {
  const { files, complete } = reader.derive(textFiles, root);
  const found: Reference[] = [];
  for (const file of files) {
    if (file === dockerfile || judged.has(file) || BUILDS_NOTHING.test(file)) continue;
    const state = reader.file(file);
    if (state.kind !== 'text' || state.file.text.length > MAX_LENGTH) continue;
    const { text } = state.file;
    if (!mayRefer(file, text, dockerfile)) continue;
    const how = isBuilder(relative(root, file)) ? 'builds' : 'names';
    found.push(...new Reading(file, text, root, { dockerfile, context }).references(how));
  }
  return { found, complete };
}

/** Larger files are written by machines. */
const MAX_LENGTH = 1 << 20;
const MAX_LINE = 4000;

const BUILDS_NOTHING =
  /\/(?:[\w.-]*ignore|CODEOWNERS|\.dockerfile-split\.json|\.gitattributes|\.editorconfig|\.gitmodules|(?:LICENSE|NOTICE|AUTHORS)[\w.-]*|\.vscode\/settings\.json|\.github\/dependabot\.ya?ml)$/;

const DOCUMENT = /\.(?:mdx?|markdown|rst|adoc|asciidoc|html?)$|\/README[\w.]*$/i;

/** Most files speak of no image at all. Short ones that are read by a builder may do so without a word of it. */
const mayRefer = (file: string, text: string, dockerfile: string): boolean =>
  SPEAKS.test(text) || text.includes(basename(dockerfile)) || CONFIGURATION.test(file);

const SPEAKS =
  /docker|container|podman|buildah|nerdctl|buildctl|kaniko|AssetImage|BuildAndRun|\b(?:fly|flyctl|gcloud|heroku|railway|az|caprover|eb|kamal|depot|minikube|microk8s|oc|werf|scalingo|koyeb)\s/i;
const CONFIGURATION = /\.(?:ya?ml|toml|json|hcl|tf)$|\/captain-definition$/;

/** Files that are there to have something built or run. */
const isBuilder = (path: string): boolean =>
  /(?:^|\/)(?:(?:GNU)?[Mm]akefile|[\w.-]+\.mk|\.?[Jj]ustfile|Taskfile.*\.ya?ml|Tiltfile|Earthfile|Jenkinsfile.*|skaffold.*\.ya?ml|cloudbuild.*\.(?:ya?ml|json)|buildspec.*\.ya?ml|\.?goreleaser.*\.ya?ml|docker-bake.*\.(?:hcl|json)|devcontainer\.json|\.gitlab-ci.*\.ya?ml|bitbucket-pipelines\.ya?ml|azure-pipelines.*\.ya?ml|fly.*\.toml|render\.ya?ml|railway\.(?:json|toml)|heroku\.ya?ml|\.drone\.ya?ml|\.woodpecker\.ya?ml|package\.json|Vagrantfile|captain-definition|(?:docker-)?compose.*\.ya?ml|[\w.-]+\.(?:sh|bash|ps1|bat|cmd|mdx?|rst|adoc))$|^(?:\.github\/(?:workflows|actions)|\.circleci|\.gitea|\.forgejo|\.woodpecker|\.buildkite|\.devcontainer|copilot|\.do)\//.test(
    path,
  );

/** One file that may build images. */
class Reading {
  readonly #file: string;
  readonly #root: string;
  readonly #dockerfile: string;
  readonly #context: string;
  readonly #lines: readonly string[];
  /** The folder of the file, and the repository's root. */
  readonly #fixed: readonly string[];
  /** Folders from which a path in the file may be meant. */
  readonly #bases: readonly string[];
  readonly #builders: readonly Builder[];
  /** Whether it has a word of what builds images. */
  readonly #speaks: boolean;

  constructor(file: string, text: string, root: string, { dockerfile, context }: Referred) {
    this.#file = file;
    this.#speaks = SPEAKS.test(text);
    this.#lines = text.split(/\r?\n/);
    this.#root = root;
    this.#dockerfile = dockerfile;
    this.#context = context;
    this.#fixed = [...new Set([dirname(file), root])];
    const near = [dirname(dockerfile), context].filter((dir) => !this.#fixed.includes(dir));
    const said = near.filter((dir) => namesFolder(text, this.#fixed, dir));
    this.#bases = [...new Set([...this.#fixed, ...said])];
    const path = relative(root, file);
    this.#builders = isDefaultName(dockerfile)
      ? BUILDERS.filter(
          (builder) => builder.in.test(path) && (builder.beside !== 'file' || !builder.unless.test(text)),
        )
      : [];
  }

  /** One a line; of several lines that a backslash joins, the one that says so. */
  references(how: Reference['how']): Reference[] {
    const out: Reference[] = [];
    const lines = this.#lines;
    const onlyCommands = DOCUMENT.test(this.#file) || basename(this.#file) === 'package.json';
    const whole = this.#builders.find(({ sign }) => sign === null);
    if (whole && this.#isOwn(lines.join('\n'), this.#bases)) out.push(this.#at(0, 'builds'));
    for (let index = 0; index < lines.length; index++) {
      const first = index;
      const parts = [lines[index] ?? ''];
      while (/\\\s*$/.test(parts.at(-1) ?? '') && index + 1 < lines.length) parts.push(lines[++index] ?? '');
      if (COMMENT.test(parts[0] ?? '')) continue;
      const joined = parts.map((part) => part.replace(/\\\s*$/, '')).join(' ');
      const named =
        onlyCommands && !ENGINE.test(joined)
          ? -1
          : parts.findIndex((part) => namesPath(part, this.#dockerfile, this.#bases));
      if (named >= 0) out.push(this.#at(first + named, how));
      else if (this.#buildsFolder(joined.slice(0, MAX_LINE), first, onlyCommands))
        out.push(this.#at(first, 'builds'));
    }
    const seen = new Set<number>();
    return out.filter(({ line }) => !seen.has(line) && seen.add(line));
  }

  #at(line: number, how: Reference['how']): Reference {
    return { file: this.#file, line: line + 1, how };
  }

  /** `docker build backend` without -f builds the folder's own Dockerfile, as `context: ./backend` does in a workflow. */
  #buildsFolder(line: string, at: number, onlyCommands: boolean): boolean {
    if (!isDefaultName(this.#dockerfile)) return false;
    const places = [dirname(this.#dockerfile), this.#context];
    const command = COMMAND.exec(line);
    if (command) {
      const rest = command[1] ?? '';
      if (/(?:^|[\s"'])(?:-f|--file)\b/.test(rest)) return false;
      const here = places.filter((place) => namesFolder(line.slice(0, -rest.length), this.#fixed, place));
      const words = rest.split(/[\s;&|"',)\]]+/).filter((word) => word !== '' && !word.startsWith('-'));
      if (
        words.some((word) => places.some((place) => this.#isFolder(word, place, [...this.#fixed, ...here])))
      )
        return true;
    }
    const sign = this.#builders.find(
      (each) => each.sign?.test(line) === true && !(onlyCommands && each.beside !== 'line'),
    );
    if (sign) {
      const block = sign.beside === 'line' ? line : blockAround(this.#lines, at, sign.beside);
      return (sign.beside === 'file' || !sign.unless.test(block)) && this.#isOwn(block, this.#bases);
    }
    const key = onlyCommands ? null : ((this.#speaks ? PATH.exec(line) : null) ?? CONTEXT.exec(line));
    return (
      key !== null &&
      this.#isFolder(key[1] ?? '', this.#context, this.#fixed) &&
      !OTHER_FILE.test(blockAround(this.#lines, at, 'item'))
    );
  }

  /**
   * Whether what builds the Dockerfile of some folder can mean this one: it says no folder, or one whose path may be this one's.
   */
  #isOwn(block: string, bases: readonly string[]): boolean {
    const place = dirname(this.#dockerfile);
    const said = [...block.matchAll(FOLDER)].map(([, word = '']) => word);
    if (said.some((word) => this.#isFolder(word, place, bases))) return true;
    const isElsewhere = said.some(
      (word) => /^[\w./-]+$/.test(word) && this.#fixed.every((base) => resolve(base, word) !== place),
    );
    return !isElsewhere && bases.includes(place);
  }

  #isFolder(word: string, place: string, bases: readonly string[]): boolean {
    const path = word
      .replace(/^["']|["']$/g, '')
      .replace(
        /^\$\{?\w*(?:[dD]ir|DIR|ROOT|root|PWD|module|workspace|WORKSPACE)\w*\}?(?:\.path\})?\/(?=\w|\.)/,
        '',
      );
    if (!/^[\w./-]+$/.test(path)) return path.startsWith('$');
    return isInside(this.#root, place) && bases.some((base) => resolve(base, path) === place);
  }
}

const isDefaultName = (file: string): boolean => /^(?:docker|container)file$/i.test(basename(file));

const COMMENT = /^\s*(?:#(?!!)|\/\/|--\s|REM\b|;;|\*\s|<!--)/i;
const ENGINE = /\b(?:docker|podman|buildah|nerdctl|buildctl)\b/;
const COMMAND = /\b(?:docker|podman|buildah|nerdctl)\b(?![- ]compose).*?\b(?:build|bud)\b(?!-)(.*)$/;

/** A key that says which folder an image is built from, whatever reads it. */
const CONTEXT =
  /^[\s-]*["']?(?:context|build|docker_?context|context_?dir|build_?context|source_?dir)["']?\s*[:=]\s*["']?([^"'#,\s]+)/i;
const PATH = /^[\s-]*["']?path["']?\s*[:=]\s*["']?([^"'#,\s]+)/;
const FOLDER =
  /["']?\b(?:context|path|root_?dir|docker_?context|context_?dir|build_?context|build_?dir|source_?dir|dir|directory|project)["']?\s*[:=]\s*["']?([^"'#,\s)}]+)/gi;
const OTHER_FILE = /\bdocker_?-?file(?:_?-?path)?["']?\s*[:=]\s*["']?[\w./-]|^[ \t]*file\s*:/im;

/** Whether a text has a path that, seen from one of some folders, is another one. */
function namesFolder(text: string, bases: readonly string[], folder: string): boolean {
  const name = basename(folder);
  return [...text.matchAll(/[\w./-]+/g)].some(([found]) => {
    const word = found.replace(/(?<=[^/])\/+$/, '');
    return (
      (word.endsWith(name) || word.endsWith('.')) &&
      bases.some((base) => folder !== base && resolve(base, word) === folder)
    );
  });
}
