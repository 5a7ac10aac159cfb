/**
 * A mode after `chmod MODE`: `755`, `u=rwx,go+rX`. Null where the old one would have to be known and is not, and for a mode
 * that is not understood. https://www.gnu.org/software/coreutils/manual/html_node/Symbolic-Modes.html
 */
export function applyMode(text: string, old: number | null, isFolder: boolean): number | null {
  if (/^[0-7]{1,5}$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    // A folder keeps set-user-id and set-group-id where a short number does not name them.
    return isFolder && text.length < 5 && (old === null || (old & 0o6000) !== 0) && old !== null
      ? bits | (old & 0o6000)
      : bits;
  }
  let mode = old;
  for (const clause of text.split(',')) {
    const [, who = '', actions = ''] = /^([ugoa]*)((?:[-+=][rwxXst]*)+)$/.exec(clause) ?? [];
    if (actions === '') return null;
    for (const [, operator, letters = ''] of actions.matchAll(/([-+=])([rwxXst]*)/g)) {
      if (/[st]/.test(letters)) return null;
      // Without a letter the umask has a say: 022, as shells start with.
      const mask = who === '' ? 0o755 : maskOf(who);
      const isRun = mode !== null && (mode & 0o111) !== 0;
      if (letters.includes('X') && !isFolder && mode === null) return null;
      const one =
        (letters.includes('r') ? 4 : 0) |
        (letters.includes('w') ? 2 : 0) |
        (letters.includes('x') || (letters.includes('X') && (isFolder || isRun)) ? 1 : 0);
      const bits = (one * 0o111) & mask;
      if (operator === '=' && who !== '' && maskOf(who) === 0o777) mode = bits;
      else if (mode === null) return null;
      else if (operator === '+') mode |= bits;
      else if (operator === '-') mode &= ~bits;
      else mode = (mode & ~(who === '' ? 0o777 : mask)) | bits;
    }
  }
  return mode;
}

const maskOf = (who: string): number =>
  who
    .split('')
    .reduce(
      (mask, each) => mask | (each === 'u' ? 0o700 : each === 'g' ? 0o070 : each === 'o' ? 0o007 : 0o777),
      0,
    );
