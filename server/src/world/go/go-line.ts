import { parseGoMod } from '../../go/imports/go-mod.ts';
import type { GoBuild } from '../../image/model.ts';
import { dirname, relative, resolve } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import type { Image } from '../world.ts';

/** Which Go a build asks for. */
export interface GoLine {
  /** `go.mod` or `go.work`. */
  readonly name: string;
  readonly go: string | null;
  readonly toolchain: string | null;
  /** Of the `go` line; else of the file. */
  readonly at: Place;
}

/**
 * What go.work, else go.mod, says to the go command of a build, as these files are in the stage. Null where there is none, or
 * where it is not surely the one of the build context.
 */
export function goLineOf(image: Image, build: GoBuild): GoLine | null {
  const stage = image.trace.stages[build.stage];
  if (!stage || build.workdir === null || build.contextDir === null || build.work === null) return null;
  if (build.work !== '' && build.work !== 'off') return null;
  if (
    stage.steps.some(({ effect, command }) => effect.kind === 'go-modules' && rewrites(command?.words ?? []))
  )
    return null;
  // A folder that is mounted while the command runs leaves nothing in the stage.
  const inStage = nearest(image, build, 'go.mod').kind !== 'absent';
  const find = (name: string): Nearest => (inStage ? nearest : mounted)(image, build, name);
  const work = build.work === 'off' ? ABSENT : find('go.work');
  if (work.kind === 'unknown') return null;
  const found = work.kind === 'absent' ? find('go.mod') : work;
  if (found.kind !== 'file') return null;
  const { go, toolchain } = parseGoMod(found.text);
  const match = /^[ \t]*go[ \t]+\S+/m.exec(found.text);
  const start = match?.index ?? 0;
  return {
    name: found.name,
    go,
    toolchain,
    at: {
      file: resolve(image.key.context.dir, found.path),
      span: { start, end: start + (match?.[0].length ?? 0) },
    },
  };
}

/** `go mod edit` and `go mod init` write a go line, and need not understand the one that is there. */
const rewrites = ([, group, verb]: readonly { readonly literal: string | null }[]): boolean =>
  (group?.literal === 'mod' || group?.literal === 'work') &&
  (verb?.literal === 'edit' || verb?.literal === 'init' || verb?.literal === 'use');

type Nearest =
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly text: string }
  | { readonly kind: 'absent' | 'unknown' };

const ABSENT: Nearest = { kind: 'absent' };

/** The file of a name in the folder of a build or the nearest one above, as the go command looks for it. */
function nearest(image: Image, build: GoBuild, name: string): Nearest {
  const files = image.trace.stages[build.stage]?.files;
  for (let dir = build.workdir ?? '/'; ; dir = dirname(dir)) {
    const found = files?.at(resolve(dir, name));
    if (!found || found.kind === 'unknown' || found.kind === 'directory') return { kind: 'unknown' };
    if (found.kind === 'file')
      return found.origin.kind === 'context' ? read(image, found.origin.path, name) : { kind: 'unknown' };
    if (dir === '/') return ABSENT;
  }
}

function mounted(image: Image, { contextDir }: GoBuild, name: string): Nearest {
  for (let dir = `/${contextDir ?? ''}`; ; dir = dirname(dir)) {
    const path = relative('/', resolve(dir, name));
    if (image.context.kind(path) === 'file') return read(image, path, name);
    if (path === name) return ABSENT;
  }
}

function read(image: Image, path: string, name: string): Nearest {
  const text = image.context.read(path);
  return text === null ? { kind: 'unknown' } : { kind: 'file', name, path, text };
}
