import { moveCommandToEntrypoint } from '../../edit/compose/edit-service.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import { swallowedCommand } from '../../world/start/swallowed-command.ts';
import { composeFix } from '../compose-fix.ts';
import { inheritors, shown } from '../place.ts';
import { rule } from '../rule.ts';

export const commandIsArguments = rule({
  id: 'compose/command-is-arguments',
  severity: 'warning',
  title: 'Command taken for arguments',
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
        related: [
          ...(entrypoint && !image.inline
            ? [
                {
                  at: { file: image.file, span: { start: entrypoint.start, end: entrypoint.end } },
                  message: 'the ENTRYPOINT that starts instead',
                },
              ]
            : []),
          ...inheritors(model.command, [model]),
        ],
        fixes: () =>
          composeFix(
            world,
            'Make it the entrypoint',
            false,
            moveCommandToEntrypoint(model, editScope(world, [service])),
          ),
      };
    }
  },
});
