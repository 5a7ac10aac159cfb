import type { SimpleCommand } from '../../shell/ast.ts';
import type { Span } from '../../text/span.ts';
import { expandFields, expandValue } from './expand-shell-word.ts';
import type { Field } from './field.ts';
import type { Effect, NamedPath, Step } from '../model.ts';
import { absolute } from './shell-path.ts';
import type { Shell } from '../state.ts';
import { write } from '../files/write-files.ts';

/** A command with its arguments expanded, and what stands before it taken off: assignments, `env`, `exec`, `sudo`. */
export interface ShellCommand {
  readonly node: SimpleCommand;
  /** Null when it depends on what only a running shell knows. */
  readonly name: string | null;
  readonly args: readonly Field[];
  /** Variables for this command alone, each with the whole word that sets it. */
  readonly own: ReadonlyMap<string, { readonly value: string | null; readonly span: Span | null }>;
}

export function shellCommand(node: SimpleCommand, shell: Shell): ShellCommand {
  const own = new Map<string, { value: string | null; span: Span | null }>();
  for (const { name, value, start, end } of node.assignments)
    own.set(name, { value: expandValue(value, shell), span: placeIn(shell, { start, end }) });
  let fields = expandFields(node.words, shell);
  for (;;) {
    const name = fields[0]?.value;
    if (name === 'env') {
      fields = fields.slice(1);
      for (;;) {
        const [field] = fields;
        const set = /^([A-Za-z_]\w*)=(.*)$/s.exec(field?.text ?? '');
        if (field && set)
          own.set(set[1] ?? '', {
            value: field.value === null ? null : (set[2] ?? ''),
            span: placeIn(shell, field.word),
          });
        else if (!field?.value?.startsWith('-')) break;
        fields = fields.slice(field?.value === '-u' ? 2 : 1);
      }
    } else if (
      name === 'exec' ||
      name === 'command' ||
      name === 'time' ||
      name === 'nice' ||
      name === 'nohup' ||
      name === 'sudo'
    ) {
      // `command -v` only asks.
      if (name === 'command' && fields[1]?.value?.startsWith('-')) break;
      fields = fields.slice(1);
    } else break;
  }
  return { node, name: fields[0] ? fields[0].value : '', args: fields.slice(1), own };
}

/** Where something stands in the Dockerfile; null for a text that has no place in it, as that of a script. */
export const placeIn = (shell: Pick<Shell, 'at'>, { start, end }: Span): Span | null =>
  shell.at === null ? { start, end } : null;

/** The value of a variable as a command sees it: undefined is unset, null unknown. */
export function variableFor(command: ShellCommand, shell: Shell, name: string): string | null | undefined {
  const own = command.own.get(name);
  if (own) return own.value;
  const found = shell.variables.get(name);
  if (found && !found.exported) return undefined;
  return (
    shell.variables.lookup(name) ??
    shell.world.goEnv.get(name)?.value ??
    (shell.variables.lookup(name) === null ? null : undefined)
  );
}

/** Writes down that a command ran. */
export function addStep(
  shell: Shell,
  node: SimpleCommand | null,
  effect: Effect,
  rest: { readonly understood?: boolean; readonly paths?: readonly NamedPath[] } = {},
): Step {
  const { stage, instruction } = shell;
  const place = shell.at ?? node;
  const step: Step = {
    stage: stage.index,
    instruction,
    command: place,
    span: place ? { start: place.start, end: place.end } : { start: instruction.start, end: instruction.end },
    effect: shell.at === null ? effect : withoutWords(effect),
    understood: rest.understood ?? true,
    conditional: shell.conditional,
    workdir: shell.cwd,
    paths: shell.at === null ? (rest.paths ?? []) : [],
  };
  stage.steps.push(step);
  return step;
}

/** What a script installs stands in no word of the Dockerfile, so that nothing there may be edited for it. */
const withoutWords = (effect: Effect): Effect =>
  effect.kind === 'install' || effect.kind === 'uninstall'
    ? {
        kind: 'tool',
        name: effect.kind === 'install' ? effect.install.manager : 'package manager',
        usesCompiler: false,
      }
    : effect;

/** A command that may have done anything to the image. */
export function addOpaque(shell: Shell, node: SimpleCommand | null, reason: string): void {
  shell.starting?.doubt(reason);
  const step = addStep(shell, node, { kind: 'unknown', reason }, { understood: false });
  shell.stage.opaque.push({ span: step.span, reason });
  write(shell, { kind: 'opaque', path: '/', reason });
  shell.world = { ...shell.world, doubt: shell.world.doubt ?? reason };
}

/** Something unknown may now stand at or below a folder. */
export const mayWrite = (shell: Shell, path: string | null, reason: string): void =>
  write(shell, { kind: 'opaque', path: path ?? '/', reason });

/** The absolute path of an argument; null when it is not known. */
export const pathOf = (field: Field, shell: Shell): string | null =>
  field.value === null ? null : absolute(shell.cwd, field.value);
