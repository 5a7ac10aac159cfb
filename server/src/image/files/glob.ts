import { fitsWildcard, noSlash, type Step, type Wildcard } from '../../text/wildcard.ts';

/** Whether a path segment holds pattern characters of a shell or of Go's `filepath.Match`. */
export const hasMeta = (text: string): boolean => /[*?[{]/.test(text);

/** Whether one name matches one pattern of `*`, `?`, `[…]`. A pattern that is malformed matches nothing. */
export function matchesGlob(pattern: string, name: string): boolean {
  const wildcard = wildcardOf(pattern);
  return wildcard !== null && fitsWildcard(wildcard, name);
}

function wildcardOf(pattern: string): Wildcard | null {
  const steps: Step[] = [];
  const chars = Array.from(pattern);
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*') steps.push({ kind: 'many', fits: noSlash });
    else if (char === '?') steps.push({ kind: 'one', fits: noSlash });
    else if (char === '\\' && at + 1 < chars.length) steps.push({ kind: 'one', fits: chars[++at] ?? '' });
    else if (char === '[') {
      const end = chars.indexOf(']', chars[at + 1] === '!' || chars[at + 1] === '^' ? at + 3 : at + 2);
      const set = end < 0 ? null : setOf(chars.slice(at + 1, end).join(''));
      if (!set) return null;
      steps.push({ kind: 'one', fits: (each) => set.test(each) });
      at = end;
    } else steps.push({ kind: 'one', fits: char });
  }
  return steps;
}

/** One character of a set; null where the set is malformed. */
function setOf(inner: string): RegExp | null {
  try {
    return new RegExp(`^${classOf(inner)}$`, 'su');
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function classOf(inner: string): string {
  const negated = inner.startsWith('!') || inner.startsWith('^');
  return `[${negated ? '^' : ''}${(negated ? inner.slice(1) : inner).replace(/[\\\]^[]/g, '\\$&')}]`;
}
