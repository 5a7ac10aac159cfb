import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { TextEdit } from '../../text/edit.ts';

/** Removes an instruction with its lines, the comment that stands directly above it, and a blank line left double. */
export function removeInstruction(dockerfile: Dockerfile, instruction: Instruction): TextEdit {
  return removeLines(dockerfile, instruction.startLine, instruction.endLine);
}

/** Removes whole lines, 0-based and inclusive. */
export function removeLines(dockerfile: Dockerfile, from: number, to: number): TextEdit {
  const { text } = dockerfile;
  const lines = new LineIndex(text);
  const comments = new Set(dockerfile.comments.map((comment) => lines.lineAt(comment.start)));
  let first = from;
  while (first > 0 && comments.has(first - 1)) first--;
  const isBlank = (line: number): boolean =>
    text.slice(lines.start(line), lines.contentEnd(line)).trim() === '';
  let after = to + 1;
  const opensBlank = first === 0 || isBlank(first - 1);
  if (opensBlank && after < lines.lineCount && isBlank(after) && lines.start(after) < text.length) after++;
  let start = lines.start(first);
  const end = lines.start(after);
  // The last line of a file has no line break of its own: the one before it goes, with the blank lines that it left.
  if (end >= text.length) {
    let last = first;
    while (last > 0 && isBlank(last - 1)) last--;
    start = last < first ? lines.start(last) : start;
    if (!text.endsWith('\n')) start = last > 0 ? lines.contentEnd(last - 1) : start;
  }
  return { span: { start, end }, text: '' };
}
