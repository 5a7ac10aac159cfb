import { createTwoFilesPatch } from 'diff';
import pc from 'picocolors';
import { writeChanges } from '../host/write-changes.ts';
import { FileJournal } from '../host/write-journal.ts';
import { said } from '../rules/analyse.ts';
import { bakeFile } from '../split/stages/bake-file.ts';
import type { PlanEntry, SplitPlan } from '../split/model.ts';
import { planSplit } from '../split/plan-split.ts';
import { afterChange } from '../text/change.ts';
import { resolve } from '../text/path.ts';
import { buildWorld } from '../world/build-world.ts';
import { applyChanges } from '../memory/apply-changes.ts';
import { wholeFolder } from '../world/settings.ts';
import type { World } from '../world/world.ts';
import type { Command } from './command.ts';
import { type Arguments, type ExitStatus, type Terminal, UsageError } from './command-line.ts';
import { jsonSplit } from './format/json-split.ts';
import { markdownSplit } from '../print/markdown-split.ts';
import { plain } from '../text/plain.ts';
import { Locate } from '../print/locate.ts';
import { COMPOSE_FILES, openToWrite, tellUnreadable } from './open.ts';

/** `split [PATH]`: prints the split as a diff, and makes it with `--write`. */
export const split: Command = {
  name: 'split',
  operands: '[PATH]',
  max: 1,
  summary: 'an image for each program, as a diff; changes nothing unless --write',
  options: {
    write: { says: 'make the split' },
    dockerfile: { value: 'FILE', says: 'split this Dockerfile alone' },
    program: { value: 'NAME', multiple: true, says: 'give only these programs an image of their own' },
    into: { value: 'files|stages', says: 'a Dockerfile each, or a stage each in one file (default: files)' },
    keep: { says: 'leave the old Dockerfile where it is' },
    format: { value: 'diff|json', says: 'how the plan is printed (default: diff)' },
    summary: { says: 'print a table for a pull request instead of the diff' },
    bake: { says: 'add a docker-bake.hcl that builds every image' },
    'cache-mounts': { says: 'keep the caches of the go command from one build to the next' },
    ...COMPOSE_FILES,
  },
  run,
};

function run(args: Arguments, terminal: Terminal): ExitStatus {
  const format = args.oneOf('format', ['diff', 'json']);
  const into = args.oneOf('into', ['files', 'stages']);
  const write = args.flag('write');
  const { snapshot, settings, close, finished } = openToWrite(args, args.positionals[0], terminal, write);
  const named = args.text('dockerfile');
  // Like every path argument it is seen from the current folder; one that is seen from PATH is understood too.
  const candidates = named === null ? [] : [resolve(terminal.cwd, named), resolve(settings.path, named)];
  const dockerfile = candidates.find((file) => snapshot.file(file).kind === 'text') ?? null;
  if (named !== null && dockerfile === null) throw new UsageError(`${named}: there is no such Dockerfile`);
  const request = {
    dockerfile,
    programs: args.list('program'),
    into,
    keep: args.flag('keep'),
    cacheMounts: args.flag('cache-mounts'),
  };
  const planned = planSplit(snapshot, settings, request, said);
  // The plan may speak of services of other projects, which are made from the same lines.
  const whole = wholeFolder(settings);
  const before = buildWorld(snapshot, whole);
  const applied = applyChanges(snapshot, planned.changes);
  if (!applied.ok)
    throw new UsageError(`${applied.file}: it changed while the split was planned; run the command again`);
  const after = buildWorld(applied.snapshot, whole);
  const plan = args.flag('bake') && planned.entries.length > 0 ? withBake(planned, after) : planned;
  const locate = new Locate(before);
  const unread = tellUnreadable(snapshot, settings, terminal);
  // Worlds are read as they are looked at: what is told of them is put together before the disk changes.
  const told =
    format === 'json'
      ? { out: jsonSplit(plan, locate), error: '' }
      : args.flag('summary')
        ? { out: markdownSplit(plan, before, after, locate), error: '' }
        : { out: unifiedDiff(plan, locate, terminal.colour), error: notes(plan, locate, write) };
  if (write && plan.changes.length > 0) {
    const problem = writeChanges(plan.changes, new FileJournal(settings.root));
    if (problem) throw new UsageError(problem);
  }
  terminal.out(told.out);
  if (told.error !== '') terminal.error(told.error);
  close();
  if (unread) return 2;
  return (plan.changes.length === 0 && !finished) || plan.refused.length > 0 ? 1 : 0;
}

