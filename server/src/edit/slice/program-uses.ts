import { anyChar, fitsWildcard, literally, type Wildcard } from '../../text/wildcard.ts';
import type { Execution, NamedPath, PlacedProgram, ToldWord } from '../../image/model.ts';
import { basename, dirname, resolve } from '../../text/path.ts';

/**
 * The programs among some places that a command may use: by their path anywhere in what it is told, and by their bare
 * name where that would be run. A pattern of files names what there is, and so none in particular.
 */
export function programUses(
  execution: Execution,
  /** The files that it names, where it is a command about files. */
  paths: readonly NamedPath[],
  places: readonly PlacedProgram[],
  /** Words that are taken off the command. */
  isGone: (word: Pick<ToldWord, 'span'>) => boolean,
): readonly PlacedProgram[] {
  const { effect, words, order } = execution;
  const there = places.filter((each) => each.order <= order);
  if (there.length === 0 || NOT_READING.has(effect.kind)) return [];
  const isGlob = (at: number): boolean => words.some((word) => word.span.start === at && word.isGlob);
  if (effect.kind === 'files' && !execution.inScript) {
    const named = paths.filter(({ span }) => !isGlob(span.start) && !isGone({ span }));
    return there.filter((place) => named.some(({ path }) => path === place.path));
  }
  const name = basename(words[0]?.text ?? '');
  if (effect.kind === 'nothing' && QUIET.has(name)) return [];
  const runs = effect.kind !== 'nothing' && effect.kind !== 'go-build' && effect.kind !== 'files';
  return there.filter((place) =>
    words.some((word) => !word.isGlob && !isGone(word) && mentions(word, place, execution, runs)),
  );
}

/** What these do is known, and reads no program; what they name as arguments is seen to apart. */
const NOT_READING = new Set(['install', 'uninstall', 'account', 'go-modules', 'setting', 'copy']);

/** Commands whose arguments are no files. */
const QUIET = new Set(
  'echo printf true false : set unset export cd exit return break continue shift sleep umask trap wait local readonly declare typeset read getopts alias ulimit locale-gen nslookup ping getent nproc uname whoami id date hostname env'.split(
    ' ',
  ),
);

function mentions(word: ToldWord, place: PlacedProgram, execution: Execution, runs: boolean): boolean {
  const { workdir, path } = execution;
  const folders = path === null ? null : path.split(':');
  const onPath = folders === null || folders.includes(dirname(place.path));
  if (word.text === UNKNOWN) return word.role === 'name' && runs;
  return word.text
    .split(/[\s"'`;|&()=:,<>{}[\]]+/)
    .filter((token) => token !== '')
    .some((token) => {
      if (token.includes(UNKNOWN)) return matches(token, place, workdir);
      if (token.includes('/')) return resolve(workdir ?? '/', token) === place.path;
      const isBare = token === basename(place.path);
      if (!isBare) return false;
      if (word.role === 'name') return onPath;
      return (runs && onPath) || (workdir !== null && resolve(workdir, token) === place.path);
    });
}

const UNKNOWN = '\0';

/** Whether a text with pieces that only a running shell can tell may be a place. What is all unknown says nothing. */
function matches(token: string, { path }: PlacedProgram, workdir: string | null): boolean {
  if (!/[\w.-]{2}/.test(token)) return false;
  const full = token.startsWith('/') || token.startsWith(UNKNOWN) ? token : `${workdir ?? ''}/${token}`;
  const pieces = full.split(UNKNOWN);
  const wildcard = pieces.flatMap(
    (piece, index): Wildcard => [
      ...(index > 0 ? [{ kind: 'many', fits: anyChar } as const] : []),
      ...literally(piece),
    ],
  );
  return fitsWildcard(wildcard, path);
}
