import type { Effect, ToldWord } from '../model.ts';
import type { Shell } from '../state.ts';
import type { Redirect, Word } from '../../shell/ast.ts';
import { writesFile } from '../../shell/writes-file.ts';
import { expandText } from './expand-shell-word.ts';
import type { Field } from './field.ts';
import type { ShellCommand } from './shell-command.ts';

/** Writes down what a command is told; what it gives back is called when the command has been followed. */
export function startExecution({ node, name, args, own }: ShellCommand, shell: Shell): () => void {
  const { stage, instruction, cwd, round } = shell;
  const order = stage.steps.length;
  const path = own.get('PATH')?.value ?? shell.variables.lookup('PATH') ?? null;
  const first = node.words[0];
  const words: ToldWord[] = [
    ...(first ? [{ text: name ?? '\0', span: first, isGlob: false, role: 'name' as const }] : []),
    ...args.map((field) => ({
      text: field.text,
      span: field.word,
      isGlob: isGlob(field),
      role: 'argument' as const,
    })),
    ...[...own.values()].map(({ value, span }) => ({
      text: value ?? '\0',
      span: span ?? node,
      isGlob: false,
      role: 'variable' as const,
    })),
    ...node.redirects.flatMap((redirect) => told(redirect, shell)),
  ].map(({ text, span: { start, end }, ...rest }) => ({ text, span: { start, end }, ...rest }));
  const inside = stage.executions.length;
  return () => {
    // What it runs may have left the first step.
    const isOwn = !stage.executions.slice(inside).some((each) => each.order === order);
    stage.executions.push({
      instruction,
      command: shell.at ?? node,
      inScript: shell.at !== null,
      order,
      words,
      writes: node.redirects.some(writesFile),
      workdir: cwd,
      path,
      effect: (isOwn ? stage.steps[order]?.effect : null) ?? NOTHING,
      round: shell.at === null ? round : null,
    });
  };
}

const NOTHING: Effect = { kind: 'nothing' };

const isGlob = ({ word }: Field): boolean => word.parts.some((part) => part.kind === 'glob');

function told({ target, body }: Redirect, shell: Shell) {
  const words: Word[] = [target, body].filter((word) => word !== null);
  return words.map((word) => ({
    text: expandText(word, shell),
    span: word,
    isGlob: false,
    role: 'file' as const,
  }));
}
