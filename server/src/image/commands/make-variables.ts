import { basename, dirname } from '../../text/path.ts';
import { UNKNOWN_PIECE } from '../shell/field.ts';

/** The variables of one run of make. Values are expanded when they are used, as make does with `=`. */
export class MakeVariables {
  readonly #values = new Map<string, { text: string; simple: boolean; from: Origin }>();
  readonly #exported = new Set<string>();
  #exportsAll = false;
  /** Whether a name that is not set here may be set by an environment that is not known. */
  readonly #complete: boolean;
  #depth = 0;

  constructor(complete: boolean) {
    this.#complete = complete;
  }

  /** Those of the command line win over the file, and the file over the environment. */
  set(name: string, operator: '=' | ':=' | '?=' | '+=' | '!=', value: string, from: Origin): void {
    const old = this.#values.get(name);
    if (old && RANK[old.from] > RANK[from]) return;
    if (operator === '?=' && old) return;
    if (operator === '!=') this.#values.set(name, { text: UNKNOWN_PIECE, simple: true, from });
    else if (operator === ':=') this.#values.set(name, { text: this.expand(value), simple: true, from });
    else if (operator === '+=' && old) {
      const added = old.simple ? this.expand(value) : value;
      this.#values.set(name, { ...old, text: old.text === '' ? added : `${old.text} ${added}`, from });
    } else this.#values.set(name, { text: value, simple: false, from });
  }

  /** Sets a variable for a while; what it gives back puts the old one back in place. */
  setFor(name: string, operator: Parameters<MakeVariables['set']>[1], value: string): () => void {
    const old = this.#values.get(name);
    this.set(name, operator, value, 'file');
    return () => {
      if (old) this.#values.set(name, old);
      else this.#values.delete(name);
    };
  }

  isSet(name: string): boolean {
    return this.#values.has(name);
  }

  export(name: string | null, exported: boolean): void {
    if (name === null) this.#exportsAll = exported;
    else if (exported) this.#exported.add(name);
    else this.#exported.delete(name);
  }

  /** What a recipe finds in its environment of the variables that this run of make sets; null values are not known. */
  environment(): ReadonlyMap<string, string | null> {
    const out = new Map<string, string | null>();
    for (const [name, { from }] of this.#values) {
      if (!/^[A-Za-z_]\w*$/.test(name) || name === 'SHELL' || name === 'MAKE' || name === 'CURDIR') continue;
      // The environment's own variables go on with the value that make gives them.
      if (!this.#exportsAll && !this.#exported.has(name) && from !== 'command' && !this.#inherited.has(name))
        continue;
      const value = this.expand(`$(${name})`);
      out.set(name, value.includes(UNKNOWN_PIECE) ? null : value);
    }
    return out;
  }

  readonly #inherited = new Set<string>();

  inherit(name: string, value: string | null): void {
    this.#inherited.add(name);
    this.#values.set(name, { text: value ?? UNKNOWN_PIECE, simple: true, from: 'environment' });
  }

  /** The text with its references replaced, UNKNOWN_PIECE where one cannot be known. `$$` becomes `$`. */
  expand(text: string): string {
    if (this.#depth > MAX_DEPTH) return UNKNOWN_PIECE;
    this.#depth++;
    let out = '';
    for (let at = 0; at < text.length; at++) {
      const char = text.charAt(at);
      if (char !== '$' || at + 1 === text.length) {
        out += char;
        continue;
      }
      const next = text.charAt(++at);
      if (next === '$') out += '$';
      else if (next === '(' || next === '{') {
        const end = closing(text, at);
        if (end < 0) {
          out += UNKNOWN_PIECE;
          break;
        }
        out += this.#reference(text.slice(at + 1, end));
        at = end;
      } else out += this.#value(next);
    }
    this.#depth--;
    return out;
  }

  #reference(inner: string): string {
    const call = /^([a-z]+)\s+(.*)$/s.exec(inner);
    if (call && FUNCTIONS.has(call[1] ?? '')) return this.#call(call[1] ?? '', splitArguments(call[2] ?? ''));
    const replaced = /^([^\s:()${}]+):(\S*?)=(\S*)$/.exec(inner);
    if (replaced) {
      const [, name = '', from = '', to = ''] = replaced;
      const value = this.#value(name);
      const pattern = from.includes('%') ? [from, to] : [`%${from}`, `%${to}`];
      return substitute(pattern[0] ?? '', pattern[1] ?? '', value);
    }
    const name = this.expand(inner);
    return name.includes(UNKNOWN_PIECE) ? UNKNOWN_PIECE : this.#value(name);
  }

  #value(name: string): string {
    const found = this.#values.get(name);
    if (!found) return this.#complete ? '' : UNKNOWN_PIECE;
    return found.simple ? found.text : this.expand(found.text);
  }