/** A plan with a bake file besides, among the new files; or the reason why there is none. */
function withBake(plan: SplitPlan, after: World): SplitPlan {
  const bake = bakeFile(after, plan);
  return bake.ok
    ? { ...plan, changes: [{ kind: 'create', file: bake.file, text: bake.text }, ...plan.changes] }
    : {
        ...plan,
        refused: [
          ...plan.refused,
          { subject: 'docker-bake.hcl', reason: bake.reason, at: null, project: null },
        ],
      };
}

function unifiedDiff(plan: SplitPlan, locate: Locate, colour: boolean): string {
  const { green, red, cyan, bold } = pc.createColors(colour);
  return plan.changes
    .map((change) => {
      const file = plain(locate.path(change.file));
      const before = change.kind === 'create' ? '' : locate.text(change.file);
      const after = afterChange(change, before);
      const patch = createTwoFilesPatch(
        change.kind === 'create' ? '/dev/null' : `a/${file}`,
        after === null ? '/dev/null' : `b/${file}`,
        before,
        after ?? '',
        undefined,
        undefined,
        { context: 3 },
      );
      const body = shown(patch.slice(patch.indexOf('---')));
      if (!colour) return body;
      return body.replace(/^.*$/gm, (line) =>
        /^(?:---|\+\+\+)/.test(line)
          ? bold(line)
          : line.startsWith('@@')
            ? cyan(line)
            : line.startsWith('+')
              ? green(line)
              : line.startsWith('-')
                ? red(line)
                : line,
      );
    })
    .join('');
}

/** What a terminal may obey is no part of what a diff is read for; `--write` makes the change itself. */
const shown = (patch: string): string =>
  patch.replace(/[^\t\n]+/g, (text) => (text.endsWith('\r') ? `${plain(text.slice(0, -1))}\r` : plain(text)));

/** What the diff cannot say, on standard error: why, what stays, what was refused. */
function notes(plan: SplitPlan, locate: Locate, written: boolean): string {
  const out: string[] = [];
  const idOf = ({ dockerfile, target }: PlanEntry): string =>
    target === null ? locate.path(dockerfile) : `stage ${target} of ${locate.path(dockerfile)}`;
  for (const id of new Set(plan.entries.map(idOf))) {
    const entries = plan.entries.filter((entry) => idOf(entry) === id);
    const projects = [...new Set(entries.map(({ project }) => project))];
    const named = projects.map((project) => {
      const services = entries.flatMap((entry) => (entry.project === project ? entry.services : []));
      return projects.length > 1
        ? `${services.join(', ')} of ${locate.project(project)}`
        : services.join(', ');
    });
    out.push(`${id} for ${named.join('; ')}`);
    for (const each of entries[0]?.because ?? []) out.push(`  ${locate.reason(each)}`);
    for (const each of entries[0]?.offers ?? []) out.push(`  offered: ${each}`);
  }
  for (const { file, because } of plan.kept) out.push(`${locate.path(file)} stays: ${because.join('; ')}`);
  for (const each of plan.refused) out.push(`not split: ${locate.refusal(each)}`);
  if (plan.changes.length === 0 && plan.refused.length === 0)
    out.push('Nothing to split: no image is shared by services that run different programs.');
  else if (plan.changes.length > 0)
    out.push(written ? 'Written.' : 'Nothing was changed; --write makes the split.');
  return `${out.map(plain).join('\n')}\n`;
}
