import type { CaseClause, IfClause, Sequence, ShellNode, SimpleCommand, Word } from '../../shell/ast.ts';
import { evaluateTest, negate, type Outcome } from '../../shell/evaluate-test.ts';
import { matchesPattern, quotePattern, removeAffix } from '../../shell/match-pattern.ts';
import { parseShell } from '../../shell/parse-shell.ts';
import { resolve } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import type { ArgvWord } from './argv.ts';

/** What the words of a script mean where it is started. */
export interface ScriptScope {
  /** `$1` and on. */
  readonly args: readonly ArgvWord[];
  /** `$0`; null when it is not known. */
  readonly name: string | null;
  /** The place that stands for words that the script itself holds. */
  readonly at: Place;
  /** The folder it is started in; null when that is not known. */
  readonly folder: string | null;
  /** A variable of the container: null when it is set to something unknown, undefined when it is not set. */
  variable(name: string): string | null | undefined;
}

/** A command that a script starts, and the folder that it is started in. */
interface ScriptStart {
  readonly words: readonly ArgvWord[];
  readonly folder: string | null;
}

export interface ScriptStarts {
  /** The command that the script ends in; null when that cannot be told. */
  readonly main: ScriptStart | null;
  /** Why there is none. */
  readonly reason: string;
  /** What it may end in instead, by a test that only the running container can decide. */
  readonly instead: readonly ScriptStart[];
  /** Every other command that it may start. */
  readonly also: readonly ScriptStart[];
}

/**
 * Follows a start script: its first `exec` on the way is what the container is, else its last command. Tests on known
 * words are decided; where both ways are open, and one of them ends the script, there are several ends.
 */