  #call(name: string, args: readonly string[]): string {
    const text = (index: number): string => this.expand(args[index] ?? '').trim();
    const all = args.map((_, index) => text(index));
    if (name === 'if') {
      const condition = text(0);
      if (condition.includes(UNKNOWN_PIECE)) return UNKNOWN_PIECE;
      return condition === '' ? text(2) : text(1);
    }
    if (name === 'or') return all.find((each) => each !== '') ?? '';
    if (name === 'foreach') return this.#foreach(args);
    if (all.some((each) => each.includes(UNKNOWN_PIECE))) return UNKNOWN_PIECE;
    const [first = '', second = '', third = ''] = all;
    const words = (value: string): string[] => value.split(/\s+/).filter((word) => word !== '');
    const each = (value: string, map: (word: string) => string): string => words(value).map(map).join(' ');
    switch (name) {
      case 'notdir':
        return each(first, basename);
      case 'dir':
        return each(first, (word) => (word.includes('/') ? `${dirname(word).replace(/\/$/, '')}/` : './'));
      case 'basename':
        return each(first, (word) => word.replace(/\.[^./]*$/, ''));
      case 'addprefix':
        return each(second, (word) => first + word);
      case 'addsuffix':
        return each(second, (word) => word + first);
      case 'patsubst':
        return substitute(first, second, third);
      case 'subst':
        return first === '' ? third : third.replaceAll(first, second);
      case 'strip':
        return words(first).join(' ');
      case 'firstword':
        return words(first)[0] ?? '';
      case 'lastword':
        return words(first).at(-1) ?? '';
      case 'word':
        return words(second)[Number(first) - 1] ?? '';
      case 'filter':
        return words(second)
          .filter((word) => words(first).some((pattern) => stem(pattern, word) !== null))
          .join(' ');
      case 'filter-out':
        return words(second)
          .filter((word) => !words(first).some((pattern) => stem(pattern, word) !== null))
          .join(' ');
      case 'sort':
        return [...new Set(words(first))].sort().join(' ');
      default:
        return name === 'info' || name === 'warning' ? '' : UNKNOWN_PIECE;
    }
  }

  #foreach([variable = '', list = '', body = '']: readonly string[]): string {
    const name = this.expand(variable).trim();
    const words = this.expand(list);
    if (words.includes(UNKNOWN_PIECE)) return UNKNOWN_PIECE;
    const old = this.#values.get(name);
    const out = words
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => {
        this.#values.set(name, { text: word, simple: true, from: 'file' });
        return this.expand(body);
      });
    if (old) this.#values.set(name, old);
    else this.#values.delete(name);
    return out.join(' ');
  }
}

type Origin = 'default' | 'environment' | 'file' | 'command';
const RANK: Readonly<Record<Origin, number>> = { default: 0, environment: 1, file: 2, command: 3 };
const MAX_DEPTH = 40;

const FUNCTIONS = new Set(
  'if or and foreach call eval shell wildcard notdir dir basename suffix addprefix addsuffix patsubst subst strip firstword lastword word wordlist words filter filter-out sort join origin flavor value realpath abspath error warning info file findstring'.split(
    ' ',
  ),
);

/** What `%` stands for when a word fits a pattern; null when it does not. */
export function stem(pattern: string, word: string): string | null {
  const percent = pattern.indexOf('%');
  if (percent < 0) return pattern === word ? '' : null;
  const [before, after] = [pattern.slice(0, percent), pattern.slice(percent + 1)];
  return word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after)
    ? word.slice(before.length, word.length - after.length)
    : null;
}

function substitute(from: string, to: string, text: string): string {
  if (text.includes(UNKNOWN_PIECE)) return UNKNOWN_PIECE;
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const middle = stem(from, word);
      return middle === null ? word : to.replace('%', middle);
    })
    .join(' ');
}

/** The index of the bracket that closes the one at `at`. */
function closing(text: string, at: number): number {
  const open = text.charAt(at);
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text.charAt(i) === open) depth++;
    else if (text.charAt(i) === close && --depth === 0) return i;
  }
  return -1;
}

function splitArguments(text: string): string[] {
  const out = [''];
  let depth = 0;
  for (const char of text) {
    if (/[({]/.test(char)) depth++;
    else if (/[)}]/.test(char)) depth--;
    if (char === ',' && depth === 0) out.push('');
    else out[out.length - 1] += char;
  }
  return out;
}
