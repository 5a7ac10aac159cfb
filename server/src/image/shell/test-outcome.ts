import type { ShellNode } from '../../shell/ast.ts';
import { evaluateTest, type Outcome } from '../../shell/evaluate-test.ts';
import { expandFields } from './expand-shell-word.ts';
import { findFile } from '../files/find-file.ts';
import { absolute } from './shell-path.ts';
import type { Shell } from '../state.ts';
import { visibleTree } from '../files/write-files.ts';

/**
 * How a command that only asks something ends; null for any other command. What asks may well fail in a build that
 * succeeds, so that its answer is unknown where its operands are.
 */
export function testOutcome(node: ShellNode, shell: Shell): Outcome | null {
  if (node.kind === 'opaque') return node.text.startsWith('[[') ? 'unknown' : null;
  if (node.kind !== 'command') return null;
  const name = node.words[0]?.literal ?? null;
  if (name === null || !QUESTIONS.has(name)) return null;
  if (name === 'true' || name === ':') return 'true';
  if (name === 'false') return 'false';
  if (name !== '[' && name !== 'test') return 'unknown';
  const fields = expandFields(node.words.slice(1), shell);
  if (name === '[' && fields.pop()?.value !== ']') return 'unknown';
  if (fields.some((field) => field.several)) return 'unknown';
  return evaluateTest(
    fields.map((field) => field.value),
    // What lies in a container when it starts may be mounted, or left by an earlier start.
    (operator, path) => (shell.starting ? 'unknown' : fileOutcome(operator, path, shell)),
  );
}

const QUESTIONS = new Set(
  '[ test true false : command which type hash grep egrep fgrep getent id cmp diff pgrep'.split(' '),
);

function fileOutcome(operator: string, operand: string, shell: Shell): Outcome {
  if (operator !== '-e' && operator !== '-f' && operator !== '-d') return 'unknown';
  const path = absolute(shell.cwd, operand);
  const found = path === null ? null : findFile(visibleTree(shell), path);
  if (found === null || found.kind === 'unknown') return 'unknown';
  if (found.kind === 'absent') return 'false';
  if (operator === '-e') return 'true';
  // What a package or another image put there is a file or a folder; which of them is not known.
  const { kind } = found.origin;
  if (kind === 'installed' || kind === 'remote' || kind === 'unknown') return 'unknown';
  return (operator === '-f') === (found.kind === 'file') ? 'true' : 'false';
}
