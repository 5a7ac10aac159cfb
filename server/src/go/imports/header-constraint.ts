import type { Words } from '../../text/words.ts';

/**
 * The build constraint that the head of a Go file sets, as go/build finds it: the one `//go:build` line above the package
 * clause, else the `// +build` lines that a blank line parts from it, which are ANDed, written as an expression of the new
 * kind. Null without any; two `//go:build` lines are no constraint that holds, and give an empty one.
 */
export function headerConstraint(text: string, words: Words): string | null {
  let build: string | null = null;
  let plus: string[] = [];
  /** The `+build` lines above the last blank line; those below it are a comment on the package. */
  let parted = 0;
  let ended = false;
  let inBlock = false;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    let line = text.slice(at, end).trim();
    at = end + 1;
    if (line === '' && !ended) {
      parted = plus.length;
      continue;
    }
    if (!line.startsWith('//')) ended = true;
    if (!inBlock && GO_BUILD.test(line)) {
      if (build !== null) return '';
      build = line.slice('//go:build'.length).trim();
    } else if (!ended) {
      const old = PLUS_BUILD.exec(line);
      if (old) plus.push(fromPlusBuild((old[1] ?? '').trim()));
    }
    while (line !== '') {
      if (inBlock) {
        const close = line.indexOf('*/');
        if (close < 0) break;
        inBlock = false;
        line = line.slice(close + 2).trim();
      } else if (line.startsWith('//')) break;
      else if (line.startsWith('/*')) {
        inBlock = true;
        line = line.slice(2).trim();
      } else {
        at = text.length;
        break;
      }
    }
  }
  if (build !== null) return words.of(build);
  plus = plus.slice(0, parted).filter((each) => each !== '');
  return plus.length > 0 ? words.of(plus.join(' && ')) : null;
}

const GO_BUILD = /^\/\/go:build(?:\s|$)/;
const PLUS_BUILD = /^\/\/\s*\+build(?:\s+(.*))?$/;

/** `a,b !c` is `((a && b) || !c)`. A word that is no tag stands for `ignore`; a line of over a hundred operators for nothing. */
function fromPlusBuild(line: string): string {
  const options = line === '' ? ['ignore'] : line.split(/\s+/);
  const words = options.map((option) => option.split(','));
  if (words.reduce((count, each) => count + each.length, 0) > 101) return '';
  return `(${words.map((each) => `(${each.map(tagOf).join(' && ')})`).join(' || ')})`;
}

const tagOf = (word: string): string =>
  /^!?[\p{L}\p{Nd}_.]+$/u.test(word)
    ? word
    : word.startsWith('!') && !word.startsWith('!!') && word !== '!'
      ? '!ignore'
      : 'ignore';
