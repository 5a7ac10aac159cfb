import { tagName } from '../../native/image-reference.ts';
import type { Query } from '../../memory/snapshot.ts';
import { sameData } from '../../text/same-data.ts';
import type { ImageKey } from '../image-facts.ts';
import { serviceImage } from '../service-image.ts';
import type { Runs } from '../start/what-runs.ts';
import { imageRuns, sameRuns } from './images.ts';
import { withImages } from './named-images.ts';
import { builtTags, serviceModel, type ServiceName } from './projects.ts';
import { fileProblem } from './problems.ts';
import { Scoped } from './scope.ts';

/** The image that a service runs, as far as it is built here. */
export interface ServiceBuild {
  /** What is traced; null when nothing is built here, and when the Dockerfile cannot be read. */
  readonly key: ImageKey | null;
  /** The service whose image it uses, when it builds none. */
  readonly builtBy: ServiceName | null;
  /** Why there is no image although it builds one. */
  readonly problem: string | null;
}

export const serviceBuild: Query<Scoped<ServiceName>, ServiceBuild> = {
  name: 'service-build',
  same: sameData,
  compute(reader, { scope, key }) {
    const model = reader.derive(serviceModel, scope.about(key));
    if (!model) return NOTHING;
    const build = serviceImage(reader, scope.settings, model);
    if (build?.kind === 'problem') return { ...NOTHING, problem: build.reason };
    if (build) {
      const problem = build.key.inline === null ? reader.derive(fileProblem, build.key.file) : null;
      if (problem !== null) return { ...NOTHING, problem };
      return { ...NOTHING, key: withImages(reader, scope, key, build.key, []) };
    }
    if (!model.image) return NOTHING;
    const name = reader.derive(builtTags, new Scoped(scope, key.project)).get(tagName(model.image.value));
    if (name === undefined) return NOTHING;
    const builtBy = { project: key.project, name };
    return { ...reader.derive(serviceBuild, scope.about(builtBy)), builtBy };
  },
};

const NOTHING: ServiceBuild = { key: null, builtBy: null, problem: null };

/** What a service starts. */
export const serviceRuns: Query<Scoped<ServiceName>, Runs> = {
  name: 'service-runs',
  same: sameRuns,
  compute(reader, scoped) {
    const { key, problem } = reader.derive(serviceBuild, scoped);
    if (problem !== null) return { kind: 'unknown', reason: problem };
    if (!key) return { kind: 'other' };
    return imageRuns(reader, scoped.scope.settings, key, reader.derive(serviceModel, scoped));
  },
};
