import type {
  Case,
  Command,
  CommandNode,
  CompoundList,
  For,
  Function as BashFunction,
  If,
  PipelineNode,
  ParsedScript,
  Pipeline,
  Redirection,
  Statement,
} from 'unbash';
import type {
  Compound,
  ForLoop,
  IfClause,
  Pipeline as PipelineOfOurs,
  Redirect,
  Sequence,
  ShellNode,
  SimpleCommand,
} from './ast.ts';
import {
  allArguments,
  convertArgument,
  convertAssignment,
  convertBody,
  convertWord,
} from './convert-word.ts';
import { findLogical, findSeparator } from './find-operator.ts';
import type { JoinedSource } from './joined-source.ts';

/** The tree of a whole script. What unbash gives up on at the end becomes one opaque node. */
export function convertScript(script: ParsedScript, source: JoinedSource): Sequence {
  const items = itemsOf(script.commands, source);
  const read = script.commands.reduce(
    (end, statement) => Math.max(end, statement.end, endOf(statement.command)),
    0,
  );
  const dropped = script.errors?.length ? source.text.slice(read).search(/[^\s;]/) : -1;
  if (dropped >= 0) {
    const from = read + dropped;
    items.push({
      operator: items.length > 0 ? ';' : null,
      operatorSpan: null,
      node: opaque(from, source.text.trimEnd().length, source),
    });
  }
  return { kind: 'sequence', ...source.span(0, source.text.length), items };
}

type Item = Sequence['items'][number];

const listOf = (list: CompoundList, source: JoinedSource): Sequence => ({
  kind: 'sequence',
  ...source.span(list.pos, Math.max(list.pos, list.end)),
  items: itemsOf(list.commands, source),
});

/** Statements in one row: an and-or list lends its operators, since it binds from left to right. */
function itemsOf(statements: readonly Statement[], source: JoinedSource): Item[] {
  const items: Item[] = [];
  statements.forEach((statement, index) => {
    const before = statements[index - 1];
    const { command } = statement;
    const nodes = command.type === 'AndOr' ? command.commands : [command];
    nodes.forEach((node, nth) => {
      const left = nodes[nth - 1];
      const logical = command.type === 'AndOr' && nth > 0 ? (command.operators[nth - 1] ?? null) : null;
      let operator: Item['operator'] = logical;
      let operatorSpan = left && logical ? findLogical(source, logical, left.end, node.pos) : null;
      if (nth === 0 && before) {
        operator = before.background ? '&' : ';';
        operatorSpan = findSeparator(source, before.command.end, node.pos);
      }
      items.push({ operator, operatorSpan, node: convertNode(node, source) });
    });
  });
  return items;
}

function convertNode(node: PipelineNode, source: JoinedSource): ShellNode {
  switch (node.type) {
    case 'Command':
      return commandOf(node, source);
    case 'Pipeline':
      return pipelineOf(node, source);
    case 'Subshell':
      return { kind: 'subshell', ...spanOf(node, source), body: listOf(node.body, source) };
    case 'BraceGroup':
      return { kind: 'braces', ...spanOf(node, source), body: listOf(node.body, source) };
    case 'For':
      return forOf(node, source);
    case 'If':
      return ifOf(node, source);
    case 'Case':
      return caseOf(node, source);
    case 'While':
      return {
        kind: 'while',
        ...spanOf(node, source),
        condition: listOf(node.clause, source),
        body: listOf(node.body, source),
      };
    case 'Function':
      return functionOf(node, source);
    case 'Redirected':
      return redirected(convertNode(node.command, source), node.redirects, node.pos, node.end, source);
    default:
      return opaque(node.pos, endOf(node), source);
  }
}

function commandOf(node: Command, source: JoinedSource): SimpleCommand {
  const words = node.args.map((argument) => convertArgument(argument, source));
  return {
    kind: 'command',
    ...source.span(node.pos, node.end),
    assignments: node.prefix.flatMap((part) =>
      part.type === 'Assignment' ? [convertAssignment(part, source)] : [],
    ),
    words: node.name ? [convertWord(node.name, source), ...words] : words,
    redirects: node.redirects.map((redirect) => redirectOf(redirect, source)),
  };
}

