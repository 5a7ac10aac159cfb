import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import type { GoBuild } from '../../image/model.ts';
import type { ForLoop, ShellNode } from '../../shell/ast.ts';
import type { TextEdit } from '../../text/edit.ts';
import { basename, dirname, resolve } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { runBody } from '../dockerfile/run-body.ts';

/**
 * `for dir in cmd/*; do go build -o /bin/ $dir; done` with the folders of the programs that stay. `builds` are the rounds
 * of the loop in order. Null when the loop has more than such a pattern.
 */
export function narrowLoop(
  dockerfile: Dockerfile,
  run: Instruction,
  command: Span,
  builds: readonly GoBuild[],
  keep: ReadonlySet<string>,
): TextEdit[] | null {
  const [only, ...others] = loopWords(dockerfile, run, command) ?? [];
  return only && others.length === 0 && builds.length > 1 ? writeOut(only, builds, keep) : null;
}

/** The words of the loop that a command stands in; null where it stands in none. */
export const loopWords = (dockerfile: Dockerfile, run: Instruction, command: Span): ForLoop['words'] | null =>
  (runBody(dockerfile, run) ?? []).map((body) => loopAround(body, command)).find((each) => each !== null)
    ?.words ?? null;

/** `for dir in cmd/*` with the folders of the programs that stay in place of the wildcard. */
function writeOut(word: ForLoop['words'][number], builds: readonly GoBuild[], keep: ReadonlySet<string>) {
  const [, before, after] = /^([\w./-]+\/)\*(\/?)$/.exec(word.text) ?? [];
  if (before === undefined) return null;
  const names: string[] = [];
  for (const { packages, contextDir } of builds) {
    if (!packages.known || contextDir === null) return null;
    for (const { dir } of packages.value) {
      if (dirname(resolve('/', dir)) !== resolve(resolve('/', contextDir), before)) return null;
      if (keep.has(dir)) names.push(`${before}${basename(dir)}${after}`);
    }
  }
  return names.length === 0 ? null : [{ span: { start: word.start, end: word.end }, text: names.join(' ') }];
}

function loopAround(node: ShellNode, span: Span): ForLoop | null {
  switch (node.kind) {
    case 'sequence': {
      const item = node.items.find((each) => each.node.start <= span.start && span.end <= each.node.end);
      return item ? loopAround(item.node, span) : null;
    }
    case 'for':
      return loopAround(node.body, span) ?? node;
    case 'subshell':
    case 'braces':
      return loopAround(node.body, span);
    default:
      return null;
  }
}
