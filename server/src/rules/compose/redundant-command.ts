import { redundantStarts } from '../../world/start/redundant-start.ts';
import { removeStart } from '../../edit/compose/remove-start.ts';
import { composeFix } from '../compose-fix.ts';
import { inheritors, shown } from '../place.ts';
import { rule } from '../rule.ts';

export const redundantCommand = rule({
  id: 'compose/redundant-command',
  severity: 'hint',
  title: 'Command that says nothing',
  summary: 'A service says what its image starts anyway',
  isUnnecessary: true,
  *check(world) {
    for (const { service, keys } of redundantStarts(world)) {
      const { model, image } = service;
      for (const key of keys) {
        const value = model[key];
        if (!value || !image) continue;
        // Behind an ENTRYPOINT the words are arguments.
        const does =
          key === 'command' && image.trace.final?.entrypoint && !model.entrypoint ? 'passes' : 'starts';
        yield {
          at: { file: value.at.file, span: { start: value.keyAt.span.start, end: value.at.span.end } },
          message: `service ${model.name.value}: ${key} can go, ${shown(world, image.file)} ${does} ${value.value.join(' ')} by itself`,
          related: inheritors(value, [model]),
          fixes: () => composeFix(world, `Remove ${key}`, true, removeStart(world, service, key)),
        };
      }
    }
  },
});
