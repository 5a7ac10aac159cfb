import type { ArgvWord } from './argv.ts';

/** One step from the words of a start towards the program. */
export type Unwrapped =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly reason: string }
  /** A wrapper was taken off. */
  | { readonly kind: 'words'; readonly words: readonly ArgvWord[] }
  /** `sh -c text arg0 args…` */
  | {
      readonly kind: 'line';
      readonly text: string;
      /** `$0`. */
      readonly name: string | null;
      readonly word: ArgvWord;
      readonly args: readonly ArgvWord[];
    }
  /** `sh file args…` */
  | { readonly kind: 'file'; readonly word: ArgvWord; readonly args: readonly ArgvWord[] }
  | { readonly kind: 'program'; readonly word: ArgvWord; readonly args: readonly ArgvWord[] };

/** Takes one wrapper off: init programs, changes of user, `env`, shells. A program of an unknown name is itself. */
export function unwrapCommand(words: readonly ArgvWord[]): Unwrapped {
  const [first, ...rest] = words;
  if (!first) return { kind: 'empty' };
  if (first.value === null)
    return { kind: 'unknown', reason: 'what it starts depends on a variable that has no known value' };
  const name = first.value.slice(first.value.lastIndexOf('/') + 1);
  if (SHELLS.has(name)) return shell(rest);
  const wrapper = WRAPPERS.get(name);
  if (!wrapper) return { kind: 'program', word: first, args: rest };
  return wrapper(rest);
}

type Wrapper = (rest: readonly ArgvWord[]) => Unwrapped;

/** Skips options (those in `valued` take the next word) and then `operands` words. */
const skipping =
  (valued: string, operands = 0): Wrapper =>
  (rest) => {
    const takesValue = new Set(valued.split(' '));
    let i = 0;
    for (; i < rest.length; i++) {
      const value = rest[i]?.value;
      if (value === null || value === undefined)
        return { kind: 'unknown', reason: 'an option of its wrapper depends on a variable' };
      if (value === '--') {
        i++;
        break;
      }
      if (!value.startsWith('-') || value === '-') break;
      if (takesValue.has(value)) i++;
    }
    return { kind: 'words', words: rest.slice(i + operands) };
  };

/** `wait-for-it.sh host:port -t 30 -- program`: only what follows `--` is started. */
const afterDashes: Wrapper = (rest) => {
  const dashes = rest.findIndex((word) => word.value === '--');
  return dashes < 0 ? { kind: 'empty' } : { kind: 'words', words: rest.slice(dashes + 1) };
};

const env: Wrapper = (rest) => {
  let i = 0;
  while (i < rest.length) {
    const value = rest[i]?.value ?? null;
    if (value === null) return { kind: 'unknown', reason: 'an argument of env depends on a variable' };
    if (value === '-u' || value === '-C') i += 2;
    else if (value.startsWith('-') || /^[A-Za-z_]\w*=/.test(value)) i++;
    else break;
  }
  return { kind: 'words', words: rest.slice(i) };
};

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ...['tini', 'tini-static', 'docker-init', 'catatonit'].map((name) => [name, skipping('-p -e')] as const),
  ...['dumb-init'].map((name) => [name, skipping('-r --rewrite')] as const),
  ...['su-exec', 'gosu'].map((name) => [name, skipping('', 1)] as const),
  ['setpriv', skipping('--reuid --regid --groups --inh-caps --bounding-set --ambient-caps')],
  ['env', env],
  ['exec', skipping('-a')],
  ['command', skipping('')],
  ['nohup', skipping('')],
  ['nice', skipping('-n --adjustment')],
  ['ionice', skipping('-c -n')],
  ['chrt', skipping('', 1)],
  ['stdbuf', skipping('-i -o -e')],
  ['timeout', skipping('-s -k --signal --kill-after', 1)],
  ['chpst', skipping('-u -U -b -e')],
  ['setsid', skipping('')],
  ['time', skipping('-f -o')],
  ['catchsegv', skipping('')],
  ['unbuffer', skipping('')],
  ['setarch', skipping('', 1)],
  ['taskset', skipping('', 1)],
  ['numactl', skipping('')],
  ['dockerize', skipping('-wait -timeout -template -stdout -stderr -wait-retry-interval -poll')],
  ['wait-for-it', afterDashes],
  ['wait-for-it.sh', afterDashes],
  ['wait-for', afterDashes],
  ['wait-for.sh', afterDashes],
] as const);

/** Whether a program starts another one that its words name. */
export function isWrapper(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return SHELLS.has(name) || WRAPPERS.has(name) || name === 'sudo' || name === 'xargs';
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

function shell(rest: readonly ArgvWord[]): Unwrapped {
  let i = 0;
  let line = false;
  for (; i < rest.length; i++) {
    const value = rest[i]?.value;
    if (value === null || value === undefined)
      return { kind: 'unknown', reason: 'an argument of its shell depends on a variable' };
    if (!/^[-+]/.test(value)) break;
    if (value === '-o' || value === '+o') i++;
    else if (/^-[a-z]*c[a-z]*$/.test(value)) line = true;
  }
  const word = rest[i];
  if (!word) return { kind: 'empty' };
  if (!line) return { kind: 'file', word, args: rest.slice(i + 1) };
  if (word.value === null) return { kind: 'unknown', reason: 'the line of its shell depends on a variable' };
  return {
    kind: 'line',
    text: word.value,
    name: rest[i + 1] ? (rest[i + 1]?.value ?? null) : 'sh',
    word,
    args: rest.slice(i + 2),
  };
}
