import type {
  CaseClause,
  ForLoop,
  IfClause,
  Pipeline,
  Sequence,
  ShellNode,
  SimpleCommand,
} from '../../shell/ast.ts';
import { negate } from '../../shell/evaluate-test.ts';
import { matchesPattern } from '../../shell/match-pattern.ts';
import { expandFields, expandPattern, expandValue } from './expand-shell-word.ts';
import { mergeShells, type ShellState, stateOf } from './merge-shells.ts';
import { positionalOf } from './positional.ts';
import { redirectCompound, runCommand } from './run-command.ts';
import { addOpaque } from './shell-command.ts';
import { startCommand } from './start-command.ts';
import type { Field } from './field.ts';
import type { Ended, Shell } from '../state.ts';
import { testOutcome } from './test-outcome.ts';

/**
 * Follows commands in order; `shell` is changed to what they leave behind. A command is taken to succeed, since else
 * nothing is built, except for those that only ask something. With `mustSucceed` the build fails when the list does.
 */
export function runSequence(list: Sequence, shell: Shell, mustSucceed = false): Status {
  return runLists(andOrLists(list), shell, mustSucceed);
}

function runLists(lists: readonly Items[], shell: Shell, mustSucceed: boolean): Status {
  let status: Status = 'true';
  for (const [index, items] of lists.entries()) {
    if (isMaybe(shell.ended)) {
      maybeGoOn(shell, () => runLists(lists.slice(index), shell, false));
      return 'unknown';
    }
    if (shell.ended !== 'no') return status;
    const { background, fatal } = shell;
    shell.background ||= lists[index + 1]?.[0]?.operator === '&';
    const isLast = index === lists.length - 1;
    status = runList(items, shell, mustSucceed && isLast, isLast);
    Object.assign(shell, { background, fatal });
  }
  return status;
}

const isMaybe = (ended: Ended): boolean => ended.startsWith('maybe');

/** Follows what comes after a way that may have stopped: it may be skipped, and so may what comes after it. */
function maybeGoOn(shell: Shell, run: () => void): void {
  const { ended } = shell;
  shell.ended = 'no';
  let rest: Ended = 'no';
  runWays(
    shell,
    [
      () => {
        run();
        rest = stateOf(shell).ended;
      },
    ],
    true,
  );
  // Where the other way ends the shell too, no way goes on.
  if (stateOf(shell).ended !== 'failed')
    shell.ended = ended === 'maybe-done' && (rest as Ended) === 'done' ? 'done' : ended;
}

/** How commands ended: `assumed` where an image that was built shows that they succeeded. */
type Status = 'assumed' | 'true' | 'false' | 'unknown';

type Items = Sequence['items'];

function andOrLists(list: Sequence): Items[] {
  const lists: Items[number][][] = [];
  for (const item of list.items) {
    if (item.operator === '&&' || item.operator === '||') lists.at(-1)?.push(item);
    else lists.push([item]);
  }
  return lists;
}

function runList(items: Items, shell: Shell, mustSucceed: boolean, isLast: boolean): Status {
  let status: Status = 'true';
  const lastAlternative = items.findLastIndex(({ operator }) => operator === '||');
  const { fatal, background } = shell;
  items.forEach(({ operator, node }, index) => {
    // `set -e` looks at the end of a list only.
    const counts = isLast || (shell.errexit && index === items.length - 1);
    shell.fatal = fatal && !background && counts && index >= lastAlternative;
    if (isMaybe(shell.ended)) return maybeGoOn(shell, () => runNode(node, shell));
    if (shell.ended !== 'no') return;
    if (operator === '&&') {
      if (status === 'false') return;
      // Where nothing stands in for it, a list that must succeed shows that all of it ran.
      const ran = mustSucceed && index >= lastAlternative;
      if (status === 'unknown' && !ran) {
        runMaybe(node, shell);
        return;
      }
    } else if (operator === '||') {
      if (status === 'true') return;
      if (status !== 'false') {
        runMaybe(node, shell);
        status = 'assumed';
        return;
      }
    }
    status = runNode(node, shell);
  });
  return status;
}

/** Follows what may be skipped. */
function runMaybe(node: ShellNode, shell: Shell): void {
  runWays(shell, [() => runNode(node, shell)], true);
}

/** One of several ways is taken, or, with `none`, no way at all. */
function runWays(shell: Shell, ways: readonly (() => void)[], none: boolean): void {
  const before = stateOf(shell);
  const { conditional } = shell;
  const ends: ShellState[] = none ? [before] : [];
  for (const way of ways) {
    Object.assign(shell, before, { conditional: true });
    way();
    ends.push(stateOf(shell));
  }
  Object.assign(shell, before, { conditional });
  mergeShells(shell, ends, 'whether it is there is decided at build time');
}