export function scriptStarts(text: string, scope: ScriptScope): ScriptStarts {
  const { value, errors } = parseShell(text.replace(/^#!.*/, ''), { escape: '\\', offset: 0, script: true });
  if (errors.length > 0)
    return { main: null, reason: 'its start script is not understood', instead: [], also: [] };
  const reader = new ScriptReader(scope);
  reader.run(value);
  return reader.result();
}

class ScriptReader {
  readonly #scope: ScriptScope;
  readonly #starts: (ScriptStart & { readonly background: boolean })[] = [];
  readonly #functions = new Map<string, ShellNode>();
  /** Variables that the script gives a value; null when it is not plain. */
  readonly #own = new Map<string, string | null>();
  #args: readonly ArgvWord[];
  #folder: string | null;
  /** What the script ended in, once it has: an index of `#starts`, or nothing. */
  #end: { readonly start: number | null } | null = null;
  /** Where it may have ended before, as indices of `#starts`. */
  readonly #ends = new Set<number>();
  #problem: string | null = null;
  #waits = false;
  #depth = 0;

  constructor(scope: ScriptScope) {
    this.#scope = scope;
    this.#args = scope.args;
    this.#folder = scope.folder;
  }

  run(list: Sequence): void {
    this.#list(list);
  }

  result(): ScriptStarts {
    const index = this.#main();
    const also = this.#starts.filter((_, each) => each !== index && !this.#ends.has(each));
    const instead = this.#starts.filter((_, each) => each !== index && this.#ends.has(each));
    const start = index === null ? undefined : this.#starts[index];
    if (this.#problem !== null) return { main: null, reason: this.#problem, instead, also: this.#starts };
    if (start) return { main: start, reason: '', instead, also };
    const reason =
      instead.length > 0
        ? 'whether its start script starts a program is decided at run time'
        : 'its start script starts nothing';
    return { main: null, reason, instead, also };
  }

  #main(): number | null {
    if (this.#end && this.#end.start !== null) return this.#end.start;
    if (this.#waits) {
      const background = this.#starts.flatMap((start, index) => (start.background ? [index] : []));
      if (background.length > 1) this.#problem ??= 'its start script starts several programs side by side';
      return background[0] ?? null;
    }
    // An end that may not be come to is none to fall back on: what follows it has to start something of its own.
    const last = this.#starts.length - 1;
    return last >= 0 && !this.#ends.has(last) ? last : null;
  }

  get #over(): boolean {
    return this.#end !== null || this.#problem !== null;
  }

  #list(list: Sequence): Outcome {
    let status: Outcome = 'true';
    for (const [index, { operator, node }] of list.items.entries()) {
      if (this.#over) return status;
      const background = list.items[index + 1]?.operator === '&';
      if (operator === '&&') {
        if (status === 'false') continue;
        if (status === 'unknown') {
          this.#maybe([node]);
          continue;
        }
      } else if (operator === '||') {
        if (status === 'true') continue;
        if (status === 'unknown') {
          this.#maybe([node]);
          continue;
        }
      }
      status = this.#node(node, background);
    }
    return status;
  }

  #node(node: ShellNode, background: boolean): Outcome {
    switch (node.kind) {
      case 'command':
        return this.#command(node, background);
      case 'sequence':
        return this.#list(node);
      case 'braces':
        return this.#list(node.body);
      case 'subshell': {
        const [folder, args] = [this.#folder, this.#args];
        const status = this.#list(node.body);
        this.#folder = folder;
        this.#args = args;
        return status;
      }
      case 'case':
        return this.#case(node);
      case 'if':
        return this.#if(node);
      case 'for':
        this.#maybe([node.body]);
        return 'true';
      case 'while':
        this.#maybe([node.condition, node.body]);
        return 'true';
      case 'function':
        this.#functions.set(node.name, node.body);
        return 'true';
      case 'pipeline': {
        let status: Outcome = 'true';
        // The first of `server | tee log` is what the container is; the others only read it.
        node.commands.forEach((command, index) => {
          if (index === 0) status = this.#node(command, background);
        });
        return node.negated ? negate(status) : status;
      }
      case 'opaque':
        if (!node.text.startsWith('[[')) this.#problem = 'its start script is not understood';
        return 'unknown';
    }
  }

  #command(node: SimpleCommand, background: boolean): Outcome {
    if (node.words.length === 0) {
      for (const { name, value } of node.assignments) this.#own.set(name, this.#text(value));
      return 'true';
    }
    const words = this.#words(node.words);
    const [first, ...rest] = words;
    const name = first?.value ?? null;
    const body = name === null ? undefined : this.#functions.get(name);
    if (body) return this.#call(body, rest);
    switch (name) {
      case 'exec':
        // Without words it only redirects.
        if (rest.length === 0) return 'true';
        this.#end = { start: this.#add({ words, folder: this.#folder, background: false }) };
        return 'true';
      case 'exit':
      case 'return':
        this.#end = { start: this.#starts.length > 0 ? this.#starts.length - 1 : null };
        return 'true';
      case 'cd':
        this.#folder = rest[0]?.value && this.#folder !== null ? resolve(this.#folder, rest[0].value) : null;
        return 'true';
      case 'shift':
        this.#args = this.#args.slice(Number(rest[0]?.value ?? 1) || 1);
        return 'true';
      case 'set':
        if (rest[0]?.value === '--') this.#args = rest.slice(1);
        return 'true';
      case 'wait':
        this.#waits = true;
        return 'true';
      case 'export':
      case 'local':
      case 'readonly':
        for (const word of node.words.slice(1)) this.#export(word);
        return 'true';
      case 'test':
      case '[': {
        const operands = rest.map((word) => word.value);
        if (name === '[' && operands.pop() !== ']') return 'unknown';
        return evaluateTest(operands, () => 'unknown');
      }
      case 'false':
        return 'false';
    }
    if (name !== null && QUESTIONS.has(name)) return 'unknown';
    if (name !== null && QUIET.has(name)) return 'true';
    this.#add({ words, folder: this.#folder, background });
    return 'true';
  }

  #add(start: ScriptStart & { readonly background: boolean }): number {
    return this.#starts.push(start) - 1;
  }

  #call(body: ShellNode, args: readonly ArgvWord[]): Outcome {
    if (this.#depth > MAX_DEPTH) {
      this.#problem = 'its start scripts call each other too deeply to follow';
      return 'unknown';
    }
    const outer = this.#args;
    this.#args = args;
    this.#depth++;
    const status = this.#node(body, false);
    this.#depth--;
    this.#args = outer;
    return status;
  }

  #export(word: Word): void {
    const [head, ...parts] = word.parts;
    const match = head?.kind === 'literal' ? /^([A-Za-z_]\w*)=(.*)$/s.exec(head.text) : null;
    if (match)
      this.#own.set(
        match[1] ?? '',
        this.#text({ ...word, parts: [{ kind: 'literal', text: match[2] ?? '', quoted: true }, ...parts] }),
      );
  }

  /**
   * Follows what may be skipped: what it starts counts, what it sets is not known, and where it ends is one end of
   * several. `isComplete` says that one of the ways is taken for certain.
   */
  #maybe(nodes: readonly ShellNode[], isComplete = false): void {
    let ended = 0;
    const [args, folder, own] = [this.#args, this.#folder, new Map(this.#own)];
    for (const node of nodes) {
      this.#node(node, false);
      // A way that fails is no start; one that ends in a program may be.
      if (this.#end && this.#end.start !== null && endsInExec(node)) {
        this.#ends.add(this.#end.start);
        ended++;
      }
      this.#end = null;
    }
    const last = this.#starts.length - 1;
    if (isComplete && ended === nodes.length && this.#ends.has(last)) this.#end = { start: last };
    for (const [name, value] of this.#own) if (own.get(name) !== value) this.#own.set(name, null);
    if (this.#folder !== folder) this.#folder = null;
    if (this.#args !== args) this.#problem ??= 'what its start script starts is decided at run time';
  }

  #if(node: IfClause): Outcome {
    for (const [index, { condition, body }] of node.branches.entries()) {
      const status = this.#condition(condition);
      if (this.#over) return status;
      if (status === 'true') return this.#list(body);
      if (status === 'false') continue;
      this.#maybe(
        [
          ...node.branches.slice(index).map((branch) => branch.body),
          ...(node.otherwise ? [node.otherwise] : []),
        ],
        node.otherwise !== null,
      );
      return 'unknown';
    }
    return node.otherwise ? this.#list(node.otherwise) : 'true';
  }

  /** A program that is asked for its answer may say either. */
  #condition(condition: Sequence): Outcome {
    const before = this.#starts.length;
    const status = this.#list(condition);
    return this.#starts.length > before ? 'unknown' : status;
  }

  #case(node: CaseClause): Outcome {
    const subject = this.#text(node.subject);
    for (const [index, branch] of node.branches.entries()) {
      const patterns = branch.patterns.map((pattern) => this.#pattern(pattern));
      const fits = patterns.some(
        (text) => text === '*' || (subject !== null && text !== null && matchesPattern(text, subject)),
      );
      if (fits) return this.#list(branch.body);
      if (subject !== null && !patterns.includes(null)) continue;
      const rest = node.branches.slice(index);
      this.#maybe(
        rest.map((each) => each.body),
        rest.some((each) => each.patterns.some((pattern) => this.#pattern(pattern) === '*')),
      );
      return 'unknown';
    }
    return 'true';
  }

  #words(words: readonly Word[]): ArgvWord[] {
    return words.flatMap((word): ArgvWord[] => {
      const [part] = word.parts;
      if (word.parts.length === 1 && part?.kind === 'variable' && (part.name === '@' || part.name === '*'))
        return part.operator === null ? [...this.#args] : [{ value: null, at: this.#scope.at }];
      const value = this.#text(word);
      // An unquoted variable that is empty makes no word, and one with blanks several.
      if (value !== null && part?.kind === 'variable' && word.parts.length === 1 && !part.quoted)
        return value
          .split(/\s+/)
          .filter((each) => each !== '')
          .map((each) => ({ value: each, at: this.#scope.at }));
      return [{ value, at: this.#scope.at }];
    });
  }

  #text(word: Word): string | null {
    let out = '';
    for (const part of word.parts) {
      if (part.kind === 'literal') out += part.text;
      else if (part.kind === 'unknown' && part.text === '$#') out += String(this.#args.length);
      else if (part.kind !== 'variable') return null;
      else {
        const value = this.#expand(part);
        if (value === null) return null;
        out += value;
      }
    }
    return out;
  }

  #pattern(word: Word): string | null {
    let out = '';
    for (const part of word.parts) {
      if (part.kind === 'unknown') return null;
      const text = part.kind === 'variable' ? this.#expand(part) : part.text;
      if (text === null) return null;
      out += part.kind !== 'glob' && part.quoted ? quotePattern(text) : text;
    }
    return out;
  }

  #expand(part: Extract<Word['parts'][number], { kind: 'variable' }>): string | null {
    const value = this.#variable(part.name);
    if (value === null) return null;
    const { operator, operand } = part;
    // What nobody sets here may still be set by the person who runs it.
    if (operator === null) return value ?? null;
    if (operator === '#' || operator === '##' || operator === '%' || operator === '%%') {
      const pattern = operand ? this.#pattern(operand) : '';
      return value === undefined || pattern === null ? null : removeAffix(value, operator, pattern);
    }
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    const other = (): string | null => (operand ? this.#text(operand) : '');
    if (operator.endsWith('+')) return value === undefined ? null : isSet ? other() : '';
    if (operator.endsWith('?')) return isSet ? (value ?? null) : null;
    return isSet ? (value ?? null) : other();
  }

  #variable(name: string): string | null | undefined {
    if (name === '0') return this.#scope.name;
    if (/^[1-9]\d*$/.test(name)) {
      const word = this.#args[Number(name) - 1];
      return word ? word.value : '';
    }
    if (name === '@' || name === '*') {
      const values = this.#args.map((word) => word.value);
      return values.includes(null) ? null : values.join(' ');
    }
    if (this.#own.has(name)) return this.#own.get(name);
    return this.#scope.variable(name);
  }
}

const MAX_DEPTH = 12;

/** Whether a part of a script may hand over to a program for good. */
function endsInExec(node: ShellNode): boolean {
  switch (node.kind) {
    case 'command':
      return node.words[0]?.literal === 'exec' && node.words.length > 1;
    case 'sequence':
      return node.items.some((item) => endsInExec(item.node));
    case 'pipeline':
      return node.commands.some(endsInExec);
    case 'if':
      return (
        node.branches.some((branch) => endsInExec(branch.body)) ||
        (node.otherwise !== null && endsInExec(node.otherwise))
      );
    case 'case':
      return node.branches.some((branch) => endsInExec(branch.body));
    case 'opaque':
      return false;
    default:
      return endsInExec(node.body);
  }
}

/** Commands that only prepare: they never are what a container is. */
const QUIET = new Set(
  'echo printf trap umask ulimit unset : true mkdir chown chmod shopt . source sleep cat ls ln cp mv rm touch sed awk hostname date umount mount sysctl'.split(
    ' ',
  ),
);

/** Commands that only ask something. */
const QUESTIONS = new Set(
  'grep egrep fgrep id command which type hash read getopts getent nc pgrep cmp diff'.split(' '),
);
