import { rulePage } from '../host/rule-page.ts';
import { rules } from '../rules/all-rules.ts';
import { nearest } from '../rules/nearest.ts';
import { type ExitStatus, readArguments, type Terminal, UsageError } from './command-line.ts';
import { prettyPage } from './format/pretty-page.ts';

/** `explain RULE`: the rule's page. */
export function explain(argv: readonly string[], terminal: Terminal): ExitStatus {
  const [name] = readArguments(argv, {}, { max: 1 }).positionals;
  if (name === undefined) throw new UsageError('explain needs a rule, as `check` names it');
  const rule = rules.find(({ id }) => id === name) ?? rules.find(({ id }) => id.split('/')[1] === name);
  if (!rule) throw new UsageError(`there is no rule '${name}'${meant(name)}`);
  terminal.out(prettyPage(rulePage(rule.id), terminal.colour));
  return 0;
}

/** The rule that was meant, by its whole id or by what stands behind its slash. */
function meant(name: string): string {
  const ids = rules.map(({ id }) => id);
  const near =
    nearest(name, ids) ??
    ids.find((id) =>
      id.endsWith(
        `/${
          nearest(
            name,
            ids.map((each) => each.split('/')[1] ?? ''),
          ) ?? ''
        }`,
      ),
    );
  return near === undefined ? '' : `; did you mean ${near}?`;
}
