import { managerNamed } from '../../native/managers/all-managers.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import type { Sequence, ShellNode } from '../../shell/ast.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { removeInstruction } from './remove-instruction.ts';
import { runBody } from './run-body.ts';

/**
 * Takes commands, named by their spans, out of a RUN with the operators that join them; the instruction goes when only
 * commands that prepare them are left. Null where that cannot be done: a condition, or the JSON form.
 */
export function removeCommands(
  dockerfile: Dockerfile,
  run: Instruction,
  commands: readonly Span[],
): readonly TextEdit[] | null {
  const bodies = runBody(dockerfile, run);
  const doomed = new Set(commands.map(key));
  if (doomed.size === 0) return [];
  if (bodies === null) return [removeInstruction(dockerfile, run)];
  const edits: TextEdit[] = [];
  const found = new Set<string>();
  const plan = new Removal(dockerfile.text, doomed, found);
  let left = false;
  for (const body of bodies) {
    if (plan.isEmptied(body)) continue;
    left = true;
    const some = plan.edits(body);
    if (some === null) return null;
    edits.push(...some);
  }
  if (found.size < doomed.size) return null;
  return left ? edits : [removeInstruction(dockerfile, run)];
}

class Removal {
  readonly #text: string;
  readonly #doomed: ReadonlySet<string>;
  readonly #found: Set<string>;

  constructor(text: string, doomed: ReadonlySet<string>, found: Set<string>) {
    this.#text = text;
    this.#doomed = doomed;
    this.#found = found;
  }

  /** Whether nothing of a list is left but what only prepares: `cd`, `set`, `export`, clean-up of package lists. */
  isEmptied(list: Sequence): boolean {
    return (
      list.items.some(({ node }) => this.#goes(node)) &&
      list.items.every(({ node }) => this.#goes(node) || isPreparation(node))
    );
  }

  edits(list: Sequence): TextEdit[] | null {
    const out: TextEdit[] = [];
    const { items } = list;
    const first = items.findIndex(({ node }) => !this.#goes(node));
    for (const [index, { node, operator, operatorSpan }] of items.entries()) {
      if (!this.#goes(node)) {
        const inner = this.#inside(node);
        if (inner === null) return null;
        out.push(...inner);
      } else if (operator === '||' || items[index + 1]?.operator === '||') return null;
      else if (index > first) {
        const previous = items[index - 1]?.node;
        if (previous) out.push({ span: { start: previous.end, end: node.end }, text: '' });
      } else if (index === first - 1) {
        const start = items[0]?.node.start ?? node.start;
        const next = items[first];
        if (!next) return null;
        out.push(this.#leading(start, next.operatorSpan ?? operatorSpan, next.node.start));
      }
    }
    return out;
  }

  /** The first commands of a list go; the comment lines above the one that is now first stay with it. */
  #leading(start: number, operator: Span | null, next: number): TextEdit {
    const gap = this.#text.slice(operator?.end ?? start, next);
    if (!/^[ \t]*#/m.test(gap)) return { span: { start, end: next }, text: '' };
    return {
      span: { start, end: operator?.end ?? start },
      text: gap.trimStart().startsWith('#') ? '\\\n' : '',
    };
  }

  #goes(node: ShellNode): boolean {
    switch (node.kind) {
      case 'command': {
        const id = key(node);
        if (!this.#doomed.has(id)) return false;
        this.#found.add(id);
        return true;
      }
      case 'subshell':
      case 'braces':
      case 'for':
        return this.isEmptied(node.body);
      case 'pipeline':
        return (
          node.commands.some((each) => this.#goes(each)) &&
          node.commands.every((each) => this.#goes(each) || isPreparation(each))
        );
      default:
        return false;
    }
  }

  #inside(node: ShellNode): TextEdit[] | null {
    switch (node.kind) {
      case 'subshell':
      case 'braces':
      case 'for':
        return this.edits(node.body);
      case 'sequence':
        return this.edits(node);
      default:
        return [];
    }
  }
}

const key = ({ start, end }: Span): string => `${start}:${end}`;

/** Commands that serve the others of their list and leave nothing of their own behind. */
function isPreparation(node: ShellNode): boolean {
  if (node.kind !== 'command') return false;
  const words = node.words.map((word) => word.text);
  const [name, verb] = words;
  if (name === undefined) return true;
  if (['cd', 'set', 'export', 'echo', 'true', ':'].includes(name)) return true;
  if (managerNamed(name)?.programs.includes(name))
    return ['update', 'clean', 'autoclean', 'makecache', 'refresh'].includes(verb ?? '');
  return (
    name === 'rm' &&
    words
      .slice(1)
      .every(
        (word) =>
          word.startsWith('-') || /^\/var\/(?:lib\/apt\/lists|cache\/(?:apk|apt|yum|dnf))(?:\/|$)/.test(word),
      )
  );
}
