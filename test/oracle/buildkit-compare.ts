import type { Dockerfile, Instruction } from '../../server/src/dockerfile/ast.ts';
import { parseDockerfile } from '../../server/src/dockerfile/parse-dockerfile.ts';
import type { ParseError } from '../../server/src/text/parsed.ts';
import type { OracleFile, OracleNode } from './buildkit-oracle.ts';

/** One parsed file in the words of both parsers; equal when they agree. */
export interface Comparison {
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** What BuildKit rejects we must report, and what it accepts we must not; then every instruction must be the same. */
export function compare(text: string, theirs: OracleFile): Comparison {
  const whole = compareWhole(text, theirs);
  // BuildKit cuts the type of a HEALTHCHECK in the middle of a character: such text it cannot even print.
  const torn = theirs.nodes?.some(
    (node) => node.keyword.toUpperCase() === 'HEALTHCHECK' && node.args?.[0]?.includes('\ufffd'),
  );
  if (!torn) return whole;
  const rejected = (side: unknown): boolean => Boolean((side as { rejected: unknown }).rejected);
  return { ours: rejected(whole.ours), theirs: rejected(whole.theirs) };
}

function compareWhole(text: string, theirs: OracleFile): Comparison {
  const { value, errors } = parseDockerfile(text);
  const words = wordsOf(theirs);
  const messages = errors.map((error) => error.message);
  const said = errors.some((error) => saysIt(error, words, theirs.errorLine, text));
  const ours = said ? words : messages.length > 0 ? messages : false;
  if (theirs.error !== '') return { ours: { rejected: ours }, theirs: { rejected: words } };
  return {
    ours: {
      rejected: ours,
      escape: value.escape,
      nodes: value.instructions.map((instruction) => ofOurs(instruction, value)),
      ...(theirs.instructionsError === '' && stagesOf(value)),
    },
    theirs: {
      rejected: words ?? false,
      escape: theirs.escape,
      nodes: (theirs.nodes ?? []).map((node) => ofTheirs(node)),
      ...(theirs.instructionsError === '' && { stages: theirs.stages ?? [], metaArgs: theirs.metaArgs }),
    },
  };
}

/** What BuildKit rejects the file for, without the line and its suggestion; null when it does not. */
function wordsOf({ error, instructionsError }: OracleFile): string | null {
  const whole = error || instructionsError;
  if (whole === '') return null;
  return whole.replace(/^dockerfile parse error on line \d+: /, '').replace(/ \(did you mean [^]*\?\)$/, '');
}

/**
 * Whether one of our errors says what BuildKit says, and not before the line it names. BuildKit prints an unknown
 * instruction as it was written, and an empty file has no line worth naming.
 */
function saysIt(error: ParseError, words: string | null, line: number, text: string): boolean {
  if (words === null) return false;
  // BuildKit's reader stops at a line that is too long, and what it then misses is the end of a heredoc.
  if (words === 'unterminated heredoc' && error.message.startsWith('dockerfile line greater')) return true;
  if (!error.message.toLowerCase().includes(words.toLowerCase())) return false;
  return text.slice(0, error.span.start).split('\n').length >= line || words === 'file with no instructions';
}

function stagesOf(file: Dockerfile): object {
  const stages = file.stages.map((stage) => ({
    name: stage.name?.value.toLowerCase() ?? '',
    base: stage.base.value,
    platform: stage.platform?.argument?.value ?? '',
    commands: stage.instructions.length,
  }));
  return { stages, metaArgs: file.globals.length };
}

function ofOurs(instruction: Instruction, file: Dockerfile): object {
  const { keyword, startLine, endLine, flags, heredocs, trigger } = instruction;
  return {
    keyword,
    lines: trigger || startLine >= 0 ? [startLine, endLine] : [],
    flags: flags.map((flag) => flag.value),
    args: argsOf(instruction),
    json: instruction.json !== null,
    heredocs: heredocs.map((heredoc) => ({
      name: heredoc.name,
      fd: heredoc.fd,
      expand: heredoc.expand,
      chomp: heredoc.chomp,
      content: file.text.slice(heredoc.body.start, heredoc.body.end),
    })),
    trigger: trigger && ofTrigger(ofOurs(trigger, file)),
  };
}

/** BuildKit gives ENV and LABEL as triples of name, value and separator. */
function argsOf(instruction: Instruction): string[] {
  if (instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL')
    return instruction.words.map((word) => word.value);
  const old = instruction.words.length !== instruction.pairs.length;
  return instruction.pairs.flatMap((pair) => [pair.name.value, pair.value?.value ?? '', old ? '' : '=']);
}

function ofTheirs(node: OracleNode): object {
  const upper = node.keyword.toUpperCase();
  const known = upper.toLowerCase() === node.keyword.toLowerCase();
  const trigger =
    node.trigger?.keyword.toUpperCase() === 'ONBUILD' ? { ...node.trigger, trigger: null } : node.trigger;
  return {
    keyword: known ? upper : node.keyword,
    lines: [node.startLine - 1, node.endLine - 1],
    flags: node.flags ?? [],
    args: isIgnored(node) ? [] : (node.args ?? []),
    json: node.json,
    heredocs: (node.heredocs ?? []).map((heredoc) => ({ ...heredoc })),
    trigger: trigger && ofTrigger(ofTheirs(trigger)),
  };
}

/** Triggers have neither lines nor heredocs in BuildKit's tree. */
const ofTrigger = (node: object): object => ({ ...node, lines: [], heredocs: [] });

/** For an instruction that it does not know BuildKit makes one empty argument. */
const isIgnored = (node: OracleNode): boolean => !KNOWN.has(node.keyword.toLowerCase());

const KNOWN: ReadonlySet<string> = new Set(
  (
    'add arg cmd copy entrypoint env expose from healthcheck label maintainer ' +
    'onbuild run shell stopsignal user volume workdir'
  ).split(' '),
);
