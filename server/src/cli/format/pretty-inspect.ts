import pc from 'picocolors';
import type { Terminal } from '../command-line.ts';
import type { SplitPlan } from '../../split/model.ts';
import type { Locate } from '../../print/locate.ts';
import type { Inspection } from './inspection.ts';
import { plain, plainData } from '../../text/plain.ts';

/** The inspection for people. */
export function prettyInspect(
  inspection: Inspection,
  plan: SplitPlan,
  locate: Locate,
  terminal: Terminal,
): string {
  const value = plainData(inspection);
  const { bold, dim, green, yellow, red } = pc.createColors(terminal.colour);
  const grade = (text: string): string =>
    text === 'required' ? red(text) : text === 'none' || text === 'alternative' ? green(text) : yellow(text);
  const out: string[] = [];
  for (const module of value.modules) {
    out.push(`${bold(module.path)} ${dim(module.dir)}${module.go === null ? '' : dim(`, go ${module.go}`)}`);
    for (const { name, package: dir, cgo, listens } of module.programs) {
      const ports = listens.length > 0 ? `, listens on ${listens.join(', ')}` : '';
      out.push(
        `  ${name} ${dim(dir)} cgo ${grade(cgo.grade)}${cgo.libraries.length > 0 ? ` (${cgo.libraries.join(', ')})` : ''}${ports}${cgo.from === 'table' ? dim(' from the table of known packages') : ''}`,
      );
      if (cgo.chain.length > 1) out.push(`    ${dim(cgo.chain.join(' → '))}`);
      if (cgo.reason !== null) out.push(`    ${dim(cgo.reason)}`);
      if (cgo.cuts.length > 0) {
        const cuts = cgo.cuts.map(({ from, to }) => `${from} → ${to}`).join(', ');
        out.push(`    ${dim(`free of cgo without ${cgo.singleCut ? 'any one of' : 'all of'}: ${cuts}`)}`);
      }
    }
  }
  for (const project of value.projects) {
    out.push('', `${bold(project.id)}`);
    for (const { name, build, runs, cgo, builtBy, image } of project.services) {
      const from = build
        ? `${build.dockerfile ?? 'inline Dockerfile'}${build.stage === null ? '' : ` (stage ${build.stage})`}`
        : builtBy !== null
          ? `the image of ${builtBy}`
          : (image ?? 'no image');
      out.push(`  ${name} ${dim(`← ${from}`)}`);
      if (runs.program !== null && 'path' in runs)
        out.push(
          `    runs ${runs.program} as ${runs.path} ${dim(`(${runs.evidence})`)}${runs.also.length > 0 ? `, also ${runs.also.join(', ')}` : ''}`,
        );
      else if (runs.reason !== null) out.push(`    ${yellow('unknown')}: ${runs.reason}`);
      if (cgo)
        out.push(
          `    cgo is ${cgo.effective} ${dim(`(${cgo.because})`)}, the program's grade is ${grade(cgo.grade)}`,
        );
    }
  }
  if (value.images.length > 0) out.push('', bold('Images'));
  for (const image of value.images) {
    out.push(
      `  ${image.dockerfile}${image.target === null ? '' : ` target ${image.target}`} ${dim(image.usedBy.length > 0 ? `used by ${image.usedBy.join(', ')}` : 'used by no service')}`,
    );
    for (const { program, path } of image.holds) out.push(`    ${path} ${dim(`from ${program}`)}`);
  }
  if (plan.entries.length + plan.refused.length > 0) out.push('', bold('Split'));
  for (const entry of plan.entries) {
    out.push(
      `  ${plain(locate.path(entry.dockerfile))} ${dim(`for ${plain(entry.services.join(', '))}, cgo ${entry.cgo}`)}`,
    );
    for (const each of entry.because) out.push(`    ${dim(plain(locate.reason(each)))}`);
  }
  for (const each of plan.refused) out.push(`  ${yellow('not')} ${plain(locate.refusal(each))}`);
  return out.length === 0
    ? 'Nothing found: no Go module, no Compose file, no Dockerfile.\n'
    : `${out.join('\n')}\n`;
}
