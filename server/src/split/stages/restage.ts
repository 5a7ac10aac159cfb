import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import { type Change, editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Settings } from '../../world/settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { World } from '../../world/world.ts';
import type { Monolith } from '../find-monoliths.ts';
import { mergeStages } from './merge-stages.ts';
import { entriesOf, once, type Part, serviceNames } from '../part.ts';
import type { SplitPlan } from '../model.ts';
import type { Findings } from '../../proof/prove.ts';
import { provePlan } from '../prove-plan.ts';
import { overall } from '../../edit/slice/reason.ts';
import { Rewire } from '../rewire.ts';
import { sharesAll } from '../shares-all.ts';
import { sliceProgram } from '../../edit/slice/slice-program.ts';
import { nameStage } from './stage-text.ts';

/**
 * Splits a monolith into stages where its builder cannot be shared as a whole, since an image copies all that it builds:
 * each program is sliced as if for a file of its own, and the slices are merged into stages of the one file. Null where
 * a part of that cannot be done or proven.
 */
export function restage(
  snapshot: Reader,
  settings: Settings,
  world: World,
  monolith: Monolith,
  findings: Findings,
): SplitPlan | null {
  const { image } = monolith;
  const { dockerfile } = image.trace.request;
  // The program that the file starts without a target comes last, since the last stage is what is built then.
  const first = image.runs.kind === 'program' ? image.runs.program.package.dir : null;
  const isFirst = ({ program }: Monolith['groups'][number]): number => Number(program.package.dir === first);
  const groups = [...monolith.groups].sort((a, b) => isFirst(a) - isFirst(b));
  const taken = new Set<string>();
  const rewire = new Rewire(world);
  const inputs = [];
  const parts: Part[] = [];
  for (const group of groups) {
    const { program, services } = group;
    const { binaryName: name, dir } = program.package;
    const target = nameStage({ name, dir }, taken);
    if (target === null || sharesAll(monolith, group) !== null) return null;
    taken.add(target);
    const sliced = sliceProgram(snapshot, settings, world, monolith, group, `${image.file}.${target}`);
    const wired = rewire.pointAt(services, { dockerfile: image.file, target });
    if (!sliced.ok || !wired.ok) return null;
    inputs.push({ file: image.file, dockerfile: parseDockerfile(sliced.text).value, target });
    const entry = {
      project: services[0].project.id,
      program: program.dir,
      services: serviceNames(services),
      dockerfile: image.file,
      target,
      cgo: sliced.cgo,
      because: once([
        overall(`stage ${target} has what ${name} needs, and is built by stages of its own`),
        ...sliced.because,
        ...wired.because,
      ]),
      keeps: sliced.keeps,
      offers: [],
      listens: sliced.listens,
      paths: sliced.paths,
    };
    parts.push({ kind: 'part', entry, services, program, also: sliced.also, image, creates: [] });
  }
  const merged = mergeStages(inputs);
  // Until the services name their stages they build the last one, which is the old one meanwhile.
  const old = image.trace.final?.stage.name?.value ?? nameStage({ name: 'all', dir: '' }, taken);
  const meanwhile =
    old === null ? null : mergeStages([...inputs, { file: image.file, dockerfile, target: old }]);
  if (!merged.ok || !meanwhile?.ok) return null;
  const changes: Change[] = [
    {
      ...editOf(image.file, dockerfile.text, [difference(dockerfile.text, merged.text)]),
      meanwhile: [difference(dockerfile.text, meanwhile.text)],
    },
  ];
  const proof = provePlan(snapshot, settings, parts, changes, rewire, findings);
  if (proof.failures.size > 0) return null;
  const entries = parts.map((part) => part.entry);
  return {
    entries: parts.flatMap(entriesOf),
    changes: [...changes, ...rewire.changes(entries, proof.redundant)],
    kept: [],
    refused: [],
  };
}

/** One edit of whole lines that makes one text of another. */
function difference(before: string, after: string): TextEdit {
  const [a, b] = [before.split(/(?<=\n)/), after.split(/(?<=\n)/)];
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const lengthOf = (lines: readonly string[]): number => lines.join('').length;
  return {
    span: { start: lengthOf(a.slice(0, head)), end: before.length - lengthOf(a.slice(a.length - tail)) },
    text: b.slice(head, b.length - tail).join(''),
  };
}
