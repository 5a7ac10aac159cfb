import type { CaseClause, Sequence, ShellNode, SimpleCommand, Word } from '../shell/ast.ts';
import { parseShell } from '../shell/parse-shell.ts';
import type { Place } from '../text/span.ts';
import type { ArgvWord } from './argv.ts';

/** What the words of a script mean where it is started. */
export interface ScriptScope {
  /** `$1` and on. */
  readonly args: readonly ArgvWord[];
  /** The place that stands for words that the script itself holds. */
  readonly at: Place;
  /** A variable of the container: null when it is set to something unknown, undefined when it is not set. */
  variable(name: string): string | null | undefined;
}

export interface ScriptStarts {
  /** The words of the command that the script ends in; null when that cannot be told. */
  readonly main: readonly ArgvWord[] | null;
  readonly reason: string;
  /** Every other command in it, in branches too. */
  readonly also: readonly (readonly ArgvWord[])[];
}

/** Reads a start script: its last command is what the container is, or the first `exec` on the way there. */
export function scriptStarts(text: string, scope: ScriptScope): ScriptStarts {
  const { value, errors } = parseShell(text.replace(/^#!.*/, ''), { escape: '\\', offset: 0, script: true });
  if (errors.length > 0) return { main: null, reason: 'its start script is not understood', also: [] };
  const reader = new ScriptReader(scope);
  const main = reader.last(value);
  const all = [...commandsIn(value)]
    .filter((command) => command !== main)
    .map((command) => reader.words(command));
  const also = all.filter((words) => words.length > 0);
  if (main === null)
    return { main: null, reason: 'which program its start script ends in is decided at run time', also };
  return { main: reader.words(main), reason: '', also };
}

class ScriptReader {
  readonly #scope: ScriptScope;
  /** Variables that the script gives a value; null when it is not plain. */
  readonly #own = new Map<string, string | null>();

  constructor(scope: ScriptScope) {
    this.#scope = scope;
  }

  /** The command that a list ends in; null when more than one could be. */
  last(list: Sequence): SimpleCommand | null {
    let last: SimpleCommand | null | undefined;
    for (const { operator, node } of list.items) {
      // `a || b` runs b only when a fails, so that a is what the script is for.
      if (operator === '||') continue;
      const ends = this.#node(node);
      if (ends === 'nothing') continue;
      last = ends === 'unclear' ? null : ends;
      if (ends !== 'unclear' && isExec(ends)) return ends;
    }
    return last ?? null;
  }

  words(command: SimpleCommand): ArgvWord[] {
    return command.words.flatMap((word) => this.#word(word));
  }

  #node(node: ShellNode): SimpleCommand | 'nothing' | 'unclear' {
    switch (node.kind) {
      case 'command':
        for (const { name, value } of node.assignments)
          if (node.words.length === 0) this.#own.set(name, this.#text(value));
        return node.words.length === 0 || QUIET.has(node.words[0]?.literal ?? '') ? 'nothing' : node;
      case 'braces':
      case 'subshell':
        return this.last(node.body) ?? 'unclear';
      case 'case':
        return this.#case(node);
      // A branch that starts something with exec may be the end; one that only prepares is none.
      case 'if':
        return [...commandsIn(node)].some(isExec) ? 'unclear' : 'nothing';
      case 'for':
      case 'while':
        return 'nothing';
      case 'function':
        return 'nothing';
      case 'pipeline': {
        const first = node.commands[0];
        return first ? this.#node(first) : 'nothing';
      }
      case 'sequence':
        return this.last(node) ?? 'unclear';
      case 'opaque':
        return 'unclear';
    }
  }

  /** The branch that the subject picks, where it is plain. */
  #case(node: CaseClause): SimpleCommand | 'nothing' | 'unclear' {
    const subject = this.#text(node.subject);
    if (subject === null) return 'unclear';
    for (const branch of node.branches) {
      for (const pattern of branch.patterns) {
        const text: string | null = pattern.text === '*' ? subject : pattern.literal;
        if (text === null) return 'unclear';
        if (text === subject) return this.last(branch.body) ?? 'unclear';
      }
    }
    return 'nothing';
  }

  #word(word: Word): ArgvWord[] {
    const [part] = word.parts;
    if (word.parts.length === 1 && part?.kind === 'variable' && (part.name === '@' || part.name === '*'))
      return [...this.#scope.args];
    return [{ value: this.#text(word), at: this.#scope.at }];
  }

  #text(word: Word): string | null {
    let out = '';
    for (const part of word.parts) {
      if (part.kind === 'literal') out += part.text;
      else if (part.kind !== 'variable') return null;
      else {
        const value = this.#variable(part.name);
        const isSet = value !== undefined && (value !== '' || !part.operator?.startsWith(':'));
        if (value === null) return null;
        if (part.operator === '-' || part.operator === ':-') {
          const text: string | null | undefined = isSet
            ? value
            : part.operand
              ? this.#text(part.operand)
              : '';
          if (text === null || text === undefined) return null;
          out += text;
        } else if (part.operator === null && value !== undefined) out += value;
        // What nobody sets here may still be set by the person who runs it.
        else return null;
      }
    }
    return out;
  }

  #variable(name: string): string | null | undefined {
    if (/^[1-9]$/.test(name)) {
      const word = this.#scope.args[Number(name) - 1];
      return word ? word.value : '';
    }
    if (this.#own.has(name)) return this.#own.get(name);
    return this.#scope.variable(name);
  }
}

function* commandsIn(node: ShellNode): Generator<SimpleCommand> {
  switch (node.kind) {
    case 'command':
      yield node;
      return;
    case 'sequence':
      for (const item of node.items) yield* commandsIn(item.node);
      return;
    case 'pipeline':
      for (const command of node.commands) yield* commandsIn(command);
      return;
    case 'braces':
    case 'subshell':
    case 'for':
      yield* commandsIn(node.body);
      return;
    case 'while':
      yield* commandsIn(node.condition);
      yield* commandsIn(node.body);
      return;
    case 'if':
      for (const branch of node.branches) {
        yield* commandsIn(branch.condition);
        yield* commandsIn(branch.body);
      }
      if (node.otherwise) yield* commandsIn(node.otherwise);
      return;
    case 'case':
      for (const branch of node.branches) yield* commandsIn(branch.body);
      return;
    case 'function':
      yield* commandsIn(node.body);
      return;
    case 'opaque':
  }
}

const isExec = (command: SimpleCommand): boolean =>
  command.words[0]?.literal === 'exec' && command.words.length > 1;
/** Commands that only prepare: they never are what a container is. */
const QUIET = new Set([
  'set',
  'export',
  'cd',
  'echo',
  'printf',
  'trap',
  'umask',
  'ulimit',
  'shift',
  'unset',
  ':',
  'true',
  'mkdir',
  'chown',
  'chmod',
  'local',
  'readonly',
  'shopt',
  '.',
  'source',
]);
