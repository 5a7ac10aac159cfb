import type { Instruction } from '../dockerfile/ast.ts';
import { shellSource } from '../dockerfile/shell-source.ts';
import type { SimpleCommand, Word } from '../shell/ast.ts';
import { parseShell } from '../shell/parse-shell.ts';
import { graft } from './files/write-files.ts';
import { runCommand } from './shell/run-command.ts';
import { runSequence } from './shell/run-shell.ts';
import { addOpaque } from './shell/shell-command.ts';
import { absolute } from './shell/shell-path.ts';
import type { Mount, Shell, StageState } from './state.ts';
import { put } from './files/write-files.ts';
import { notePrograms } from './note.ts';

/** Follows a RUN: its mounts, then its commands. `stageTree` gives the files of another stage. */
export function runInstruction(
  stage: StageState,
  run: Instruction,
  stageAt: (name: string) => StageState | null,
): void {
  const shell: Shell = {
    stage,
    instruction: run,
    mounts: mountsOf(stage, run, stageAt),
    world: stage.world,
    cwd: stage.workdir,
    variables: stage.variables,
    functions: new Map(),
    positional: [],
    name: stage.shell?.[0] ?? '/bin/sh',
    braces: bracesOf(stage),
    conditional: false,
    fatal: true,
    errexit: (stage.shell ?? []).some((word) => /^-[a-z]*e/.test(word)),
    ended: 'no',
    depth: 0,
    at: null,
    starting: null,
    background: false,
    subshell: false,
    round: null,
  };
  for (const { path, tree, stage: from } of shell.mounts) notePrograms(stage, tree, path, from ?? null);
  if (run.json) runCommand(commandOf(run, run.json), shell);
  else if (stage.shell && !/(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(stage.shell[0] ?? ''))
    addOpaque(shell, null, 'SHELL names something that is not understood');
  else {
    const source = shellSource(run, stage.text);
    if (source?.kind === 'program')
      addOpaque(shell, null, 'it is a script for another interpreter than a shell');
    else if (source) {
      const text = stage.text.slice(source.span.start, source.span.end);
      const { value, errors } = parseShell(text, {
        escape: stage.escape,
        offset: source.span.start,
        script: source.kind === 'script',
      });
      runSequence(value, shell, true);
      if (errors.length > 0) addOpaque(shell, null, 'this shell command has an error');
    }
  }
  stage.world = shell.world;
}

/** Whether the shell of RUN is bash, which stands for sh in some distributions. */
function bracesOf({ shell, base }: StageState): boolean | null {
  if (shell)
    return /bash|zsh|ksh/.test(shell[0] ?? '') ? true : /\/(?:da|a)sh$/.test(shell[0] ?? '') ? false : null;
  return base.family === 'unknown' || base.family === 'wolfi' ? null : base.family === 'rhel';
}

/** The words of a JSON form, as a command. */
function commandOf(run: Instruction, tokens: NonNullable<Instruction['json']>): SimpleCommand {
  const words = tokens.map(
    (token): Word => ({
      text: token.value,
      literal: token.value,
      parts: [{ kind: 'literal', text: token.value, quoted: true }],
      start: token.start,
      end: token.end,
    }),
  );
  return { kind: 'command', assignments: [], words, redirects: [], start: run.start, end: run.end };
}

function mountsOf(
  stage: StageState,
  run: Instruction,
  stageAt: (name: string) => StageState | null,
): Mount[] {
  return run.flags.flatMap((flag): Mount[] => {
    if (flag.name !== 'mount' || !flag.argument) return [];
    const options = new Map(
      flag.argument.value.split(',').map((part): [string, string] => {
        const equals = part.indexOf('=');
        return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      }),
    );
    const type = options.get('type') ?? 'bind';
    const target = absolute(
      stage.workdir,
      options.get('target') ??
        options.get('dst') ??
        options.get('destination') ??
        (type === 'bind' ? '.' : ''),
    );
    if (target === null || (type !== 'bind' && type !== 'cache')) return [];
    const empty = put(null, {
      kind: 'entry',
      path: target,
      type: 'directory',
      origin: { kind: 'made' },
      steps: [],
    });
    if (type === 'cache')
      return [
        {
          path: target,
          tree: put(empty, {
            kind: 'opaque',
            path: target,
            reason: 'a cache that is mounted there may hold it',
          }),
        },
      ];
    const source = options.get('source') ?? options.get('src') ?? '';
    const from = options.get('from');
    if (from === undefined)
      return [
        {
          path: target,
          tree: put(
            empty,
            graft(
              target,
              {
                kind: 'context',
                context: stage.context,
                path: source.replace(/^\/+/, '') || '.',
                doubt: null,
              },
              [],
            ),
          ),
        },
      ];
    const other = stageAt(from);
    if (!other)
      return [
        {
          path: target,
          tree: put(empty, { kind: 'opaque', path: target, reason: `what ${from} holds is not known` }),
        },
      ];
    return [
      {
        path: target,
        stage: other.index,
        tree: put(
          empty,
          graft(
            target,
            { kind: 'tree', tree: other.world.tree, path: absolute('/', source) ?? '/', doubt: null },
            [],
          ),
        ),
      },
    ];
  });
}
