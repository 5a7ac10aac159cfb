/** Whether a path segment holds pattern characters of a shell or of Go's `filepath.Match`. */
export const hasMeta = (text: string): boolean => /[*?[{]/.test(text);

/** Whether one name matches one pattern of `*`, `?`, `[…]`. A pattern that is malformed matches nothing. */
export function matchesGlob(pattern: string, name: string): boolean {
  const regex = toRegex(pattern);
  return regex !== null && regex.test(name);
}

function toRegex(pattern: string): RegExp | null {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\' && at + 1 < pattern.length) source += escape(pattern.charAt(++at));
    else if (char === '[') {
      const end = pattern.indexOf(']', pattern[at + 1] === '!' || pattern[at + 1] === '^' ? at + 3 : at + 2);
      if (end < 0) return null;
      source += classOf(pattern.slice(at + 1, end));
      at = end;
    } else source += escape(char);
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

const escape = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

function classOf(inner: string): string {
  const negated = inner.startsWith('!') || inner.startsWith('^');
  return `[${negated ? '^' : ''}${(negated ? inner.slice(1) : inner).replace(/[\\\]^[]/g, '\\$&')}]`;
}
