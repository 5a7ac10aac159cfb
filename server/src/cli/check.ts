import { writeChanges } from '../host/write-changes.ts';
import { FileJournal } from '../host/write-journal.ts';
import { rules } from '../rules/all-rules.ts';
import type { Analysis, RuleFinding } from '../rules/analyse.ts';
import { SafeFixes } from '../rules/safe-fixes.ts';
import { report } from '../rules/report.ts';
import { readNamedFile, writeNamedFile } from '../host/named-file.ts';
import { resolve } from '../text/path.ts';
import { makeBaseline, notIn, readBaseline } from './baseline.ts';
import type { Command } from './command.ts';
import { type Arguments, didYouMean, type ExitStatus, type Terminal, UsageError } from './command-line.ts';
import { githubCheck } from './format/github.ts';
import { gitlabCheck } from './format/gitlab.ts';
import { jsonCheck } from './format/json-check.ts';
import { json, plain } from '../text/plain.ts';
import { prettyCheck } from './format/pretty-check.ts';
import { sarifCheck } from './format/sarif.ts';
import { COMPOSE_FILES, open, openToWrite, tellUnreadable } from './open.ts';

const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;

/** `check [PATH]`: every finding in the workspace. */
export const check: Command = {
  name: 'check',
  operands: '[PATH]',
  max: 1,
  summary: 'every finding in the workspace',
  options: {
    format: { value: 'pretty|json|sarif|github|gitlab', says: 'how findings are printed (default: pretty)' },
    fix: { says: 'make the fixes that are proven safe' },
    'fail-on': {
      value: 'error|warning|information|hint',
      says: 'the least severity that ends with status 1 (default: warning)',
    },
    rule: { value: 'ID', multiple: true, says: 'only what these rules find' },
    ignore: { value: 'ID', multiple: true, says: 'nothing that these rules find' },
    profile: { value: 'NAME', multiple: true, says: 'only services that run with these Compose profiles' },
    baseline: { value: 'FILE', says: 'findings that this file knows are silent' },
    'write-baseline': { says: 'write what is found now to the file of --baseline' },
    ...COMPOSE_FILES,
  },
  run,
};

function run(args: Arguments, terminal: Terminal): ExitStatus {
  const format = args.oneOf('format', ['pretty', 'json', 'sarif', 'github', 'gitlab']);
  const failOn = args.text('fail-on') === null ? 'warning' : args.oneOf('fail-on', SEVERITIES);
  const wanted: Wanted = {
    rules: args.list('rule'),
    ignored: args.list('ignore'),
    profiles: args.list('profile'),
  };
  const ids = rules.map(({ id }): string => id);
  for (const id of [...wanted.rules, ...wanted.ignored]) {
    if (!ids.includes(id)) throw new UsageError(`there is no rule '${id}'${didYouMean(id, ids)}`);
  }
  const baseline = args.text('baseline');
  if (args.flag('write-baseline') && baseline === null)
    throw new UsageError('--write-baseline needs --baseline FILE, which names the file to write');
  const [path] = args.positionals;
  const fix = args.flag('fix');
  let { snapshot, settings, close } = openToWrite(args, path, terminal, fix);
  let analysis = snapshot.derive(report, { settings, levels: [] });
  let findings = select(analysis, wanted);
  if (fix) {
    // A fix may bring another finding into reach, so that it goes on until there is none.
    const safe = new SafeFixes();
    for (;;) {
      const change = safe.next(findings);
      if (!change) break;
      const problem = writeChanges(change, new FileJournal(settings.root));
      if (problem) throw new UsageError(problem);
      ({ snapshot, settings, close } = open(args, path, terminal));
      analysis = snapshot.derive(report, { settings, levels: [] });
      findings = select(analysis, wanted);
    }
  }
  if (baseline !== null) findings = withoutKnown(findings, { args, baseline, terminal, root: settings.root });
  const print = {
    pretty: prettyCheck,
    json: jsonCheck,
    sarif: sarifCheck,
    github: githubCheck,
    gitlab: gitlabCheck,
  }[format];
  terminal.out(print(analysis, findings, terminal));
  close();
  if (tellUnreadable(snapshot, settings, terminal)) return 2;
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit) ? 1 : 0;
}

/** What a baseline does not know; with `--write-baseline` it knows everything from now on. */
function withoutKnown(
  findings: readonly RuleFinding[],
  options: {
    readonly args: Arguments;
    readonly baseline: string;
    readonly terminal: Terminal;
    readonly root: string;
  },
): readonly RuleFinding[] {
  const { args, baseline, terminal, root } = options;
  const file = resolve(terminal.cwd, baseline);
  if (args.flag('write-baseline')) {
    const problem = writeNamedFile(file, json(makeBaseline(findings, root)));
    if (problem !== null) throw new UsageError(`${baseline}: it cannot be written: ${problem}`);
    const count = findings.length;
    terminal.error(plain(`${count} finding${count === 1 ? '' : 's'} written to ${baseline}`));
    terminal.error('\n');
    return [];
  }
  const read = readNamedFile(file);
  if ('problem' in read) throw new UsageError(`${baseline}: ${read.problem}; --write-baseline makes it`);
  const known = readBaseline(read.text);
  if (typeof known === 'string') throw new UsageError(`${baseline}: ${known}`);
  return notIn(known, findings, root);
}

interface Wanted {
  readonly rules: readonly string[];
  readonly ignored: readonly string[];
  readonly profiles: readonly string[];
}

function select(
  { world, findings }: Analysis,
  { rules: only, ignored, profiles }: Wanted,
): readonly RuleFinding[] {
  // A service without profiles always runs; one with some runs when one of them is asked for.
  const runs = (file: string, start: number): boolean =>
    profiles.length === 0 ||
    world.services.every(
      ({ model }) =>
        model.profiles.length === 0 ||
        model.profiles.some((each) => profiles.includes(each)) ||
        !model.blocks.some(
          (block) => block.file === file && block.span.start <= start && start < block.span.end,
        ),
    );
  return findings.filter(
    ({ rule, at }) =>
      (only.length === 0 || only.includes(rule.id)) &&
      !ignored.includes(rule.id) &&
      runs(at.file, at.span.start),
  );
}
