import type { Dockerfile } from '../../dockerfile/ast.ts';
import { resolveDockerfile } from '../../world/find/resolve-dockerfile.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import type { Service, World } from '../../world/world.ts';

/** The Dockerfile of a path: one by its name, or because a service builds it. Null for a file of another kind. */
export function readDockerfile(world: World, file: string): Dockerfile | null {
  if (!world.dockerfiles.some((each) => each.file === file) && buildersOf(world, file).length === 0)
    return null;
  return world.reader.derive(dockerfileAt, file)?.value ?? null;
}

/** The services that build a Dockerfile, whether or not the stage that they want is there. */
export const buildersOf = ({ services, reader }: World, file: string): readonly Service[] =>
  services.filter(
    ({ model: { build } }) =>
      build !== null && !build.inline && !build.remote && resolveDockerfile(reader, build) === file,
  );
