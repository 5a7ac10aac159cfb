import { Docker } from '../host/docker.ts';
import { listenForInterruption } from '../host/interruption.ts';
import { ScratchCopy } from '../host/scratch-copy.ts';
import { applyChanges } from '../memory/apply-changes.ts';
import { said } from '../rules/analyse.ts';
import type { Change } from '../text/change.ts';
import type { Reader } from '../memory/snapshot.ts';
import type { Settings } from '../world/settings.ts';
import { changesBack, changesTo, readBefore } from './split-made.ts';
import type { SplitPlan } from '../split/model.ts';
import { planSplit } from '../split/plan-split.ts';
import { buildWorld } from '../world/build-world.ts';
import type { Service, World } from '../world/world.ts';
import type { Command } from './command.ts';
import { type Arguments, type ExitStatus, type Terminal, UsageError } from './command-line.ts';
import { measuredTable, type ServiceMeasured } from './format/measured.ts';
import { plain } from '../text/plain.ts';
import { Locate } from '../print/locate.ts';
import { ImageMeter } from './measure-images.ts';
import { open } from './open.ts';
import { packagesOf } from '../print/packages-of.ts';

/**
 * `measure [PATH]`: builds the images before and after the split with the person's own Docker, in a copy, and prints what
 * that saves. The only command that starts processes.
 */
export const measure: Command = {
  name: 'measure',
  operands: '[PATH]',
  max: 1,
  summary: 'sizes and build times before and after the split, built with your Docker in a copy',
  options: {
    format: { value: 'pretty|json|markdown', says: 'how they are printed (default: pretty)' },
    into: { value: 'files|stages', says: 'the split that is measured (default: files)' },
    before: {
      value: 'FILE',
      says: 'measures a split that was made: JSON, by path the text from before it, or null',
    },
  },
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const format = args.oneOf('format', ['pretty', 'json', 'markdown']);
  const into = args.oneOf('into', ['files', 'stages']);
  const { snapshot: now, settings } = open(args, args.positionals[0], terminal);
  const written = args.text('before');
  const back = written === null ? [] : changesBack(now, settings, readBefore(written, terminal));
  const undone = applyChanges(now, back);
  if (!undone.ok) throw new UsageError(`${undone.file}: it is not as the split left it`);
  const { snapshot } = undone;
  const before = buildWorld(snapshot, settings);
  const locate = new Locate(before);
  const plan =
    written === null
      ? planned(snapshot, settings, into)
      : { changes: changesTo(now, snapshot, back), refused: [] };
  for (const each of plan.refused) terminal.error(`${plain(`not split: ${locate.refusal(each)}`)}\n`);
  if (plan.changes.length === 0) {
    terminal.error('Nothing is split, so there is nothing to measure.\n');
    return 1;
  }
  const interruption = listenForInterruption();
  try {
    const docker = new Docker(terminal.env, interruption.signal);
    const problem = await docker.problem();
    if (problem !== null) throw new UsageError(`Docker is needed to build images: ${problem}`);
    const applied = applyChanges(snapshot, plan.changes);
    if (!applied.ok)
      throw new UsageError(`${applied.file}: it changed while the split was planned; run the command again`);
    const after = buildWorld(applied.snapshot, settings);
    const rows = await inScratchCopy(before, async (scratch) => {
      const progress = (text: string): void => {
        if (terminal.live === true) terminal.error(`${plain(text)} …\n`);
      };
      const meter = new ImageMeter({ docker, scratch, progress, pathOf: (file) => locate.path(file) });
      try {
        // The copy was made of what is there now.
        const problem = scratch.apply(back);
        if (problem) throw new UsageError(problem);
        return await measureAll(meter, scratch, { before, after, changes: plan.changes });
      } finally {
        await meter.remove();
      }
    });
    terminal.out(measuredTable(rows, format, locate, terminal.colour));
    return plan.refused.length > 0 ? 1 : 0;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    // Said here, since the process ends with the signal that it got as soon as that is given back.
    terminal.error('dockerfile-split: interrupted; nothing was left behind\n');
    return 2;
  } finally {
    interruption.done();
  }
}

const planned = (snapshot: Reader, settings: Settings, into: 'files' | 'stages'): SplitPlan =>
  planSplit(snapshot, settings, { dockerfile: null, programs: [], into, keep: false }, said);

/** Everything that is built before the split, then everything after it. */
async function measureAll(
  meter: ImageMeter,
  scratch: ScratchCopy,
  {
    before,
    after,
    changes,
  }: { readonly before: World; readonly after: World; readonly changes: readonly Change[] },
): Promise<ServiceMeasured[]> {
  const services = builtServices(before);
  const old = [];
  for (const { service, image } of services) old.push(await meter.measure(service, image));
  const problem = scratch.apply(changes);
  if (problem) throw new UsageError(problem);
  const rows: ServiceMeasured[] = [];
  for (const [index, { service }] of services.entries()) {
    const now = builtServices(after).find((each) => each.service.id === service.id);
    const was = old[index];
    if (!now || !was) throw new Error(`service ${service.model.name.value} is not built after the split`);
    const left = new Set(packagesOf(now.image));
    rows.push({
      service,
      before: was,
      after: await meter.measure(now.service, now.image),
      packages: [...new Set(packagesOf(was.image))].filter((name) => !left.has(name)).sort(),
    });
  }
  return rows;
}

/** Services that use the image of another one say nothing that the other does not say. */
const builtServices = ({ services }: World) =>
  services.flatMap((service) =>
    service.image && !service.builtBy ? [{ service, image: service.image }] : [],
  );

/** Runs something on a copy of all that builds read. */
async function inScratchCopy<T>(world: World, run: (scratch: ScratchCopy) => Promise<T>): Promise<T> {
  const scratch = new ScratchCopy(world.settings.root);
  try {
    for (const { service, image } of builtServices(world)) copyBuild(scratch, service, image.file);
    return await run(scratch);
  } finally {
    scratch.remove();
  }
}

function copyBuild(scratch: ScratchCopy, { image, model }: Service, dockerfile: string): void {
  if (image) scratch.copy(image.key.context.dir);
  scratch.copy(dockerfile);
  for (const { value } of model.build?.additionalContexts.values() ?? [])
    if (value.startsWith('/')) scratch.copy(value);
}
