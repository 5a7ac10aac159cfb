import { type ArgvAnswer, argvOf } from './argv.ts';
import type { Service, World } from '../world.ts';

/** A key of a service that says what the image would start anyway. */
export interface RedundantStart {
  readonly service: Service;
  /** `entrypoint` before `command`, where both can go. */
  readonly keys: readonly ('command' | 'entrypoint')[];
}

/**
 * Services whose `command` or `entrypoint` can go: what starts is the same, word for word, before and after, for every
 * service that takes its value from the same place.
 */
export function redundantStarts(world: World): readonly RedundantStart[] {
  const all = world.services.flatMap((service) => {
    const keys = redundantKeys(service);
    return keys.length > 0 ? [{ service, keys }] : [];
  });
  if (all.length === 0) return [];
  const redundant = new Map(all.map(({ service, keys }) => [service.id, keys]));
  const sharers = { command: byPlace(world, 'command'), entrypoint: byPlace(world, 'entrypoint') };
  return all.filter(({ service, keys }) =>
    keys.every((key) =>
      (sharers[key].get(placeOf(service, key) ?? '') ?? []).every(
        ({ id }) => redundant.get(id)?.includes(key) === true,
      ),
    ),
  );
}

function redundantKeys({ image, model }: Service): readonly ('command' | 'entrypoint')[] {
  const stage = image?.trace.final;
  if (!image || !stage || !stage.startKnown) return [];
  const { command, entrypoint } = model;
  if (!command && !entrypoint) return [];
  if (command?.interpolated || entrypoint?.interpolated) return [];
  const before = argvOf({ service: model, stage, file: image.file });
  const after = (without: Partial<typeof model>): boolean =>
    isSame(before, argvOf({ service: { ...model, ...without }, stage, file: image.file }));
  if (command && entrypoint && after({ command: null, entrypoint: null })) return ['entrypoint', 'command'];
  if (command && after({ command: null })) return ['command'];
  return entrypoint && after({ entrypoint: null }) ? ['entrypoint'] : [];
}

function isSame(a: ArgvAnswer, b: ArgvAnswer): boolean {
  if (a.kind !== 'argv' || b.kind !== 'argv') return false;
  const [one, two] = [a.argv.words, b.argv.words];
  return (
    one.length === two.length &&
    one.every((word, index) => word.value !== null && word.value === two[index]?.value)
  );
}

/** The services, in every project, by the place where their value stands. */
function byPlace(world: World, key: 'command' | 'entrypoint'): ReadonlyMap<string, readonly Service[]> {
  const out = new Map<string, Service[]>();
  for (const service of world.services) {
    const place = placeOf(service, key);
    if (place === null) continue;
    const known = out.get(place);
    if (known) known.push(service);
    else out.set(place, [service]);
  }
  return out;
}

function placeOf({ model }: Service, key: 'command' | 'entrypoint'): string | null {
  const at = model[key]?.at;
  return at ? `${at.span.start} ${at.file}` : null;
}
