import type { Dockerfile } from '../../dockerfile/ast.ts';
import type { GoBuild, StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { parseGoTag } from '../../native/go-tag.ts';
import { bumpGoTag } from '../../native/go-tags.ts';
import { parseImageReference } from '../../native/image-reference.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { type GoLine, goLineOf } from '../../world/go/go-line.ts';
import type { Image, World } from '../../world/world.ts';
import { placeIn, services, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';

export const goTooOld = rule({
  id: 'dockerfile/go-too-old',
  severity: 'error',
  otherSeverities: ['warning'],
  title: 'Go too old',
  summary: 'The golang image is older than the Go that go.mod asks for',
  *check(world) {
    for (const image of world.images) {
      const needed = new Set(image.trace.needed.map(({ stage }) => stage.index));
      for (const build of image.trace.builds) {
        const root = needed.has(build.stage) ? rootOf(image, build.stage) : null;
        const line = root && goLineOf(image, build);
        const old = line && judge(image, build, root, line);
        if (!old) continue;
        const { severity, what, reference } = old;
        yield {
          at: placeIn(image, root.stage.base),
          severity,
          message: `${reference} is older than the Go that ${shown(world, line.at.file)} asks for: ${what}${severity === 'error' ? `, so ${whose(world, image)} does not build` : ''}`,
          related: [{ at: line.at, message: `${line.name} asks for it here` }],
          fixes: () => bump(image, root, reference, line.go ?? ''),
        };
      }
    }
  },
});

/** The stage at the bottom of a FROM chain. */
function rootOf(image: Image, index: number): StageTrace | null {
  let stage = image.trace.stages[index];
  while (stage?.parent.kind === 'stage') stage = image.trace.stages[stage.parent.index];
  return stage ?? null;
}

interface Old {
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly reference: string;
}

/** What happens when an image's Go meets a line that is newer; null where nothing surely does. */
function judge(image: Image, build: GoBuild, root: StageTrace, { go, toolchain }: GoLine): Old | null {
  const reference = root.parent.kind === 'image' ? root.parent.image : null;
  const minor = reference === null ? null : (baseImage(reference).go?.minor ?? null);
  const [, wanted, patch] = /^1\.(\d+)(?:\.(\d+)|rc\d+|beta\d+)?$/.exec(go ?? '') ?? [];
  if (reference === null || minor === null || wanted === undefined || !isItsOwnGo(image, build)) return null;
  const has = parseGoTag(parseImageReference(reference)?.tag ?? '').version;
  const own = has ?? `1.${minor}`;
  if (minor < 21) {
    // It knows two numbers and no toolchain, and takes a newer line of that form.
    const what = /^1\.\d+$/.test(go ?? '')
      ? toolchain === null
        ? null
        : `Go ${own} does not know the toolchain line`
      : `Go ${own} does not understand "go ${go}"`;
    return what === null ? null : { severity: 'error', what, reference };
  }
  const isOlder =
    minor < Number(wanted) ||
    (minor === Number(wanted) && has !== null && patch !== undefined && Number(has.split('.')[2]) < Number(patch));
  if (!isOlder) return null;
  if (build.toolchain === 'local')
    return {
      severity: 'error',
      what: `it asks for Go ${go}, the image has ${own} and may fetch no other (GOTOOLCHAIN=local)`,
      reference,
    };
  if (build.toolchain !== 'auto' && build.toolchain !== 'local+auto') return null;
  return {
    severity: 'warning',
    what: `it asks for Go ${go} and the image has ${own}, so every build without a cache downloads another Go`,
    reference,
  };
}

/** Whether `go` is the one that came with the image, and nothing has put another one in its place. */
function isItsOwnGo(image: Image, { stage }: GoBuild): boolean {
  const found = image.trace.stages[stage]?.files.at('/usr/local/go/bin/go');
  return found?.kind === 'file' && found.origin.kind === 'base';
}

function whose(world: World, image: Image): string {
  const names = image.usedBy.map(({ model }) => model.name.value);
  return names.length === 0 ? `the image of ${shown(world, image.file)}` : `the image of ${services(names)}`;
}

function bump(image: Image, root: StageTrace, reference: string, go: string): Fix[] {
  const next = image.inline ? null : bumpGoTag(reference, go);
  if (next === null) return [];
  const { dockerfile } = image.trace.request;
  const edits = writtenOut(dockerfile, reference, next) ?? byArgument(image, root, reference, next);
  if (!edits) return [];
  return [
    {
      kind: 'changes',
      title: `Use ${next}`,
      safe: false,
      changes: [editOf(image.file, dockerfile.text, edits)],
    },
  ];
}

/** Every FROM that names the image in full. */
function writtenOut({ stages }: Dockerfile, reference: string, next: string): TextEdit[] | null {
  const same = stages.filter(({ base }) => base.value === reference);
  return same.length === 0 ? null : same.map(({ base }) => ({ span: spanOf(base), text: next }));
}

/** The default of the one ARG that stands in the FROM, where it is in force. */
function byArgument(image: Image, { stage }: StageTrace, reference: string, next: string): TextEdit[] | null {
  const { globals, text } = image.trace.request.dockerfile;
  const [, before = '', braced, plain, after = ''] =
    /^([^$]*)\$(?:\{(\w+)\}|(\w+))([^$]*)$/.exec(stage.base.value) ?? [];
  const name = braced ?? plain;
  if (name === undefined || image.key.args.some(([each]) => each === name)) return null;
  const value = globals.flatMap(({ pairs }) => pairs.filter((pair) => pair.name.value === name)).at(-1)?.value;
  const fits = (whole: string): boolean => whole.startsWith(before) && whole.endsWith(after);
  if (!value || `${before}${value.value}${after}` !== reference || !fits(next)) return null;
  // Quotes would be lost.
  if (text.slice(value.start, value.end) !== value.value) return null;
  return [{ span: spanOf(value), text: next.slice(before.length, next.length - after.length) }];
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
