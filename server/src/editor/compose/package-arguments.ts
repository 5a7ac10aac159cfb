import type { GoBuild } from '../../image/model.ts';
import type { Image } from '../../world/world.ts';

/** An argument of a Dockerfile that picks the package of a `go build`: `./cmd/$NAME`. */
export interface PackageArgument {
  readonly name: string;
  /** What stands before and behind its value. */
  readonly before: string;
  readonly after: string;
  readonly build: GoBuild;
}

/** The arguments that alone decide which package a build of an image is given. */
export function packageArguments({ trace }: Image): readonly PackageArgument[] {
  const { text } = trace.request.dockerfile;
  return trace.builds.flatMap((build) =>
    build.patterns.flatMap(({ start, end }): PackageArgument[] => {
      const written = text.slice(start, end);
      const variables = [...written.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)];
      const [variable] = variables;
      const name = variable?.[1] ?? variable?.[2];
      if (!variable || name === undefined || variables.length > 1) return [];
      const unquoted = (part: string): string => part.replaceAll(/["']/g, '');
      const before = unquoted(written.slice(0, variable.index));
      const after = unquoted(written.slice(variable.index + variable[0].length));
      return [{ name, before, after, build }];
    }),
  );
}
