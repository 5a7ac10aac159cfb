import pc from 'picocolors';
import type { Analysis, RuleFinding } from '../../rules/analyse.ts';
import type { Terminal } from '../command-line.ts';
import { Locate } from '../../print/locate.ts';
import { plain, plainLine } from '../../text/plain.ts';

/** The findings for people: place, message, the line with its squiggle, the chain, and what would fix it. */
export function prettyCheck(
  { world, unknown }: Analysis,
  findings: readonly RuleFinding[],
  terminal: Terminal,
): string {
  const colours = pc.createColors(terminal.colour);
  const paint = { error: colours.red, warning: colours.yellow, information: colours.cyan, hint: colours.dim };
  const locate = new Locate(world);
  const out: string[] = [];
  for (const finding of findings) {
    const { start, end } = locate.range(finding.at.file, finding.at.span);
    const tint = paint[finding.severity];
    out.push(
      `${colours.bold(`${plain(locate.path(finding.at.file))}:${start.line}:${start.column}`)} ${tint(finding.severity)} ${plain(finding.message)} ${colours.dim(finding.rule.id)}`,
    );
    const lines = locate.lines(finding.at.file);
    const line = locate
      .text(finding.at.file)
      .slice(lines.start(start.line - 1), lines.contentEnd(start.line - 1));
    const until = end.line === start.line ? end.column - 1 : line.length;
    const { shown, before, width } = excerpt(line, start.column - 1, until);
    const margin = String(start.line).padStart(5);
    out.push(
      `${colours.dim(`${margin} |`)} ${plainLine(shown)}`,
      `${colours.dim('      |')} ${before.replace(/[^\t]/g, ' ')}${tint('^'.repeat(width))}`,
    );
    for (const { at, message } of finding.related) {
      const range = locate.range(at.file, at.span);
      out.push(
        `      ${colours.dim('└')} ${plain(`${locate.path(at.file)}:${range.start.line}:${range.start.column} ${message}`)}`,
      );
    }
    for (const { title, safe } of finding.fixes())
      out.push(
        `      ${colours.green('fix')} ${plain(title)}${safe ? colours.dim(' (safe: --fix does it)') : ''}`,
      );
    out.push('');
  }
  if (unknown.length > 0) {
    out.push(colours.bold('Not known, so not judged:'));
    for (const { file, span, subject, reason, count } of unknown) {
      const { start } = locate.range(file, span);
      const [, what, command] = /^(\S+) is not downloaded: run (`go mod download`)$/.exec(reason) ?? [];
      const waits = `${subject} ${count === 1 ? 'waits' : 'wait'} for ${command} of ${what}`;
      out.push(
        `  ${plain(`${locate.path(file)}:${start.line}:${start.column} ${what ? waits : `${subject}: ${reason}`}`)}`,
      );
    }
    out.push('');
  }
  out.push(summary(findings, { world, unknown }));
  return `${out.join('\n')}\n`;
}

/** What is shown of a line: all of it, or the surroundings of what is marked where it is very long. */
function excerpt(
  line: string,
  start: number,
  end: number,
): { readonly shown: string; readonly before: string; readonly width: number } {
  const width = Math.max(1, end - start);
  if (line.length <= LONGEST) return { shown: line, before: line.slice(0, start), width };
  const from = Math.max(0, start - LONGEST / 4);
  const to = Math.min(line.length, from + LONGEST);
  const left = from > 0 ? '…' : '';
  return {
    shown: `${left}${line.slice(from, to)}${to < line.length ? '…' : ''}`,
    before: `${left}${line.slice(from, start)}`,
    width: Math.max(1, Math.min(width, to - start)),
  };
}

const LONGEST = 400;

function summary(
  findings: readonly RuleFinding[],
  { world, unknown }: Pick<Analysis, 'world' | 'unknown'>,
): string {
  if (findings.length === 0) {
    if (world.projects.length === 0 && world.dockerfiles.length === 0)
      return 'No Compose file and no Dockerfile here.';
    const services = unknown
      .filter(({ kind }) => kind === 'service')
      .reduce((sum, { count }) => sum + count, 0);
    if (services > 0)
      return `No findings; ${services} service${services === 1 ? '' : 's'} could not be judged.`;
    return unknown.length > 0 ? 'No findings; not everything could be judged.' : 'No findings.';
  }
  const parts = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return [
      severity === 'information' ? `${count} information` : `${count} ${severity}${count === 1 ? '' : 's'}`,
    ];
  });
  return parts.join(', ');
}
