import type { ComposeError, ComposeProject } from '../../compose/model.ts';
import { textOf } from '../../edit/compose/text-of.ts';
import type { World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { isCertainError } from '../../world/certain-error.ts';
import { nearest } from '../nearest.ts';
import { shown } from '../place.ts';
import { type Fix, type Related, rule } from '../rule.ts';

/**
 * Docker Compose refuses the project: `docker compose config` says the same of it on every machine.
 *
 * The words are those of Compose, in the file and at the place where the mistake was made: also in a file that is included, or
 * whose service is extended. Compose stops at the first mistake, and so does this rule where one leads to another. While a file
 * does not parse, every other rule goes on with its last text that did.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     image: redis
 *     enviroment: # services.worker enviroment is not expected
 *       QUEUE: jobs
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     image: redis
 *     environment:
 *       QUEUE: jobs
 * ```
 *
 * ## Fixes
 *
 * - Rename a key that there is not to the one that was meant.
 *
 * ## When it is silent
 *
 * When the mistake may be none on another machine: a file that is missing here (`env_file`, `include`), a variable without a
 * value anywhere in the project, a service behind a profile, files that people may combine in another way than the default
 * names say, and a file that refers to what it does not declare where a program of the repository lists it beside other
 * Compose files, so that it merges them. Such a project is listed under `unknown` with Compose's words as the reason.
 */
export const notValid = rule({
  id: 'compose/not-valid',
  severity: 'error',
  since: '0.1.0',
  title: 'Compose file not valid',
  summary: 'Docker Compose refuses the file',
  *check(world) {
    for (const project of world.projects)
      for (const error of project.errors)
        if (isCertainError(world, project, error))
          yield {
            at: error,
            message: inWords(world, project, error),
            related: of(world, project, error),
            fixes: () => rename(world, error),
          };
  },
});

/** In Compose's words, with paths as a person reads them. */
function inWords(world: World, { files, reads }: ComposeProject, { message }: ComposeError): string {
  let text = message.replaceAll('\n\n', ' ').replaceAll('\n', ' ');
  for (const file of new Set([...files, ...reads])) text = text.replaceAll(file, shown(world, file));
  return text;
}

/** The project, where a file of its own is not the one to blame. */
const of = (world: World, { files }: ComposeProject, { file }: ComposeError): Related[] => {
  const [first] = files;
  if (first === undefined || files.includes(file)) return [];
  return [
    { at: { file: first, span: { start: 0, end: 0 } }, message: `of the project in ${shown(world, first)}` },
  ];
};

/** A key that there is not, as the one that was meant. */
function rename(world: World, { file, span, allowed }: ComposeError): readonly Fix[] {
  const key = textOf(world)(file)?.slice(span.start, span.end) ?? '';
  const meant = /^[\w-]+$/.test(key) ? nearest(key, allowed) : null;
  if (meant === null) return [];
  const edits = [{ file, span, text: meant }];
  return composeFix(world, `Rename ${key} to ${meant}`, false, { ok: true, edits });
}
