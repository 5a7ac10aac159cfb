import { resolve } from '../../text/path.ts';

/** A command line of a file with its variables put in. */
export interface CommandLine {
  readonly text: string;
  /** 1-based: where it begins. */
  readonly line: number;
}

/**
 * The lines of a file that may be commands and match, each once for every way in which the variables that the file sets may be
 * put in. `dir` is the folder of the file, `root` the repository.
 */
export function commandLines(text: string, dir: string, root: string, match: RegExp): readonly CommandLine[] {
  const lines = logicalLines(text);
  const variables = variablesOf(lines.map((each) => each.text));
  return lines.flatMap(({ text: own, line }) => {
    if (own.length > MAX_LENGTH || !match.test(own) || /^\s*(?:#(?!!)|\/\/|REM\b)/i.test(own)) return [];
    return expansions(places(own, dir, root), variables).map((each) => ({ text: each, line }));
  });
}

/** Compose by each name that it has. */
export const COMPOSE = /\b(?:(?:docker|podman|nerdctl)\s+compose|docker-compose|podman-compose)\b(?![\w.-])/;

/** The words up to the end of a command. */
export function wordsOf(rest: string): string[] {
  const out: string[] = [];
  const word = /\s*((?:"[^"]*"|'[^']*'|\\.|[^\s"'`;|&()<>\\])+)/y;
  for (let match = word.exec(rest); match; match = word.exec(rest))
    out.push((match[1] ?? '').replace(/\\(?=[\w.])/g, '/').replace(/["']/g, ''));
  return out;
}

/** Lines with their continuations: a backslash, a backtick or caret of other shells, and options on a line of their own. */
function logicalLines(text: string): CommandLine[] {
  const out: CommandLine[] = [];
  let joins = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const last = out.at(-1);
    const isOption = /^\s+(?:-f|--file|--env-file|--project-directory)[\s=]/.test(line);
    if (last !== undefined && (joins || (isOption && COMPOSE.test(last.text))))
      out[out.length - 1] = { ...last, text: `${last.text} ${line.trim().replace(/[\\`^]\s*$/, '')}` };
    else out.push({ text: line.replace(/(?:\\|\s[`^])\s*$/, ''), line: index + 1 });
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
