import { anyChar, fitsWildcard, fittingStarts, type Step, type Wildcard } from '../text/wildcard.ts';

/**
 * Whether a text matches a pattern of `case`: `*` goes over slashes too, a backslash quotes what follows it. A pattern
 * that is malformed matches itself alone. Null where both are too long to tell.
 */
export function matchesPattern(pattern: string, text: string): boolean | null {
  return isTooLong(pattern, text) ? null : fitsWildcard(wildcardOf(pattern), text);
}

/** `${x#pattern}` and its kin: the shortest or longest piece that matches at one end goes. Null where that is too long to tell. */
export function removeAffix(text: string, operator: '#' | '##' | '%' | '%%', pattern: string): string | null {
  if (isTooLong(pattern, text)) return null;
  const atStart = operator.startsWith('#');
  const chars = Array.from(text);
  const wildcard = wildcardOf(pattern);
  // What ends a text begins it when both are turned round.
  const lengths = atStart
    ? fittingStarts(wildcard, chars)
    : fittingStarts(wildcard.toReversed(), chars.toReversed());
  const length = operator.length === 2 ? lengths.at(-1) : lengths[0];
  if (length === undefined) return text;
  return (atStart ? chars.slice(length) : chars.slice(0, chars.length - length)).join('');
}

const isTooLong = (pattern: string, text: string): boolean => pattern.length * text.length > MOST_STEPS;

/** No Dockerfile that a person writes comes near; what does is made to take long. */
const MOST_STEPS = 1 << 22;

/** A text that matches itself alone, as a pattern. */
export const quotePattern = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');

function wildcardOf(pattern: string): Wildcard {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; ) {
    const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += char.length;
    if (char === '*') steps.push({ kind: 'many', fits: anyChar });
    else if (char === '?') steps.push({ kind: 'one', fits: anyChar });
    else if (char === '\\' && at < pattern.length) {
      const quoted = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
      steps.push({ kind: 'one', fits: quoted });
      at += quoted.length;
    } else if (char === '[') {
      SET.lastIndex = at - 1;
      const [whole, negation = '', inner] = SET.exec(pattern) ?? [];
      const set = inner === undefined || inner === '' ? null : classOf(inner);
      if (whole === undefined || set === null) steps.push({ kind: 'one', fits: '[' });
      else {
        const one = new RegExp(`^[${negation ? '^' : ''}${set}]$`, 'su');
        steps.push({ kind: 'one', fits: (each) => one.test(each) });
        at += whole.length - 1;
      }
    } else steps.push({ kind: 'one', fits: char });
  }
  return steps;
}

const SET = /\[([!^]?)(\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\]/sy;

/** The inside of brackets; null where it holds what regular expressions have no word for. */
function classOf(inner: string): string | null {
  if (/\[[:.=]/.test(inner)) return null;
  let out = '';
  for (let at = 0; at < inner.length; at++) {
    const char = inner.charAt(at);
    if (char === '\\' && at + 1 < inner.length) out += escapeInClass(inner.charAt(++at));
    else if (char === '-' && at > 0 && at + 1 < inner.length) {
      if (inner.charAt(at - 1) > inner.charAt(at + 1)) return null;
      out += '-';
    } else out += escapeInClass(char);
  }
  return out;
}

const escapeInClass = (char: string): string => (/[\\^\][-]/.test(char) ? `\\${char}` : char);
