import type { ParseError } from '../text/parsed.ts';
import type { Instruction } from './ast.ts';
import { checkFlags } from './check-flags.ts';
import { goQuote } from './words/go-quote.ts';
import { isHeredocWord } from './read-heredocs.ts';
import { KEYWORDS } from './read-instruction.ts';

/**
 * Reports what BuildKit's `instructions.Parse` rejects in an instruction that its parser accepts. What the parser
 * itself rejects is reported where it is read; FROM's arguments are checked where stages are found.
 */
export function checkInstruction(instruction: Instruction, errors: ParseError[]): void {
  const none = instruction.keyword === 'HEALTHCHECK' && instruction.words[0]?.value.toUpperCase() === 'NONE';
  const known = KEYWORDS.has(instruction.keyword);
  if (known && instruction.keyword !== 'ARG' && instruction.keyword !== 'STOPSIGNAL' && !none)
    checkFlags(instruction, errors);
  const message = problemOf(instruction);
  const span = !known || instruction.rest.text === '' ? instruction.keywordSpan : instruction.restSpan;
  if (message !== null) errors.push({ message, span });
}

function problemOf(instruction: Instruction): string | null {
  const { keyword, words, pairs, json } = instruction;
  switch (keyword) {
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      if (words.length === 0) return `${keyword} requires at least one argument`;
      return pairs.some((pair) => pair.name.value === '') ? `${keyword} names can not be blank` : null;
    case 'MAINTAINER':
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
      return words.length === 1 ? null : `${keyword} requires exactly one argument`;
    case 'ADD':
    case 'COPY':
      if (words.length < 2)
        return `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`;
      return isHeredocWord(words.at(-1)?.value ?? '')
        ? `${keyword} cannot accept a heredoc as a destination`
        : null;
    case 'EXPOSE':
      return words.length > 0 ? null : 'EXPOSE requires at least one argument';
    case 'VOLUME':
      if (words.length === 0) return 'VOLUME requires at least one argument';
      return words.some((word) => word.value.trim() === '')
        ? 'VOLUME specified can not be an empty string'
        : null;
    case 'SHELL':
      if (words.length === 0) return 'SHELL requires at least one argument';
      return json === null ? 'SHELL requires the arguments to be in JSON form' : null;
    case 'HEALTHCHECK':
      return healthcheckProblem(instruction);
    case 'ONBUILD':
      return triggerProblem(instruction);
    default:
      return KEYWORDS.has(keyword) ? null : `unknown instruction: ${keyword}`;
  }
}

function healthcheckProblem(instruction: Instruction): string | null {
  const [type, ...command] = instruction.words;
  if (!type) return 'HEALTHCHECK requires at least one argument';
  switch (type.value.toUpperCase()) {
    case 'NONE':
      return command.length > 0 ? 'HEALTHCHECK NONE takes no arguments' : null;
    case 'CMD':
      return command.length > 0 ? null : 'Missing command after HEALTHCHECK CMD';
    default:
      return `Unknown type ${goQuote(type.value.toUpperCase())} in HEALTHCHECK (try CMD)`;
  }
}

function triggerProblem(instruction: Instruction): string | null {
  if (!instruction.trigger) return 'ONBUILD requires at least one argument';
  const { keyword } = instruction.trigger;
  if (keyword === 'ONBUILD') return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
  return keyword === 'FROM' || keyword === 'MAINTAINER'
    ? `${keyword} isn't allowed as an ONBUILD trigger`
    : null;
}
