import { releaseMinor } from '../../go/imports/release-minor.ts';
import { type MissingName, missingNames } from '../../go/types/missing-names.ts';
import type { GoBuild } from '../../image/model.ts';
import { basename, dirname, isAbsolute, resolve } from '../../text/path.ts';
import type { Image, World } from '../world.ts';
import { goFiles, goScope } from './context-view.ts';
import { PLAIN } from './go-facts.ts';

/**
 * The names that a build from a list of Go files surely lacks, since only files of the same folder declare them that are in the
 * stage and not on the list. Empty where the build names packages, or nothing is missing.
 */
export function namesInUnnamedFiles(world: World, image: Image, build: GoBuild): readonly MissingName[] {
  const { patterns, contextDir, workdir, cgo, tags, goos, goarch } = build;
  const [first] = patterns;
  if (!first || contextDir === null || workdir === null || !goos.known || !goarch.known) return [];
  if (patterns.some(({ value }) => !value.endsWith('.go') || isAbsolute(value))) return [];
  const base = resolve(image.key.context.dir, contextDir);
  const named = patterns.map(({ value }) => resolve(base, value));
  const dir = dirname(named[0] ?? '');
  if (named.some((path) => dirname(path) !== dir)) return [];
  const target = { ...PLAIN, goos: goos.value, goarch: goarch.value, tags };
  const files = goFiles(world.reader);
  const { hidden } = goScope(world.reader, image.key.context);
  const inStage = image.trace.stages[build.stage]?.files;
  const worlds = cgo.effective === 'unknown' ? [true, false] : [cgo.effective === 'on'];
  const [missing = [], other = missing] = worlds.map((on) =>
    missingNames(files, dir, named, { target, cgo: on, minor: releaseMinor(target, null) }, hidden),
  );
  return missing.filter(
    ({ name, declaredIn }) =>
      other.some((each) => each.name === name) &&
      inStage?.at(resolve(workdir, `${dirname(first.value)}/${basename(declaredIn)}`)).kind === 'file',
  );
}
