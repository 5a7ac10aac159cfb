import { managerNamed } from '../../native/managers/all-managers.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import type { Redirect, Sequence, ShellNode } from '../../shell/ast.ts';
import { writesFile } from '../../shell/writes-file.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { removeInstruction } from './remove-instruction.ts';
import { runBody } from './run-body.ts';

export interface RemovedCommands {
  readonly edits: readonly TextEdit[];
  /** The commands that cannot be taken out: they stand in a condition, feed another command, or what they print is kept. */
  readonly stuck: readonly Span[];
}

/**
 * Takes commands, named by their spans, out of a RUN with the operators that join them; the instruction goes when only
 * commands that prepare them are left.
 */
export function removeCommands(
  dockerfile: Dockerfile,
  run: Instruction,
  commands: readonly Span[],
): RemovedCommands {
  const bodies = runBody(dockerfile, run);
  const doomed = new Set(commands.map(key));
  if (doomed.size === 0) return { edits: [], stuck: [] };
  const whole = { edits: [removeInstruction(dockerfile, run)], stuck: [] };
  if (bodies === null) return whole;
  const plan = new Removal(dockerfile.text, doomed);
  const staying = bodies.filter((body) => !plan.isEmptied(body));
  if (staying.length === 0) return whole;
  const gone = bodies.filter((body) => !staying.includes(body));
  const edits = staying.flatMap((body) => plan.edits(body));
  const isGone = ({ start, end }: Span): boolean =>
    [...gone, ...edits.map((edit) => edit.span)].some((each) => each.start <= start && end <= each.end);
  return { edits, stuck: commands.filter((command) => !isGone(command)) };
}

class Removal {
  readonly #text: string;
  readonly #doomed: ReadonlySet<string>;

  constructor(text: string, doomed: ReadonlySet<string>) {
    this.#text = text;
    this.#doomed = doomed;
  }

  /** Whether nothing of a list is left but what only prepares: `cd`, `set`, `export`, clean-up of package lists. */
  isEmptied(list: Sequence): boolean {
    return (
      list.items.some(({ node }) => this.#goes(node)) &&
      list.items.every(({ node }) => this.#goes(node) || isPreparation(node))
    );
  }

  edits(list: Sequence): TextEdit[] {
    const out: TextEdit[] = [];
    const { items } = list;
    const going = items.map(
      ({ node, operator }, index) =>
        this.#goes(node) && operator !== '||' && items[index + 1]?.operator !== '||',
    );
    const first = going.indexOf(false);
    for (const [index, { node, operatorSpan }] of items.entries()) {
      if (!going[index]) out.push(...this.#inside(node));
      else if (first >= 0 && index > first) {
        const previous = items[index - 1]?.node;
        if (previous) out.push({ span: { start: previous.end, end: node.end }, text: '' });
      } else if (index === first - 1) {
        const start = items[0]?.node.start ?? node.start;
        const next = items[first];
        if (next) out.push(this.#leading(start, next.operatorSpan ?? operatorSpan, next.node.start));
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
      case 'command':
        return this.#doomed.has(key(node)) && !isKept(node.redirects);
      case 'subshell':
      case 'braces':
      case 'for':
        return !isKept(node.redirects) && this.isEmptied(node.body);
      case 'pipeline':
        return (
          node.commands.some((each) => this.#goes(each)) &&
          node.commands.every((each) => this.#goes(each) || isPreparation(each))
        );
      default:
        return false;
    }
  }

  #inside(node: ShellNode): TextEdit[] {
    switch (node.kind) {
      case 'subshell':
      case 'braces':
      case 'for':
        return isKept(node.redirects) ? [] : this.edits(node.body);
      case 'sequence':
        return this.edits(node);
      default:
        return [];
    }
  }
}

const key = ({ start, end }: Span): string => `${start}:${end}`;

const isKept = (redirects: readonly Redirect[] = []): boolean => redirects.some(writesFile);

/** Commands that serve the others of their list and leave nothing of their own behind. */
function isPreparation(node: ShellNode): boolean {
  if (node.kind !== 'command' || isKept(node.redirects)) return false;
  const runsMore = [...node.words, ...node.assignments.map(({ value }) => value)].some((word) =>
    word.parts.some((part) => part.kind === 'unknown' && /[(`]/.test(part.text)),
  );
  if (runsMore) return false;
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
