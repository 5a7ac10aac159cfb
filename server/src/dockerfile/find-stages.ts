import type { ParseError } from '../text/parsed.ts';
import type { Instruction, Stage, Token } from './ast.ts';
import { goQuote } from './words/go-quote.ts';

/** Sorts instructions into stages, and the ARGs before the first of them (BuildKit's `instructions.Parse`). */
export function findStages(
  instructions: readonly Instruction[],
  errors: ParseError[],
): { globals: Instruction[]; stages: Stage[] } {
  const globals: Instruction[] = [];
  const stages: Stage[] = [];
  const starts = instructions.flatMap((instruction, index) =>
    instruction.keyword === 'FROM' ? [index] : [],
  );
  for (const instruction of instructions.slice(0, starts[0])) {
    if (instruction.keyword === 'ARG') globals.push(instruction);
    else
      errors.push({
        message: `no build stage in current context: ${instruction.keyword} stands before the first FROM`,
        span: instruction.keywordSpan,
      });
  }
  starts.forEach((start, index) => {
    const from = instructions[start];
    if (from) stages.push(stageOf(from, instructions.slice(start + 1, starts[index + 1]), index, errors));
  });
  return { globals, stages };
}

function stageOf(
  from: Instruction,
  instructions: readonly Instruction[],
  index: number,
  errors: ParseError[],
): Stage {
  const [base, as, name] = from.words;
  const last = instructions.at(-1) ?? from;
  if (from.words.length !== 1 && (from.words.length !== 3 || as?.value.toLowerCase() !== 'as')) {
    errors.push({
      message: 'FROM requires either one or three arguments',
      span: from.words.length > 0 ? from.restSpan : from.keywordSpan,
    });
  }
  return {
    index,
    name: as?.value.toLowerCase() === 'as' && name ? checked(name, errors) : null,
    from,
    base: base ?? { value: '', ...from.restSpan },
    platform: from.flags.find((flag) => flag.name === 'platform') ?? null,
    instructions,
    span: { start: from.start, end: last.end },
  };
}

function checked(name: Token, errors: ParseError[]): Token {
  if (!/^[a-z][a-z0-9-_.]*$/.test(name.value.toLowerCase())) {
    const span = { start: name.start, end: name.end };
    errors.push({
      message: `invalid name for build stage: ${goQuote(name.value)}, name can't start with a number or contain symbols`,
      span,
    });
  }
  return name;
}
