import type { EditAnswer } from '../../compose/model.ts';
import { sharedWith } from '../../split/shared-with.ts';
import { swallowedCommand } from '../../workspace/swallowed-command.ts';
import type { Service, World } from '../../workspace/world.ts';
import { composeFix } from '../compose-fix.ts';
import { shown } from '../place.ts';
import { rule } from '../rule.ts';

export const commandIsArguments = rule({
  id: 'compose/command-is-arguments',
  severity: 'warning',
  summary: 'A command names a program, and the ENTRYPOINT of the image takes it for an argument',
  *check(world) {
    for (const service of world.services) {
      const { model, image, runs } = service;
      const named = swallowedCommand(service);
      if (!named || !image || !model.command || runs.kind !== 'program') continue;
      const entrypoint = image.trace.final?.entrypoint?.instruction;
      yield {
        at: model.command.at,
        message: `service ${model.name.value} does not start ${named.path}: the ENTRYPOINT of ${shown(world, image.file)} starts ${runs.program.path} and takes the command for its arguments`,
        related:
          entrypoint && !image.inline
            ? [
                {
                  at: { file: image.file, span: { start: entrypoint.start, end: entrypoint.end } },
                  message: 'the ENTRYPOINT that starts instead',
                },
              ]
            : [],
        fixes: () => composeFix(world, 'Make it the entrypoint', false, toEntrypoint(world, service)),
      };
    }
  },
});

/** Only the key changes: words and comments stay as they are. */
function toEntrypoint(world: World, service: Service): EditAnswer {
  const { command } = service.model;
  if (!command) return { ok: false, reason: 'there is no command' };
  const other = sharedWith(world, [service], command.keyAt, ({ model }) => model.command?.keyAt);
  if (other !== null) return { ok: false, reason: `service ${other} takes its command from the same place` };
  return {
    ok: true,
    edits: [{ file: command.keyAt.file, span: command.keyAt.span, text: 'entrypoint' }],
  };
}
