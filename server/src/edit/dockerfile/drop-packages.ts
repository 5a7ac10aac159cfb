import type { Dockerfile } from '../../dockerfile/ast.ts';
import type { StageTrace } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { UnneededPackage } from '../../world/needs/native-use.ts';
import { removeCommands } from './remove-commands.ts';
import { removeWords } from './remove-words.ts';
import type { Instruction } from '../../dockerfile/ast.ts';
import type { Span } from '../../text/span.ts';

/**
 * Takes packages off their install lines. An install that would install nothing goes with the list update before it,
 * and with the `apk del` of its virtual name. Null where the text does not allow it.
 */
export function dropPackages(
  dockerfile: Dockerfile,
  stage: StageTrace,
  unneeded: readonly UnneededPackage[],
): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  const commands = new Map<Instruction, Span[]>();
  const remove = (instruction: Instruction, span: Span): void => {
    commands.set(instruction, [...(commands.get(instruction) ?? []), span]);
  };
  for (const install of new Set(unneeded.map((each) => each.install))) {
    const mine = unneeded.filter((each) => each.install === install);
    const step = mine[0]?.package.step;
    if (!step) continue;
    const all = install.packages.every((each) =>
      mine.some(({ package: gone, replacement }) => gone === each && replacement === null),
    );
    if (!all) {
      edits.push(
        ...removeWords(
          dockerfile.text,
          mine.filter((each) => each.replacement === null).map((each) => each.package.span),
        ),
      );
      for (const { package: each, replacement } of mine)
        if (replacement !== null)
          edits.push({ span: { start: each.span.start, end: each.span.end }, text: replacement });
      continue;
    }
    if (!step.command) return null;
    remove(step.instruction, step.command);
    for (const other of stage.steps) {
      if (other.effect.kind !== 'uninstall' || !other.command) continue;
      const names = other.effect.names;
      const gone = names.filter(
        (name) => name.value === install.virtual || install.packages.some((each) => each.name === name.value),
      );
      if (gone.length === 0) continue;
      if (gone.length === names.length) remove(other.instruction, other.command);
      else edits.push(...removeWords(dockerfile.text, gone));
    }
  }
  for (const [instruction, spans] of commands) {
    const removed = removeCommands(dockerfile, instruction, spans);
    if (removed.stuck.length > 0) return null;
    edits.push(...removed.edits);
  }
  return edits;
}