function runNode(node: ShellNode, shell: Shell): Status {
  const { fuel } = shell.stage;
  if (isSpent(shell)) return 'assumed';
  // A command looks through what those before it left.
  fuel.left -= node.kind === 'command' ? 1 + Math.floor(shell.stage.steps.length / STEPS_AS_ONE) : 1;
  const outcome = testOutcome(node, shell);
  switch (node.kind) {
    case 'command':
      return runSimple(node, shell) ?? outcome ?? 'assumed';
    case 'sequence':
      return runSequence(node, shell);
    case 'pipeline':
      return runPipeline(node, shell);
    case 'subshell': {
      const status = apart(shell, () => runSequence(node.body, shell));
      redirectCompound(node, shell);
      return status;
    }
    case 'braces': {
      const status = runSequence(node.body, shell);
      redirectCompound(node, shell);
      return status;
    }
    case 'function':
      shell.functions = new Map(shell.functions).set(node.name, node.body);
      return 'true';
    case 'opaque':
      if (outcome === null) addOpaque(shell, commandAt(node), 'this part of the shell is not understood');
      return outcome ?? 'assumed';
    case 'if':
      runIf(node, shell);
      break;
    case 'case':
      runCase(node, shell);
      break;
    case 'for':
      runFor(node, shell);
      break;
    case 'while':
      runRounds(node.condition, node.body, [], shell);
      break;
  }
  redirectCompound(node, shell);
  return 'assumed';
}

/** Whether no more commands are followed, which makes the stage one that is not understood. */
function isSpent(shell: Shell): boolean {
  const { fuel, opaque } = shell.stage;
  if (fuel.left > 0) return false;
  // Once a stage is enough.
  if (opaque.at(-1)?.reason !== TOO_MANY) addOpaque(shell, null, TOO_MANY);
  return true;
}

/** So many steps cost a command that looks through them as much as one command more. */
const STEPS_AS_ONE = 32;

const TOO_MANY = 'it runs more commands than are followed';

const commandAt = ({ start, end }: ShellNode): SimpleCommand => ({
  kind: 'command',
  assignments: [],
  words: [],
  redirects: [],
  start,
  end,
});

/** How it ended, where its kind says so. */
function runSimple(node: SimpleCommand, shell: Shell): Status | null {
  const name = node.words[0]?.literal ?? null;
  const body = name === null ? undefined : shell.functions.get(name);
  if (!body) {
    if (shell.starting) return startCommand(node, shell);
    runCommand(node, shell);
    return null;
  }
  if (shell.depth > MAX_DEPTH) {
    addOpaque(shell, node, 'its functions call each other too deeply to follow');
    return null;
  }
  const inner: Shell = {
    ...shell,
    positional: expandFields(node.words.slice(1), shell).map(positionalOf),
    depth: shell.depth + 1,
  };
  runNode(body, inner);
  const { world, variables, cwd, functions } = inner;
  Object.assign(shell, { world, variables, cwd, functions });
  if (inner.ended === 'failed' || inner.ended === 'done' || inner.ended === 'maybe-done')
    shell.ended = inner.ended;
  return null;
}

const MAX_DEPTH = 16;

/** Folder and variables are the subshell's own; files are not. */
function apart(shell: Shell, run: () => Status): Status {
  const { world: _world, ...own } = stateOf(shell);
  const { subshell } = shell;
  shell.subshell = true;
  const status = run();
  const { ended } = shell;
  Object.assign(shell, own, { subshell });
  return ended === 'failed' ? 'false' : status;
}

function runPipeline(node: Pipeline, shell: Shell): Status {
  const [only, ...more] = node.commands;
  let status: Status = 'assumed';
  const { fatal } = shell;
  shell.fatal = fatal && !node.negated;
  if (only && more.length === 0) status = runNode(only, shell);
  else if (only && shell.starting) {
    // The first of `server | tee log` is what the container is; the others only read it.
    status = runNode(only, shell);
    for (const each of more) apart(shell, () => runNode(each, beside(shell)));
  } else {
    node.commands.forEach((each, index) => {
      shell.fatal = fatal && !node.negated && index === node.commands.length - 1;
      const name = each.kind === 'command' ? (each.words[0]?.literal ?? '') : '';
      // `curl … | sh` runs what nobody can read.
      if (
        index > 0 &&
        each.kind === 'command' &&
        /^(?:ba|da|a)?sh$/.test(name) &&
        !each.redirects.some((to) => to.body)
      )
        addOpaque(shell, each, 'it runs what another command prints');
      else status = apart(shell, () => runNode(each, shell));
    });
  }
  shell.fatal = fatal;
  if (!node.negated) return status;
  return status === 'assumed' ? 'unknown' : negate(status);
}

