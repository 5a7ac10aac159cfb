import { resolve } from '../../text/path.ts';

/** Compose as a line of a file starts it. Paths are as written, with variables of the file put in. */
export interface ComposeCommand {
  /** In merge order. */
  readonly files: readonly string[];
  /** `--project-directory`. */
  readonly projectDir: string | null;
  /** `--env-file`, those that win last. */
  readonly envFiles: readonly string[];
  /** The folder that the line changes to before. */
  readonly folder: string | null;
}

/**
 * The starts of Compose that a file writes down with their files: `docker compose -f …`, its older and other names, and
 * `COMPOSE_FILE`. What a variable that the file does not set stands for is not known, and such a start is left out.
 * `dir` is the folder of the file, `root` the repository.
 */
export function composeCommands(text: string, dir: string, root: string): readonly ComposeCommand[] {
  if (!/compose/i.test(text)) return [];
  const lines = logicalLines(text);
  const variables = variablesOf(lines);
  const out = new Map<string, ComposeCommand>();
  for (const line of lines) {
    if (line.length > MAX_LENGTH || !/compose|-f\b|--file\b/i.test(line)) continue;
    if (/^\s*(?:#(?!!)|\/\/|REM\b)/i.test(line)) continue;
    for (const each of expansions(places(line, dir, root), variables))
      for (const command of commandsIn(each)) out.set(JSON.stringify(command), command);
  }
  return [...out.values()];
}

/** Lines with their continuations: a backslash, a backtick or caret of other shells, and options on a line of their own. */
function logicalLines(text: string): string[] {
  const out: string[] = [];
  let joins = false;
  for (const line of text.split(/\r?\n/)) {
    const last = out.at(-1);
    const isOption = /^\s+(?:-f|--file|--env-file|--project-directory)[\s=]/.test(line);
    if (last !== undefined && (joins || (isOption && COMPOSE.test(last))))
      out[out.length - 1] = `${last} ${line.trim().replace(/[\\`^]\s*$/, '')}`;
    else out.push(line.replace(/(?:\\|\s[`^])\s*$/, ''));
    joins = /(?:\\|\s[`^])\s*$/.test(line);
  }
  return out;
}

/** What stands for the folder that a command runs in, of the file itself, or of the repository. */
const places = (line: string, dir: string, root: string): string =>
  line
    .replace(
      /\$\(\s*cd\s+"?\$\(\s*dirname[^()]*\)([\w./-]*)"?\s*(?:&&|;)\s*pwd[^()]*\)|\$\(\s*dirname\s[^()]*\)/g,
      (_, below: string | undefined) => resolve(dir, `./${below ?? ''}`),
    )
    .replace(
      /\{\{\s*\.?(?:TASKFILE_DIR|ROOT_DIR|USER_WORKING_DIR|justfile_directory\(\))\s*\}\}|%~dp0\\?|\$PSScriptRoot\b/g,
      dir,
    )
    .replace(
      /\$\{\{\s*github\.workspace\s*\}\}|\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR)\}?|\$\(\s*(?:shell\s+)?git rev-parse --show-toplevel\s*\)/g,
      root,
    )
    .replace(/\$[({]?(?:CURDIR|PWD)[)}]?|\$\(\s*(?:shell\s+)?pwd\s*\)/g, '.');

type Variables = ReadonlyMap<string, readonly string[]>;

/** What the file sets variables to. One that is set in several places may have any of these values. */
function variablesOf(lines: readonly string[]): Variables {
  const out = new Map<string, string[]>();
  for (const line of lines) {
    if (line.length > MAX_LENGTH) continue;
    const [, name = '', how = '', rest = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name === '') continue;
    const written = rest.trimEnd();
    const value =
      /^"([^"]*)"$|^'([^']*)'$/
        .exec(written)
        ?.slice(1)
        .find((each) => each !== undefined) ?? written;
    const known = out.get(name) ?? [];
    const values = how === '+=' && known.length > 0 ? known.map((each) => `${each} ${value}`) : [value];
    out.set(name, [...known, ...values].slice(0, MAX_VALUES));
  }
  return out;
}

const ASSIGNMENT =
  /^\s*(?:(?:export|set|readonly|local|declare|override|-)\s+|\$(?=\w))?["']?([A-Za-z_]\w*)["']?\s*([:?+]?=|:)\s*(\S.*)$/;
const MAX_VALUES = 6;
const MAX_LINES = 24;
/** Longer lines are written by machines. */
const MAX_LENGTH = 4000;

/** A line with its variables put in, once for each way to do so; `$X`, `${X:-default}`, `$(X)`, `{{.X}}`. */
function expansions(line: string, variables: Variables): string[] {
  let out = [line];
  for (let round = 0; round < 4; round++) {
    const next = out.flatMap((each) => expandOnce(each, variables)).slice(0, MAX_LINES);
    if (next.length === out.length && next.every((each, i) => each === out[i])) break;
    out = next;
  }
  return out;
}

function expandOnce(line: string, variables: Variables): string[] {
  const found = [...line.matchAll(REFERENCE)].find(
    ([, a, standard, b, c, d]) => standard !== undefined || variables.has(a ?? b ?? c ?? d ?? ''),
  );
  if (!found) return [line];
  const [whole, a, standard, b, c, d] = found;
  const values = variables.get(a ?? b ?? c ?? d ?? '') ?? (standard === undefined ? [] : [standard]);
  // A variable that is set from itself would go on for ever.
  return values.map((value) =>
    [
      line.slice(0, found.index),
      value.includes(whole) ? '' : value,
      line.slice(found.index + whole.length),
    ].join(''),
  );
}

const REFERENCE = /\$\{(\w+)(?::?-([^{}]*))?\}|\$\((\w+)\)|\$(\w+)|\{\{\s*\.?(\w+)\s*\}\}/g;

const COMPOSE = /\b(?:(?:docker|podman|nerdctl)\s+compose|docker-compose|podman-compose)\b(?![\w.-])/;

function commandsIn(line: string): ComposeCommand[] {
  // In lists of words, as `["docker", "compose", "-f", "a.yml"]`, the words stand for themselves.
  const plain = line.replace(/["'],\s*["']/g, ' ');
  const out: ComposeCommand[] = [];
  let at = 0;
  for (;;) {
    const match = COMPOSE.exec(plain.slice(at));
    if (!match) break;
    const end = at + match.index + match[0].length;
    const before = plain.slice(at, at + match.index);
    const options = optionsOf(wordsOf(plain.slice(end)));
    const own = /\bCOMPOSE_FILE=("[^"]*"|'[^']*'|[^\s"']+)/.exec(before)?.[1];
    const files = options.files.length > 0 ? options.files : splitList(own ?? '');
    if (files.length > 0 && ![...files, ...options.envFiles, options.projectDir ?? ''].some(isOpen))
      out.push({ ...options, files, folder: folderOf(plain.slice(0, at + match.index)) });
    at = end;
  }
  const set = /\bCOMPOSE_FILE["']?\s*[:=]\s*("[^"]*"|'[^']*'|[^\s"'#,}]+)/.exec(plain)?.[1];
  if (set !== undefined && !COMPOSE.test(plain)) {
    const files = splitList(set);
    if (files.length > 0 && !files.some(isOpen))
      out.push({ files, projectDir: null, envFiles: [], folder: null });
  }
  return out;
}

const isOpen = (word: string): boolean => /[$*{}]|^-$/.test(word);

const splitList = (value: string): string[] =>
  value
    .replace(/^["']|["']$/g, '')
    .split(/[:;]/)
    .filter((file) => /\.ya?ml$/.test(file));

/** The words up to the end of a command. */
function wordsOf(rest: string): string[] {
  const out: string[] = [];
  const word = /\s*((?:"[^"]*"|'[^']*'|\\.|[^\s"'`;|&()<>\\])+)/y;
  for (let match = word.exec(rest); match; match = word.exec(rest))
    out.push((match[1] ?? '').replace(/\\(?=[\w.])/g, '/').replace(/["']/g, ''));
  return out;
}

function optionsOf(words: readonly string[]): Omit<ComposeCommand, 'folder'> {
  const files: string[] = [];
  const envFiles: string[] = [];
  let projectDir: string | null = null;
  for (let i = 0; i < words.length; i++) {
    const [, name = '', given] = /^(-f|--?[a-z-]+)(?:=(.*)|(?<=^-f)(.+))?$/.exec(words[i] ?? '') ?? [];
    const attached = given ?? /^-f=?(.+)$/.exec(words[i] ?? '')?.[1];
    if (name === '') break;
    const value = (): string => attached ?? words[++i] ?? '';
    if (name === '-f' || name === '--file') files.push(value());
    else if (name === '--env-file') envFiles.push(value());
    else if (name === '--project-directory' || name === '--workdir') projectDir = value();
    else if (WITH_VALUE.has(name)) value();
  }
  return { files: files.filter((file) => file !== ''), projectDir, envFiles };
}

const WITH_VALUE = new Set([
  '-p',
  '--project-name',
  '--profile',
  '--ansi',
  '--parallel',
  '--progress',
  '-c',
  '--context',
  '-H',
  '--host',
]);

/** The folder of the last `cd` before. */
function folderOf(before: string): string | null {
  const found = [
    ...before.matchAll(/(?:^|[\s;&|("'`@-])(?:cd|pushd)\s+("[^"]*"|'[^']*'|[^\s;&|"']+)\s*(?:&&|;)/g),
  ].at(-1)?.[1];
  const folder = found?.replace(/["']/g, '');
  return folder === undefined || isOpen(folder) ? null : folder;
}
