import type { ParseError, Parsed } from '../text/parsed.ts';
import type { Dockerfile, Instruction, Token } from './ast.ts';
import { checkInstruction } from './check-instruction.ts';
import { findStages } from './find-stages.ts';
import { joinLines } from './join-lines.ts';
import { type PhysicalLine, PhysicalLines } from './physical-lines.ts';
import { DirectiveReader } from './read-directive.ts';
import { readHeredocs } from './read-heredocs.ts';
import { type ReadInstruction, readInstruction } from './read-instruction.ts';
import { skipSpaces } from './words/space.ts';

/**
 * Parses a Dockerfile as BuildKit does (moby/buildkit, frontend/dockerfile/parser). Offsets are UTF-16 code units
 * of `text`, lines 0-based. What BuildKit rejects stands in `errors`, and the tree is the best that the text allows.
 * Never throws; takes time linear in the text.
 */
export function parseDockerfile(text: string): Parsed<Dockerfile> {
  const errors: ParseError[] = [];
  const comments: Token[] = [];
  const instructions: Instruction[] = [];
  const lines = new PhysicalLines(text);
  const directives = new DirectiveReader(errors);
  for (let line = lines.next(); line; line = lines.next()) {
    const start = skipSpaces(text, line.start, line.end);
    if (directives.read(text, start, line.end)) continue;
    if (text[start] === '#' && start < line.end)
      comments.push({ value: text.slice(start, line.end), start, end: line.end });
    else if (start < line.end)
      instructions.push(readOne(text, line, start, lines, directives.escape, comments, errors));
  }
  for (const instruction of instructions) checkInstruction(instruction, errors);
  for (const { start, end } of lines.tooLong) {
    errors.push({ message: 'dockerfile line greater than max allowed size of 65535', span: { start, end } });
  }
  if (instructions.length === 0)
    errors.push({ message: 'file with no instructions', span: { start: 0, end: 0 } });
  const stages = findStages(instructions, errors);
  const value = {
    text,
    directives: directives.directives,
    escape: directives.escape,
    instructions,
    ...stages,
    comments,
  };
  return { value, errors: errors.sort((a, b) => a.span.start - b.span.start) };
}

function readOne(
  text: string,
  first: PhysicalLine,
  start: number,
  lines: PhysicalLines,
  escape: string,
  comments: Token[],
  errors: ParseError[],
): Instruction {
  const startLine = lines.count - 1;
  const { line, end } = joinLines(text, first, start, lines, escape, comments);
  const frame = { end, startLine, endLine: lines.count - 1 };
  const read = readInstruction(line, frame, escape, errors);
  const trigger = read.keyword === 'ONBUILD' ? readTrigger(read, escape, errors) : null;
  const heredocs = mayOpenHeredocs(trigger ?? read)
    ? readHeredocs(text, line.text, lines, read.keywordSpan, errors)
    : [];
  const closed = { end: heredocs.at(-1)?.end ?? end, endLine: lines.count - 1, heredocs };
  return { ...read, ...closed, trigger: trigger && { ...trigger, ...(heredocs.length > 0 ? closed : {}) } };
}

/** The instruction after ONBUILD. BuildKit rejects an ONBUILD in there, so that none is looked into. */
function readTrigger(onbuild: ReadInstruction, escape: string, errors: ParseError[]): Instruction | null {
  if (onbuild.rest.text === '') return null;
  const { startLine, endLine } = onbuild;
  return readInstruction(onbuild.rest, { end: onbuild.restSpan.end, startLine, endLine }, escape, errors);
}

const mayOpenHeredocs = (instruction: Instruction): boolean =>
  instruction.json === null && ['RUN', 'COPY', 'ADD'].includes(instruction.keyword);
