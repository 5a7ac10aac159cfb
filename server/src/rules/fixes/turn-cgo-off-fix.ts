import { dropPackages } from '../../edit/dockerfile/drop-packages.ts';
import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { turnCgoOff } from '../../edit/dockerfile/turn-cgo-off.ts';
import { Draft } from '../../edit/slice/draft.ts';
import type { StageTrace } from '../../image/model.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import { type UnneededPackage, unneededPackages } from '../../world/needs/native-use.ts';
import { opensLibraries } from '../../world/needs/opens-libraries.ts';
import { withUsers } from '../../world/with-users.ts';
import type { Image, Program, World } from '../../world/world.ts';
import type { Fix } from '../rule.ts';

/**
 * Builds a program without cgo, and drops what was installed for that alone. It is safe where somebody turned cgo on, and all that
 * sees the setting needs none.
 */
export function turnCgoOffFix(
  world: World,
  image: Image,
  program: Program,
  chosen: boolean,
  free?: readonly Program['grade'][],
): Fix[] {
  if (image.inline) return [];
  const { dockerfile } = image.trace.request;
  const off = turnCgoOff(dockerfile, image, program, free);
  if (!off) return [];
  const dropped = image.trace.needed.flatMap((stage) => {
    const freed = freedIn(world, image, stage, off);
    return (freed.length > 0 && dropPackages(dockerfile, stage, freed)) || [];
  });
  const edits = tidyEdits([...off, ...dropped]) ?? tidyEdits(off);
  if (!edits) return [];
  return [
    {
      kind: 'changes',
      title: `Build ${program.package.binaryName} with CGO_ENABLED=0`,
      safe: chosen && program.grade === 'none' && isUnderstood(image, program),
      changes: [editOf(image.file, dockerfile.text, edits)],
    },
  ];
}

/** The packages of a stage that nothing needs once cgo is off, in no image of the Dockerfile, and that something needs now. */
function freedIn(
  world: World,
  image: Image,
  { stage: { index } }: StageTrace,
  off: readonly TextEdit[],
): readonly UnneededPackage[] {
  const freed = world.imagesOf(image.file).flatMap((each) => {
    const now = each.trace.needed.find(({ stage }) => stage.index === index);
    if (!now) return [];
    const draft = new Draft(world.reader, world.settings, each, each.file);
    const after = draft.apply(off) ? draft.image() : null;
    const then = after?.trace.needed.find(({ stage }) => stage.index === index);
    if (!after || !then) return [new Map<string, UnneededPackage>()];
    const opens = (): boolean =>
      opensLibraries(
        world,
        each,
        each.holds.map(({ program }) => program),
        each.usedBy,
      );
    const needless = new Set(unneededPackages(each, now, opens).map(({ package: { span } }) => span.start));
    const free = unneededPackages(withUsers(after, each.usedBy), then, opens);
    // The same package before the edits, which move it and change no install.
    const installs = installsOf(now);
    return [
      new Map(
        installsOf(then).flatMap((install, i) =>
          install.packages.flatMap((one, k): [string, UnneededPackage][] => {
            const found = free.find((every) => every.package === one);
            const own = installs[i]?.packages[k];
            return found && own && installs[i] && !needless.has(own.span.start)
              ? [[`${i} ${k}`, { ...found, package: own, install: installs[i] }]]
              : [];
          }),
        ),
      ),
    ];
  });
  const [first, ...others] = freed;
  return [...(first ?? [])].flatMap(([key, each]) => (others.every((other) => other.has(key)) ? [each] : []));
}

const installsOf = ({ steps }: StageTrace) =>
  steps.flatMap(({ effect }) => (effect.kind === 'install' ? [effect.install] : []));

/** Whether every command that may see the setting is understood, and none of them needs it. */
function isUnderstood(image: Image, program: Program): boolean {
  const stage = image.trace.stages.find((each) => each.stage.index === program.build.stage);
  if (!stage || stage.opaque.length > 0) return false;
  if (program.build.cgo.via === 'command') return true;
  return stage.steps.every(
    ({ understood, effect }) =>
      understood && !((effect.kind === 'tool' || effect.kind === 'go-other') && effect.usesCompiler),
  );
}
