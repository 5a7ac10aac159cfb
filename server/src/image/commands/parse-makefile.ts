/** What a Makefile says, as far as it is needed to follow a target: https://www.gnu.org/software/make/manual/make.html */
export interface Makefile {
  readonly statements: readonly MakeStatement[];
}

export type MakeStatement =
  | {
      readonly kind: 'assign';
      readonly name: string;
      readonly operator: '=' | ':=' | '?=' | '+=' | '!=';
      readonly value: string;
      readonly exported: boolean;
      readonly overrides: boolean;
    }
  /** `export NAME…`, `unexport NAME…`; without a name, of all. */
  | { readonly kind: 'export'; readonly names: string; readonly exported: boolean }
  | {
      readonly kind: 'rule';
      readonly targets: string;
      /** With a static pattern, `target-pattern: prerequisite-patterns`. */
      readonly prerequisites: string;
      readonly recipe: readonly string[];
      /** `target::`, of which each rule has a recipe of its own. */
      readonly double: boolean;
    }
  /** `target: NAME = value`. */
  | {
      readonly kind: 'target-assign';
      readonly targets: string;
      readonly assignment: MakeStatement & { kind: 'assign' };
    }
  /** `ifeq`, `ifneq`, `ifdef`, `ifndef` with its `else`. */
  | {
      readonly kind: 'if';
      readonly verb: string;
      readonly condition: string;
      readonly body: readonly MakeStatement[];
      readonly otherwise: readonly MakeStatement[];
    }
  | { readonly kind: 'include'; readonly files: string; readonly optional: boolean }
  /** `define`, `$(eval …)` and whatever else may do anything. */
  | { readonly kind: 'other'; readonly text: string };

/** Parses a Makefile. Never throws: a line that is none becomes `other`. */
export function parseMakefile(text: string): Makefile {
  return { statements: new Reader(text).statements() };
}

class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.replace(/\r\n/g, '\n').split('\n');
  }

  /** Up to the end, or to the `else` or `endif` that closes the condition they stand in. */
  statements(): MakeStatement[] {
    const out: MakeStatement[] = [];
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] ?? '';
      const rule = out.at(-1);
      if (line.startsWith('\t') && rule?.kind === 'rule') {
        out[out.length - 1] = { ...rule, recipe: [...rule.recipe, this.#recipeLine()] };
        continue;
      }
      if (/^ *(?:else|endif)\b/.test(line)) return out;
      const logical = this.#logical();
      if (logical.trim() !== '') out.push(this.#statement(logical.trim()));
    }
    return out;
  }

  /** A recipe line keeps its continuations: the shell reads them. */
  #recipeLine(): string {
    let text = '';
    for (;;) {
      const line = (this.#lines[this.#at++] ?? '').replace(/^\t/, '');
      text += line;
      if (!/(?:^|[^\\])(?:\\\\)*\\$/.test(line) || this.#at >= this.#lines.length) return text;
      text += '\n';
    }
  }

  #logical(): string {
    let text = '';
    for (;;) {
      const line = this.#lines[this.#at++] ?? '';
      if (!/(?:^|[^\\])(?:\\\\)*\\$/.test(line) || this.#at >= this.#lines.length)
        return withoutComment(text + line);
      text += `${line.slice(0, -1).trimEnd()} `;
    }
  }

  #statement(line: string): MakeStatement {
    const condition = /^(ifeq|ifneq|ifdef|ifndef)\b\s*(.*)$/s.exec(line);
    if (condition) return this.#condition(condition[1] ?? '', condition[2] ?? '');
    if (/^define\b/.test(line)) {
      while (this.#at < this.#lines.length && !/^\s*endef\b/.test(this.#lines[this.#at] ?? '')) this.#at++;
      this.#at++;
      return { kind: 'other', text: line };
    }
    const include = /^(-?|s)include\s+(.*)$/s.exec(line);
    if (include) return { kind: 'include', files: include[2] ?? '', optional: include[1] !== '' };
    const assignment = assignmentOf(line);
    if (assignment) return assignment;
    const exports = /^(export|unexport)\b\s*(.*)$/s.exec(line);
    if (exports) return { kind: 'export', names: exports[2] ?? '', exported: exports[1] === 'export' };
    return ruleOf(line);
  }

  #condition(verb: string, condition: string): MakeStatement {
    const body = this.statements();
    let otherwise: MakeStatement[] = [];
    const line = (this.#lines[this.#at] ?? '').trim();
    this.#at++;
    if (/^else\b/.test(line)) {
      const next = /^else\s+((?:ifeq|ifneq|ifdef|ifndef)\b.*)$/s.exec(withoutComment(line));
      if (next)
        return { kind: 'if', verb, condition, body, otherwise: [this.#statement((next[1] ?? '').trim())] };
      otherwise = this.statements();
      this.#at++;
    }
    return { kind: 'if', verb, condition, body, otherwise };
  }
}

const withoutComment = (line: string): string => line.replace(/(^|[^\\])#.*$/s, '$1');

function assignmentOf(line: string): (MakeStatement & { kind: 'assign' }) | null {
  const match = /^((?:(?:export|override|private)\s+)*)([^\s:#=!?+]+)\s*(=|::?:?=|\?=|\+=|!=)\s*(.*)$/s.exec(
    line,
  );
  if (!match) return null;
  const [, words = '', name = '', operator = '=', value = ''] = match;
  return {
    kind: 'assign',
    name,
    operator: operator.includes(':') ? ':=' : (operator as '=' | '?=' | '+=' | '!='),
    value,
    exported: /\bexport\b/.test(words),
    overrides: /\boverride\b/.test(words),
  };
}

function ruleOf(line: string): MakeStatement {
  const colon = findColon(line);
  if (colon < 0) return { kind: 'other', text: line };
  const targets = line.slice(0, colon).trim();
  const rest = line
    .slice(colon + 1)
    .replace(/^:/, '')
    .trim();
  const assignment = assignmentOf(rest);
  if (assignment) return { kind: 'target-assign', targets, assignment };
  const semicolon = rest.indexOf(';');
  return {
    kind: 'rule',
    targets,
    prerequisites: (semicolon < 0 ? rest : rest.slice(0, semicolon)).trim(),
    recipe: semicolon < 0 ? [] : [rest.slice(semicolon + 1).trim()],
    double: line.charAt(colon + 1) === ':',
  };
}

/** The first colon outside of `$(…)`. */
function findColon(line: string): number {
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '$' && /[({]/.test(line.charAt(at + 1))) depth++;
    else if (depth > 0 && /[)}]/.test(char)) depth--;
    else if (char === ':' && depth === 0) return at;
  }
  return -1;
}
