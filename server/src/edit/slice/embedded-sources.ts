import type { GoBuild } from '../../image/model.ts';
import { matchesGlob } from '../../image/files/glob.ts';
import { dirname, isInside, relative, resolve } from '../../text/path.ts';
import { goFiles } from '../../world/go/context-view.ts';
import type { Image, World } from '../../world/world.ts';

/** Whether the sources of what a build builds embed the file at a path of its stage: `//go:embed agent.bin`. */
export function embeddedSources(world: World, image: Image): (build: GoBuild, path: string) => boolean {
  const files = goFiles(world.reader);
  const known = new Map<GoBuild, readonly { readonly dir: string; readonly pattern: string }[]>();
  const patternsOf = (build: GoBuild) => {
    const found = known.get(build);
    if (found) return found;
    const { workdir, contextDir } = build;
    const sources = image.programs
      .filter((program) => program.build === build)
      .flatMap((program) => program.cgo.reachedFirstParty);
    const patterns =
      workdir === null || contextDir === null
        ? []
        : [...new Set(sources)].flatMap((source) =>
            (files.head(source)?.embed ?? []).map((pattern) => ({
              // Where the folder of the file lies in the image.
              dir: resolve(workdir, relative(resolve(image.key.context.dir, contextDir), dirname(source))),
              pattern: pattern.replace(/^all:/, ''),
            })),
          );
    known.set(build, patterns);
    return patterns;
  };
  return (build, path) =>
    patternsOf(build).some(({ dir, pattern }) => {
      if (!isInside(dir, path)) return false;
      const names = path.slice(dir === '/' ? 1 : dir.length + 1).split('/');
      const parts = pattern.split('/');
      // A pattern that matches a folder takes all that is in it.
      return (
        pattern === '.' ||
        (parts.length <= names.length && parts.every((part, at) => matchesGlob(part, names[at] ?? '')))
      );
    });
}
