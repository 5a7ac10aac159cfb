import type { PlanEntry, SplitPlan } from '../split/model.ts';
import { serviceId } from '../world/ids.ts';
import type { Image, World } from '../world/world.ts';
import type { Locate } from './locate.ts';
import { code, prose } from '../text/markdown.ts';
import { packagesOf } from './packages-of.ts';

/** A split as Markdown for a pull request: a row for each program, then what stays and what was refused. */
export function markdownSplit(plan: SplitPlan, before: World, after: World, locate: Locate): string {
  const lines = [
    '| program | services | image | cgo | packages dropped | why |',
    '|---|---|---|---|---|---|',
  ];
  for (const entry of plan.entries) {
    const { dockerfile, target } = entry;
    const image = `${code(locate.path(dockerfile))}${target === null ? '' : `, stage ${code(target)}`}`;
    const dropped = droppedPackages(entry, before, after).map(code);
    lines.push(
      `| ${[
        code(locate.path(entry.program)),
        entry.services.map(prose).join(', '),
        image,
        entry.cgo,
        dropped.join(', ') || 'none',
        entry.because.map((each) => prose(locate.reason(each))).join('<br>'),
      ].join(' | ')} |`,
    );
  }
  const notes = [
    ...plan.kept.map(
      ({ file, because }) => `- ${code(locate.path(file))} stays: ${prose(because.join('; '))}`,
    ),
    ...plan.refused.map((each) => `- not split: ${prose(locate.refusal(each))}`),
  ];
  const table = plan.entries.length > 0 ? [lines.join('\n')] : [];
  const parts = [...table, ...(notes.length > 0 ? [notes.join('\n')] : [])];
  return `${parts.join('\n\n') || 'Nothing to split.'}\n`;
}

function droppedPackages(entry: PlanEntry, before: World, after: World): string[] {
  const imageIn = (world: World): Image | null =>
    world.service(serviceId(entry.project, entry.services[0] ?? ''))?.image ?? null;
  const left = new Set(packagesOf(imageIn(after)));
  return [...new Set(packagesOf(imageIn(before)))].filter((name) => !left.has(name)).sort();
}