/** A shell that only reads what another one writes: it never is what the container is. */
function beside(shell: Shell): Shell {
  const { starting } = shell;
  return starting
    ? {
        ...shell,
        starting: {
          isImages: (path) => starting.isImages(path),
          doubt: (reason) => starting.doubt(reason),
          wait: () => starting.wait(),
          start: (start) => starting.start({ ...start, beside: true, ends: false }),
        },
      }
    : shell;
}

/** A loop over words that are known is written out, round by round. */
function runFor(node: ForLoop, shell: Shell): void {
  const fields = expandFields(node.words, shell);
  if (fields.length > MAX_ROUNDS || fields.some((field) => field.value === null))
    return runRounds(null, node.body, [node.variable], shell);
  const { round } = shell;
  runLoop(fields, node, shell);
  shell.round = round;
}

function runLoop(fields: readonly Field[], node: ForLoop, shell: Shell): void {
  for (const [index, { value, word }] of fields.entries()) {
    if (isSpent(shell)) break;
    shell.round = { word, value: value ?? '' };
    shell.variables = shell.variables.assign(node.variable, value, null);
    const { fatal } = shell;
    shell.fatal = fatal && (shell.errexit || index === fields.length - 1);
    runSequence(node.body, shell);
    shell.fatal = fatal;
    if (shell.ended === 'continue' || shell.ended === 'maybe-continue') shell.ended = 'no';
    else if (shell.ended === 'maybe' || shell.ended === 'maybe-done') {
      maybeGoOn(shell, () => runLoop(fields.slice(index + 1), node, shell));
      return;
    } else if (shell.ended !== 'no') break;
  }
  if (shell.ended === 'break') shell.ended = 'no';
}

const MAX_ROUNDS = 100;

/** Any number of rounds: what one of them sets is not known in the next. */
function runRounds(condition: Sequence | null, body: Sequence, names: readonly string[], shell: Shell): void {
  runWays(
    shell,
    [
      () => {
        for (const name of [...names, ...assignedIn(body)])
          shell.variables = shell.variables.assign(name, null, null);
        if (condition) runSequence(condition, shell);
        runSequence(body, shell);
        if (shell.ended === 'break' || shell.ended.endsWith('continue')) shell.ended = 'no';
      },
    ],
    true,
  );
}

/** The names that commands assign, wherever in a body they stand. */
function assignedIn(node: ShellNode): string[] {
  switch (node.kind) {
    case 'command':
      return node.words.length === 0
        ? node.assignments.map((each) => each.name)
        : (node.words[0]?.literal === 'read' ? node.words.slice(1) : []).flatMap(
            (word) => word.literal ?? [],
          );
    case 'sequence':
      return node.items.flatMap((item) => assignedIn(item.node));
    case 'pipeline':
      return node.commands.flatMap(assignedIn);
    case 'if':
      return [
        ...node.branches.map((branch) => branch.body),
        ...(node.otherwise ? [node.otherwise] : []),
      ].flatMap(assignedIn);
    case 'case':
      return node.branches.flatMap((branch) => assignedIn(branch.body));
    case 'for':
      return [node.variable, ...assignedIn(node.body)];
    case 'opaque':
      return [];
    default:
      return assignedIn(node.body);
  }
}

function runIf(node: IfClause, shell: Shell): void {
  const ways: (() => void)[] = [];
  for (const { condition, body } of node.branches) {
    const { fatal } = shell;
    shell.fatal = false;
    const status = runSequence(condition, shell);
    shell.fatal = fatal;
    if (status === 'false') continue;
    const way = (): void => void runSequence(body, shell);
    if (status === 'true') {
      if (ways.length === 0) return way();
      return runWays(shell, [...ways, way], false);
    }
    ways.push(way);
  }
  const { otherwise } = node;
  if (ways.length === 0) {
    if (otherwise) runSequence(otherwise, shell);
  } else runWays(shell, otherwise ? [...ways, () => void runSequence(otherwise, shell)] : ways, !otherwise);
}

function runCase(node: CaseClause, shell: Shell): void {
  const subject = expandValue(node.subject, shell);
  const ways: (() => void)[] = [];
  for (const { patterns, body } of node.branches) {
    const texts = patterns.map((pattern) => expandPattern(pattern, shell));
    const fits = texts.map((text) =>
      text === '*' ? true : subject === null || text === null ? null : matchesPattern(text, subject),
    );
    const sure = fits.includes(true);
    if (!sure && !fits.includes(null)) continue;
    const way = (): void => void runSequence(body, shell);
    if (sure) return ways.length === 0 ? way() : runWays(shell, [...ways, way], false);
    ways.push(way);
  }
  if (ways.length > 0) runWays(shell, ways, true);
}
