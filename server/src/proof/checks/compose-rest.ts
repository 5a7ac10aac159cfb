import type { ComposeService } from '../../compose/model.ts';
import { sameData } from '../../text/same-data.ts';
import type { Check } from '../check.ts';
import { lossOf, nameOf } from '../pair.ts';

/** What a service says besides its image and its start is what it said: an edit of Compose touches nothing else. */
export const composeRest: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const { before, after } = pair;
    if (!after || before.model === after.model) continue;
    const [old, now] = [restOf(before.model), restOf(after.model)];
    for (const [key, value] of Object.entries(old))
      if (!sameData(value, now[key]))
        yield lossOf(pair, `${nameOf(pair)} would have another ${key}`, before.model.name.at);
  }
};

/** Values without their places, which an edit above them moves. */
function restOf(model: ComposeService): Record<string, unknown> {
  const sourced = (values: readonly { readonly value: unknown }[]): unknown[] =>
    values.map(({ value }) => value);
  return {
    environment: new Map([...model.environment].map(([name, { value }]) => [name, value])),
    ports: model.ports.map(({ target, published, protocol }) => [target, published, protocol]),
    expose: sourced(model.expose),
    volumes: model.volumes.map(({ type, source, target }) => [type, source, target]),
    healthcheck: model.healthcheck?.value ?? null,
    working_dir: model.workingDir?.value ?? null,
    user: model.user?.value ?? null,
    platform: model.platform?.value ?? null,
    depends_on: model.dependsOn,
    profiles: model.profiles,
    develop: sourced(model.watch),
  };
}
