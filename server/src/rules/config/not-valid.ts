import { editOf } from '../../text/change.ts';
import { relative } from '../../text/path.ts';
import { configuration, configurationPath } from '../../world/configuration/configuration.ts';
import { pureNames } from '../../world/configuration/pure-programs.ts';
import type { Fault } from '../../world/configuration/read-configuration.ts';
import type { World } from '../../world/world.ts';
import { nearest } from '../nearest.ts';
import { type Fix, type Others, rule } from '../rule.ts';

/**
 * `.dockerfile-split.json` says something that is not understood: it is no JSON (comments are allowed), it names a setting, a rule,
 * a level or a program that there is none of. What is not understood has no effect, so that a rule which was to be turned off goes
 * on; what else the file says holds.
 *
 * ```json
 * {
 *   // How severe the findings of a rule are: "off", "error", "warning", "information" or "hint".
 *   "rules": { "compose/redundant-command": "off" },
 *   // Programs that must need no cgo: see go/must-be-pure.
 *   "pure": ["cmd/worker"],
 *   // Compose files with names of their own, and files in which nothing is reported: globs.
 *   "composeFiles": ["deploy/*.stack.yml"],
 *   "ignore": ["legacy/**"]
 * }
 * ```
 *
 * The file lies at the root of the repository, and paths in it are seen from there.
 *
 * ## Bad
 *
 * ```json .dockerfile-split.json
 * {
 *   "rules": { "dockerfile/cgo-neded": "warning" }
 * }
 * ```
 *
 * ## Good
 *
 * ```json .dockerfile-split.json
 * {
 *   "rules": { "dockerfile/cgo-needed": "warning" }
 * }
 * ```
 *
 * ## Fixes
 *
 * - Use the word that was meant.
 *
 * ## When it is silent
 *
 * A program under `pure` is looked for in the whole repository only: where a folder of it is checked, nothing is said of a name
 * that is not found there.
 */
export const configurationNotValid = rule({
  id: 'config/not-valid',
  severity: 'error',
  since: '0.2.0',
  title: 'Configuration not valid',
  summary: '`.dockerfile-split.json` says something that is not understood',
  judgesOthers: true,
  *check(world, others) {
    const file = configurationPath(world.settings);
    for (const fault of [
      ...world.reader.derive(configuration, world.settings.root).faults,
      ...strangeRules(world, others),
      ...strangePrograms(world),
    ])
      yield {
        at: { file, span: fault.span },
        message: fault.message,
        related: [],
        fixes: () => fixes(world, file, fault),
      };
  },
});

const strangeRules = (world: World, { ids }: Others): Fault[] =>
  world.reader
    .derive(configuration, world.settings.root)
    .rules.filter(({ id }) => !ids.some((each) => each === id.value))
    .map(({ id }) => ({ span: id.span, message: `there is no rule ${id.value}`, known: ids }));

function strangePrograms(world: World): Fault[] {
  const { path, root } = world.settings;
  if (path !== root) return [];
  const known = world.modules.flatMap(({ programs }) => programs.map(({ main }) => relative(root, main.dir)));
  return pureNames(world)
    .filter(({ programs }) => programs.length === 0)
    .map(({ name }) => ({
      span: name.span,
      message: `there is no program ${name.value}${known.length > 0 ? `; there are ${known.join(', ')}` : ''}`,
      known,
    }));
}

/** The word that was meant, where one is near. */
function fixes({ reader }: World, file: string, { span, known }: Fault): Fix[] {
  const state = reader.file(file);
  if (state.kind !== 'text') return [];
  const { text } = state.file;
  const word = text.slice(span.start, span.end).replaceAll('"', '');
  const near = nearest(word, known);
  if (near === null) return [];
  return [
    {
      kind: 'changes',
      title: `Use ${near}`,
      safe: false,
      changes: [editOf(file, text, [{ span, text: JSON.stringify(near) }])],
    },
  ];
}
