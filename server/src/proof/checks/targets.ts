import { basename } from '../../text/path.ts';
import type { Check } from '../check.ts';

/** A service that names a stage finds it, and one whose image could be built still has one. */
export const targets: Check = function* ({ before, after }) {
  for (const service of before.services) {
    if (!service.image?.trace.final) continue;
    const now = after.service(service.id);
    // That it is gone is another check's.
    if (!now || now.image?.trace.final) continue;
    const { model } = service;
    yield {
      services: [service.id],
      file: now.image?.file ?? null,
      reason: `service ${model.name.value} of ${service.project.files.map((file) => basename(file)).join(' with ')} would have no image: ${
        now.model.build?.target
          ? `there would be no stage ${now.model.build.target.value}`
          : (now.imageProblem ?? 'nothing builds it')
      }`,
      at: model.build?.target?.at ?? model.build?.at ?? model.name.at,
    };
  }
};
