import type { Instruction } from '../../dockerfile/ast.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Image } from '../../world/world.ts';
import type { Fix } from '../rule.ts';

/** Writes lines above an instruction of a Dockerfile. */
export function insertAbove(
  image: Image,
  instruction: Instruction,
  lines: readonly string[],
  title: string,
): Fix[] {
  if (image.inline) return [];
  const { text } = image.trace.request.dockerfile;
  const changes = [editOf(image.file, text, [linesAbove(text, instruction, lines)])];
  return [{ kind: 'changes', title, safe: false, changes }];
}

export function linesAbove(text: string, { start }: Instruction, lines: readonly string[]): TextEdit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start, end: start }, text: lines.map((line) => `${line}${eol}`).join('') };
}
