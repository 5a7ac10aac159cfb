/**
 * Whether a text matches a pattern of `case`: `*` goes over slashes too, a backslash quotes what follows it. A pattern
 * that is malformed matches itself alone.
 */
export const matchesPattern = (pattern: string, text: string): boolean =>
  new RegExp(`^(?:${toRegex(pattern)})$`, 'su').test(text);

/** `${x#pattern}` and its kin: the shortest or longest piece that matches at one end goes. */
export function removeAffix(text: string, operator: '#' | '##' | '%' | '%%', pattern: string): string {
  const characters = Array.from(text);
  const lengths = [...characters.keys(), characters.length];
  // The shortest piece is looked for first, the longest last.
  if (operator.length === 2) lengths.reverse();
  for (const length of lengths) {
    const atStart = operator.startsWith('#');
    const piece = atStart ? characters.slice(0, length) : characters.slice(characters.length - length);
    if (!matchesPattern(pattern, piece.join(''))) continue;
    return (atStart ? characters.slice(length) : characters.slice(0, characters.length - length)).join('');
  }
  return text;
}

/** A text that matches itself alone, as a pattern. */
export const quotePattern = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');

function toRegex(pattern: string): string {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '*') out += '.*';
    else if (char === '?') out += '.';
    else if (char === '\\' && at + 1 < pattern.length) out += escape(pattern.charAt(++at));
    else if (char === '[') {
      const [, negation = '', inner] =
        /^\[([!^]?)(\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\]/s.exec(pattern.slice(at)) ?? [];
      const length = inner === undefined ? 0 : inner.length + negation.length + 2;
      const set = inner === undefined || inner === '' ? null : classOf(inner);
      if (set === null) out += '\\[';
      else {
        out += `[${negation ? '^' : ''}${set}]`;
        at += length - 1;
      }
    } else out += escape(char);
  }
  return out;
}

const escape = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char);

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
