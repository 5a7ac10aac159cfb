import { rulePage } from '../host/rule-page.ts';
import { rules } from '../rules/all-rules.ts';
import type { Command } from './command.ts';
import { type Arguments, didYouMean, type ExitStatus, type Terminal, UsageError } from './command-line.ts';
import { prettyPage } from './format/pretty-page.ts';

/** `explain RULE`: the rule's page. */
export const explain: Command = {
  name: 'explain',
  operands: 'RULE',
  max: 1,
  summary: 'the page of a rule: why, examples, fixes',
  options: {},
  run,
};

function run(args: Arguments, terminal: Terminal): ExitStatus {
  const [name] = args.positionals;
  if (name === undefined) throw new UsageError('explain needs a rule, as `check` names it');
  const ids = rules.map(({ id }): string => id);
  const rule = rules.find(({ id }) => id === name) ?? rules.find(({ id }) => id.split('/')[1] === name);
  if (!rule) throw new UsageError(`there is no rule '${name}'${didYouMean(name, ids)}`);
  terminal.out(prettyPage(rulePage(rule.id), terminal.colour));
  return 0;
}