function redirectOf(node: Redirection, source: JoinedSource): Redirect {
  const fd = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : null;
  const base = { ...source.span(node.pos, node.end), operator: node.operator, fd };
  if (node.type === 'HereDoc') return { ...base, target: null, body: convertBody(node.body, source) };
  const target = node.target ? convertWord(node.target, source) : null;
  return node.type === 'HereString'
    ? { ...base, target: null, body: target }
    : { ...base, target, body: null };
}

/** `! a | b`; a single command that is only timed stands for itself. */
function pipelineOf(node: Pipeline, source: JoinedSource): ShellNode {
  const commands = node.commands.map((command) => convertNode(command, source));
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const [only] = commands;
  if (only && commands.length === 1 && !negated) return only;
  const pipeline: PipelineOfOurs = { kind: 'pipeline', ...spanOf(node, source), negated, commands };
  return pipeline;
}

function forOf(node: For, source: JoinedSource): ForLoop {
  const list = node.wordlist ?? [];
  const first = list[0];
  const last = list.at(-1);
  return {
    kind: 'for',
    ...spanOf(node, source),
    variable: node.name.value,
    words: node.wordlist
      ? list.map((word) => convertWord(word, source))
      : [allArguments(node.name.end, source)],
    wordsSpan: first && last ? source.span(first.pos, last.end) : source.span(node.name.end, node.name.end),
    body: listOf(node.body, source),
  };
}

function ifOf(node: If, source: JoinedSource): IfClause {
  const branch = (clause: CompoundList, body: CompoundList): IfClause['branches'][number] => ({
    condition: listOf(clause, source),
    body: listOf(body, source),
  });
  const branches = [
    branch(node.clause, node.then),
    ...node.elif.map((elif) => branch(elif.clause, elif.then)),
  ];
  return {
    kind: 'if',
    ...spanOf(node, source),
    branches,
    otherwise: node.else ? listOf(node.else, source) : null,
  };
}

function caseOf(node: Case, source: JoinedSource): ShellNode {
  return {
    kind: 'case',
    ...spanOf(node, source),
    subject: convertWord(node.word, source),
    branches: node.items.map((item) => ({
      patterns: item.pattern.map((pattern) => convertWord(pattern, source)),
      body: listOf(item.body, source),
    })),
  };
}

function functionOf(node: BashFunction, source: JoinedSource): ShellNode {
  const body = node.body.type === 'CompoundList' ? listOf(node.body, source) : convertNode(node.body, source);
  return { kind: 'function', ...spanOf(node, source), name: node.name.value, body };
}

function redirected(
  node: ShellNode,
  redirects: readonly Redirection[],
  from: number,
  to: number,
  source: JoinedSource,
): ShellNode {
  switch (node.kind) {
    case 'subshell':
    case 'braces':
    case 'for':
    case 'if':
    case 'case':
    case 'while': {
      const outer: Compound = {
        ...source.span(from, to),
        redirects: redirects.map((redirect) => redirectOf(redirect, source)),
      };
      return { ...node, ...outer };
    }
    default:
      return opaque(from, to, source);
  }
}

function opaque(from: number, to: number, source: JoinedSource): ShellNode {
  const span = source.span(from, to);
  return { kind: 'opaque', ...span, text: source.written(span) };
}

const spanOf = (node: CommandNode | Pipeline, source: JoinedSource): { start: number; end: number } =>
  source.span(node.pos, endOf(node));

/** unbash leaves the end of a construct that is never closed at its start; then it ends where its last part does. */
function endOf(node: PipelineNode | Statement['command']): number {
  if (node.end > node.pos) return node.end;
  switch (node.type) {
    case 'If':
      return Math.max(
        node.clause.end,
        node.then.end,
        ...node.elif.map((branch) => branch.then.end),
        node.else?.end ?? 0,
      );
    case 'For':
    case 'While':
    case 'Subshell':
    case 'BraceGroup':
    case 'Select':
    case 'ArithmeticFor':
    case 'Function':
    case 'Coproc':
      return Math.max(node.pos, node.body.end);
    case 'Case':
      return Math.max(node.word.end, ...node.items.map((item) => Math.max(item.end, item.body.end)));
    case 'Redirected':
      return Math.max(endOf(node.command), ...node.redirects.map((redirect) => redirect.end));
    default:
      return Math.max(node.pos, node.end);
  }
}
