import { relative, resolve } from '../../text/path.ts';
import { anyChar, fitsWildcard, noSlash, type Step, type Wildcard } from '../../text/wildcard.ts';

/**
 * Whether a line has a path that can be that of a file, seen from one of some folders. What a variable, a template or a
 * pattern stands for may be anything, but what is written out beside it has to fit.
 */
export function namesPath(line: string, file: string, bases: readonly string[]): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (!MENTION.test(line) && !line.includes(name)) return false;
  const spelled = bases.map((base) => relative(base, file));
  for (const [found] of plainLine(line).matchAll(WORD)) {
    const word = found.replace(/^-f(?=\w)|(?<!\.)\.+$/g, '');
    if (!word.includes(name) && !MENTION.test(word)) continue;
    if (!OPEN.test(word)) {
      if (bases.some((base) => resolve(base, word.replace(/^\/+/, '')) === file)) return true;
      continue;
    }
    const pattern = patternOf(word);
    // What begins with a variable may begin with any folder.
    const folders = /^[$*{]/.test(word) ? [file] : spelled;
    if (folders.some((path) => fitsWildcard(pattern, path))) return true;
  }
  return false;
}

const MENTION = /(?:docker|container)file/i;
const OPEN = /[*?{}$@]/;
const WORD = /(?:\$\{[^{}]*\}|\{[^{}\s]*\}|[\w./*?$@~-])+/g;

/** Templates, calls and back slashes in the one form that is understood. */
const plainLine = (line: string): string =>
  line.replace(/\$?\{\{[^{}]*\}\}|\$\([^()]*\)|%\w+%/g, '${x}').replace(/(?<!\\)\\+(?=[\w.])/g, '/');

function patternOf(word: string): Wildcard {
  const tokens = word.replace(/^(?:\.\/)?\/*/, '').match(/\$\{[^{}]*\}|\{[^{}]*\}|\$\w+|[*@$]+|[^]/gu) ?? [];
  return tokens.map((token): Step => {
    if (token === '?') return { kind: 'one', fits: noSlash };
    return /^[*@${]/.test(token) && token !== '{'
      ? { kind: 'many', fits: anyChar }
      : { kind: 'one', fits: token };
  });
}
