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
  return all.filter(({ service, keys }) =>
    keys.every((key) =>
      sharers(world, service, key).every((other) =>
        all.some((each) => each.service === other && each.keys.includes(key)),
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

/** The services, in every project, whose value stands at the same place. */
function sharers(world: World, service: Service, key: 'command' | 'entrypoint'): readonly Service[] {
  const at = service.model[key]?.at;
  return world.services.filter((other) => {
    const theirs = other.model[key]?.at;
    return (
      at !== undefined &&
      theirs !== undefined &&
      theirs.file === at.file &&
      theirs.span.start === at.span.start
    );
  });
}
