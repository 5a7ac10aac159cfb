import { COMPOSE, commandLines, wordsOf } from './command-lines.ts';

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
  const out = new Map<string, ComposeCommand>();
  for (const { text: line } of commandLines(text, dir, root, /compose|-f\b|--file\b/i))
    for (const command of commandsIn(line)) out.set(JSON.stringify(command), command);
  return [...out.values()];
}

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
