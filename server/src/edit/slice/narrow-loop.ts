import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import type { GoBuild } from '../../image/model.ts';
import type { ForLoop, ShellNode } from '../../shell/ast.ts';
import type { TextEdit } from '../../text/edit.ts';
import { basename, dirname, resolve } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { removeWords } from '../dockerfile/remove-words.ts';
import { runBody } from '../dockerfile/run-body.ts';

/**
 * `for p in server worker; do go build -o /bin/$p ./cmd/$p; done` with the words of the programs that stay. `builds`
 * are the rounds of the loop in order. Null when the loop's words are not those of the builds, one each.
 */
export function narrowLoop(
  dockerfile: Dockerfile,
  run: Instruction,
  command: Span,
  builds: readonly GoBuild[],
  keep: ReadonlySet<string>,
): TextEdit[] | null {
  const loop = (runBody(dockerfile, run) ?? [])
    .map((body) => loopAround(body, command))
    .find((each) => each !== null);
  if (!loop) return null;
  const [only] = loop.words;
  if (only && loop.words.length === 1 && builds.length > 1) return writeOut(only, builds, keep);
  if (loop.words.length !== builds.length) return null;
  const going = loop.words.filter((_, index) => {
    const packages = builds[index]?.packages;
    return packages?.known && !packages.value.some((main) => keep.has(main.dir));
  });
  return going.length === 0 ? null : removeWords(dockerfile.text, going);
}

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
