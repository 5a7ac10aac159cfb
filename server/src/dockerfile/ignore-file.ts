import { Recent } from '../text/recent.ts';
import { fitsWildcard, noSlash, type Step, type Wildcard } from '../text/wildcard.ts';

/**
 * Tells which paths of a build context `.dockerignore` hides, as BuildKit does (moby/patternmatcher): a pattern hides what lies
 * below what it fits, the last one that fits decides. Paths are relative to the context.
 */
export function readIgnoreFile(text: string): (path: string) => boolean {
  const patterns = patternsOf(text);
  const folders = new Recent<string, readonly boolean[]>(REMEMBERED);
  const none: readonly boolean[] = patterns.map(() => false);

  /** Which patterns fit a path or a folder above it. One is asked only where it would change the answer. */
  const fitting = (path: string): readonly boolean[] => {
    const known = folders.get(path);
    if (known) return known;
    const slash = path.lastIndexOf('/');
    const above = slash < 0 ? none : fitting(path.slice(0, slash));
    let hidden = false;
    const out = patterns.map(({ keeps, fits }, index) => {
      if (above[index] !== true && (keeps !== hidden || !fits(path))) return false;
      hidden = !keeps;
      return true;
    });
    folders.set(path, out);
    return out;
  };

  return (path) => {
    const out = fitting(path);
    const last = out.lastIndexOf(true);
    return last >= 0 && patterns[last]?.keeps === false;
  };
}

/** Files that come and go are asked about too. */
const REMEMBERED = 20_000;

interface Pattern {
  /** It begins with `!`. */
  readonly keeps: boolean;
  readonly fits: (path: string) => boolean;
}

function patternsOf(text: string): readonly Pattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line): Pattern[] => {
      if (line.startsWith('#')) return [];
      const trimmed = line.trim();
      const inverted = trimmed.startsWith('!');
      const named = (inverted ? trimmed.slice(1) : trimmed).trim();
      if (named === '') return [];
      const cleaned = clean(named);
      const pattern = `${inverted ? '!' : ''}${cleaned.length > 1 ? cleaned.replace(/^\//, '') : cleaned}`;
      // `/!x` keeps x too: the slash is gone when the mark is looked for.
      const keeps = pattern.startsWith('!');
      return [{ keeps, fits: fitsPattern(keeps ? pattern.slice(1) : pattern) }];
    });
}

/** Go's `filepath.Clean`. */
function clean(path: string): string {
  const root = path.startsWith('/') ? '/' : '';
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (root === '') out.push(part);
  }
  return root + out.join('/') || '.';
}

/** The matcher of one pattern, with what it does differently from `filepath.Match`, peculiar or not. */
function fitsPattern(pattern: string): (path: string) => boolean {
  const steps: Step[] = [];
  const chars = Array.from(pattern);
  let kind: 'exact' | 'prefix' | 'suffix' | 'steps' = 'exact';
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    const isFirst = at === 0;
    if (char === '*' && chars[at + 1] === '*') {
      at++;
      if (chars[at + 1] === '/') at++;
      if (at + 1 === chars.length) {
        kind = kind === 'exact' ? 'prefix' : 'steps';
        steps.push({ kind: 'many', fits: noLineEnd });
      } else {
        kind = 'steps';
        steps.push({ kind: 'folders' });
      }
      if (isFirst) kind = 'suffix';
    } else if (char === '*' || char === '?') {
      kind = 'steps';
      steps.push({ kind: char === '*' ? 'many' : 'one', fits: noSlash });
    } else if (char === '\\') {
      const escaped = chars[++at];
      if (escaped === undefined) return () => false;
      kind = 'steps';
      const fits = escape(escaped);
      if (fits === null) return () => false;
      steps.push({ kind: 'one', fits });
    } else if (char === '[') {
      kind = 'steps';
      const end = endOfSet(chars, at);
      const fits = end === null ? null : setOf(chars.slice(at, end + 1).join(''));
      if (end === null || fits === null) return () => false;
      at = end;
      steps.push({ kind: 'one', fits });
    } else {
      if (char === ']') kind = 'steps';
      steps.push({ kind: 'one', fits: char });
    }
  }
  switch (kind) {
    case 'exact':
      return (path) => path === pattern;
    case 'prefix': {
      const start = pattern.slice(0, -2);
      return (path) => path.startsWith(start);
    }
    case 'suffix': {
      const end = pattern.slice(2);
      return (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1));
    }
    case 'steps':
      return fitsSteps(steps);
  }
}

/** What has no wildcard at its start is compared first: most paths differ there. */
function fitsSteps(steps: Wildcard): (path: string) => boolean {
  const literals = steps.findIndex((step) => step.kind !== 'one' || typeof step.fits !== 'string');
  const start = steps
    .slice(0, literals < 0 ? steps.length : literals)
    .map((step) => (step.kind === 'one' && typeof step.fits === 'string' ? step.fits : ''))
    .join('');
  return (path) => path.startsWith(start) && fitsWildcard(steps, path);
}

const noLineEnd = (char: string): boolean => char !== '\n';

/** What stands behind a backslash means what it means to Go's regular expressions; null where they refuse it. */
function escape(char: string): string | ((char: string) => boolean) | null {
  if (!/[A-Za-z0-9]/.test(char)) return char;
  const control = CONTROLS[char];
  if (control !== undefined) return control;
  const set = /[dDsSwW]/.test(char) ? new RegExp(`^\\${char}$`) : null;
  return set && ((each) => set.test(each));
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\u0007',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Where a set ends; null when it does not. */
function endOfSet(chars: readonly string[], start: number): number | null {
  let at = start + 1;
  if (chars[at] === '^') at++;
  // A bracket in front is one of the set.
  for (let first = true; at < chars.length; at++, first = false) {
    if (chars[at] === '\\') at++;
    else if (chars[at] === ']' && !first) return at;
  }
  return null;
}

/** The characters that a set holds; null where it cannot be read. */
function setOf(source: string): ((char: string) => boolean) | null {
  try {
    const set = new RegExp(`^${source.replace(/^(\[\^?)\]/, '$1\\]')}$`, 'u');
    return (char) => set.test(char);
  } catch {
    // A range that runs backwards, or an escape that there is not: the build refuses the file, and nothing is known to be hidden.
    return null;
  }
}
