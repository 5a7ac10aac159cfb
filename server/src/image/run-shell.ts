import type { CaseClause, ForLoop, IfClause, Pipeline, Sequence, ShellNode } from '../shell/ast.ts';
import { expandFields, expandValue } from './expand-shell-word.ts';
import type { GoBuild } from './model.ts';
import { runCommand } from './run-command.ts';
import { addOpaque } from './shell-command.ts';
import type { Shell } from './state.ts';
import { put } from './write-files.ts';

/** Follows a list of commands as a shell with `set -e` would: what stands before `&&` succeeds, since else nothing is built. */
export function runSequence(list: Sequence, shell: Shell, builds: GoBuild[]): void {
  for (const { operator, node } of list.items) {
    // What stands behind `||` runs only when something failed.
    if (operator === '||') alternatives(shell, [() => runNode(node, shell, builds)], true);
    else runNode(node, shell, builds);
  }
}

function runNode(node: ShellNode, shell: Shell, builds: GoBuild[]): void {
  const { fuel } = shell.stage;
  if (fuel.left <= 0) {
    // Once a stage is enough.
    if (shell.stage.opaque.at(-1)?.reason !== TOO_MANY) addOpaque(shell, null, TOO_MANY);
    return;
  }
  fuel.left--;
  switch (node.kind) {
    case 'command': {
      const name = node.words[0]?.literal ?? null;
      const body = name === null ? undefined : shell.functions.get(name);
      if (body) runFunction(node, body, shell, builds);
      else runCommand(node, shell, builds);
      return;
    }
    case 'sequence':
      runSequence(node, shell, builds);
      return;
    case 'braces':
      runSequence(node.body, shell, builds);
      return;
    case 'subshell':
      apart(shell, () => runSequence(node.body, shell, builds));
      return;
    case 'pipeline':
      runPipeline(node, shell, builds);
      return;
    case 'for':
      runFor(node, shell, builds);
      return;
    case 'if':
      runIf(node, shell, builds);
      return;
    case 'case':
      runCase(node, shell, builds);
      return;
    case 'while':
      alternatives(
        shell,
        [
          () => {
            runSequence(node.condition, shell, builds);
            runSequence(node.body, shell, builds);
          },
        ],
        true,
      );
      return;
    case 'function':
      shell.functions = new Map(shell.functions).set(node.name, node.body);
      return;
    case 'opaque':
      addOpaque(
        shell,
        { kind: 'command', assignments: [], words: [], redirects: [], start: node.start, end: node.end },
        'this part of the shell is not understood',
      );
  }
}

const TOO_MANY = 'it runs more commands than are followed';

function runFunction(
  node: ShellNode & { kind: 'command' },
  body: ShellNode,
  shell: Shell,
  builds: GoBuild[],
): void {
  if (shell.depth > MAX_DEPTH) {
    addOpaque(shell, node, 'its functions call each other too deeply to follow');
    return;
  }
  const inner: Shell = {
    ...shell,
    positional: expandFields(node.words.slice(1), shell).map((field) => field.value),
    depth: shell.depth + 1,
  };
  runNode(body, inner, builds);
  Object.assign(shell, { world: inner.world, variables: inner.variables, cwd: inner.cwd });
}

const MAX_DEPTH = 16;

/** Folder and variables are the subshell's own; files are not. */
function apart(shell: Shell, run: () => void): void {
  const { cwd, variables, functions, positional } = shell;
  run();
  Object.assign(shell, { cwd, variables, functions, positional });
}

function runPipeline(node: Pipeline, shell: Shell, builds: GoBuild[]): void {
  const names = node.commands.map((each) =>
    each.kind === 'command' ? (each.words[0]?.literal ?? null) : null,
  );
  // `curl … | sh` runs what nobody can read.
  const piped = names.slice(1).some((name) => name !== null && /^(?:ba|da|a)?sh$/.test(name));
  for (const each of node.commands) {
    if (piped && each.kind === 'command' && /^(?:ba|da|a)?sh$/.test(each.words[0]?.literal ?? ''))
      addOpaque(shell, each, 'it runs a script that it downloads');
    else apart(shell, () => runNode(each, shell, builds));
  }
}

/** A loop over words that are known is written out, round by round. */
function runFor(node: ForLoop, shell: Shell, builds: GoBuild[]): void {
  const fields = expandFields(node.words, shell);
  if (fields.length <= MAX_ROUNDS && fields.every((field) => field.value !== null)) {
    for (const field of fields) {
      if (shell.stage.fuel.left <= 0) break;
      shell.variables = shell.variables.assign(node.variable, field.value, null);
      runSequence(node.body, shell, builds);
    }
    return;
  }
  shell.variables = shell.variables.assign(node.variable, null, null);
  alternatives(shell, [() => runSequence(node.body, shell, builds)], true);
}

const MAX_ROUNDS = 64;

function runIf(node: IfClause, shell: Shell, builds: GoBuild[]): void {
  const ways = node.branches.map(({ condition, body }) => () => {
    runSequence(condition, shell, builds);
    runSequence(body, shell, builds);
  });
  const { otherwise } = node;
  if (otherwise) ways.push(() => runSequence(otherwise, shell, builds));
  alternatives(shell, ways, otherwise === null);
}

function runCase(node: CaseClause, shell: Shell, builds: GoBuild[]): void {
  const subject = expandValue(node.subject, shell);
  const fits = (text: string | null, literal: string | null): boolean | null =>
    text === '*' ? true : subject === null || literal === null ? null : literal === subject;
  for (const { patterns, body } of node.branches) {
    const answers = patterns.map((pattern) => fits(pattern.text, pattern.literal));
    if (answers.includes(true) && subject !== null) {
      runSequence(body, shell, builds);
      return;
    }
    if (answers.includes(null)) break;
  }
  if (
    subject !== null &&
    node.branches.every(({ patterns }) =>
      patterns.every((pattern) => fits(pattern.text, pattern.literal) === false),
    )
  )
    return;
  alternatives(
    shell,
    node.branches.map(
      ({ body }) =>
        () =>
          runSequence(body, shell, builds),
    ),
    true,
  );
}

/** One of several ways is taken, or, with `none`, no way at all. Afterwards only that is known on which all agree. */
function alternatives(shell: Shell, ways: readonly (() => void)[], none: boolean): void {
  const { world, variables, cwd, conditional } = shell;
  const ends: Pick<Shell, 'world' | 'variables' | 'cwd'>[] = none ? [{ world, variables, cwd }] : [];
  for (const way of ways) {
    Object.assign(shell, { world, variables, cwd, conditional: true });
    way();
    ends.push({ world: shell.world, variables: shell.variables, cwd: shell.cwd });
  }
  const [first = { world, variables, cwd }, ...others] = ends;
  const trees = new Set(ends.map((end) => end.world.tree));
  const tree =
    trees.size <= 1
      ? first.world.tree
      : put(world.tree, {
          kind: 'choice',
          options: [...trees],
          reason: 'whether it is there is decided at build time',
        });
  const installs = [...new Set(ends.flatMap((end) => end.world.installs))];
  shell.world = {
    tree,
    installs,
    goEnv: others.reduce((all, end) => all.merge(end.world.goEnv), first.world.goEnv),
    doubt: ends.map((end) => end.world.doubt).find((doubt) => doubt !== null) ?? null,
  };
  shell.variables = others.reduce((all, end) => all.merge(end.variables), first.variables);
  shell.cwd = others.every((end) => end.cwd === first.cwd) ? first.cwd : null;
  shell.conditional = conditional;
}
