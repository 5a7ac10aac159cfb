import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import type { StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import type { DebianRelease } from '../../native/debian-names.ts';
import { isMadeOn } from '../../native/go-tags.ts';
import { parseGoTag } from '../../native/go-tag.ts';
import { parseImageReference } from '../../native/image-reference.ts';
import { libraryById } from '../../native/libraries.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { ForeignLibc } from '../../world/needs/foreign-libc.ts';
import { rootOf } from '../../world/needs/linked-libc.ts';
import { librariesOf } from '../../world/needs/native-use.ts';
import type { Image, Program } from '../../world/world.ts';
import type { Fix } from '../rule.ts';
import { install } from './turn-cgo-on.ts';

/** Has a program built on, or copied to, an image whose C library is the one of the other. */
export function matchingBaseFixes(image: Image, program: Program, mismatch: ForeignLibc): Fix[] {
  const builder = rootOf(image, program.build.stage);
  const runtime = image.trace.final && rootOf(image, image.trace.final.stage.index);
  if (image.inline || !builder || !runtime) return [];
  switch (mismatch.kind) {
    case 'older':
      return [
        ...(mismatch.needsNewer ? [] : olderBuilder(image, builder, runtime)),
        ...newerRuntime(image, builder, runtime),
      ];
    case 'none':
      return distrolessBase(image, program, runtime, mismatch);
    case 'other':
      return mismatch.linked.libc === 'glibc' ? onAlpine(image, program, builder, mismatch) : [];
  }
}

/** `golang:1.26` becomes `golang:1.26-bookworm` for a program that runs on bookworm. */
function olderBuilder(image: Image, builder: StageTrace, runtime: StageTrace): Fix[] {
  const release = baseImage(runtime.baseImage ?? '').release;
  const next = release && retagged(builder.baseImage ?? '', release);
  return next ? replaced(image, builder, next, `Build in ${next}`) : [];
}

/** The golang image of the same Go on another release; null where it was never made there. */
function retagged(reference: string, suite: string): string | null {
  const image = parseImageReference(reference);
  const tag = parseGoTag(image?.tag ?? '');
  const [version] = /^1\.\d+(?:\.\d+)?/.exec(image?.tag ?? '') ?? [];
  if (image?.repository !== 'golang' || image.digest !== null || tag.minor === null || version === undefined)
    return null;
  if (tag.variant === 'unknown' || !isMadeOn(tag.minor, suite)) return null;
  return `${reference.slice(0, reference.lastIndexOf(':'))}:${version}-${suite}`;
}

/** `debian:bullseye-slim` becomes `debian:bookworm-slim`; so does the Debian of a distroless image. */
function newerRuntime(image: Image, builder: StageTrace, runtime: StageTrace): Fix[] {
  const reference = runtime.baseImage ?? '';
  const release = baseImage(builder.baseImage ?? '').release;
  const old = baseImage(reference).release;
  const next =
    release === null
      ? null
      : old === null
        ? reference.replace(/-debian\d+/, `-debian${NUMBERS[release]}`)
        : reference.replace(old, release);
  return next === null || next === reference ? [] : replaced(image, runtime, next, `Run in ${next}`);
}

const NUMBERS: Readonly<Record<DebianRelease, number>> = { bullseye: 11, bookworm: 12, trixie: 13 };

/** Distroless `base` is `static` with glibc. */
function distrolessBase(image: Image, program: Program, runtime: StageTrace, { linked }: ForeignLibc): Fix[] {
  const reference = runtime.baseImage ?? '';
  const release = baseImage(linked.reference).release;
  if (linked.libc !== 'glibc' || release === null || librariesOf(program)?.size !== 0) return [];
  const [, before, after = ''] = /^(gcr\.io\/distroless\/)static(?:-debian\d+)?(:.*)?$/.exec(reference) ?? [];
  if (before === undefined) return [];
  const next = `${before}base-debian${NUMBERS[release]}${after}`;
  return replaced(image, runtime, next, `Run in ${next}`);
}

/** Builds on Alpine what runs there: the variant of the Go image, the compiler, the headers. */
function onAlpine(image: Image, program: Program, builder: StageTrace, { runtime }: ForeignLibc): Fix[] {
  const libraries = librariesOf(program);
  const reference = builder.baseImage ?? '';
  const [release] = /^3\.\d+/.exec(parseImageReference(runtime)?.tag ?? '') ?? [];
  const next =
    (release === undefined ? null : retagged(reference, `alpine${release}`)) ?? retagged(reference, 'alpine');
  if (!libraries || next === null || baseImage(runtime).family !== 'alpine') return [];
  // What apt installs is called otherwise there.
  const on = image.trace.stages.filter((stage) => rootOf(image, stage.stage.index) === builder);
  if (on.some(({ steps }) => steps.some(({ effect }) => effect.kind === 'install'))) return [];
  const names = ['build-base'];
  for (const id of libraries) {
    const packages = libraryById(id)?.alpine?.build;
    if (!packages) return [];
    names.push(...packages);
  }
  const stage = image.trace.stages.find((each) => each.stage.index === program.build.stage);
  if (!stage) return [];
  const tags = muslTags(image, program);
  if (tags === null) return [];
  const { dockerfile } = image.trace.request;
  return replaced(image, builder, next, `Build in ${next}`, [
    ...tags,
    ...install(dockerfile, stage, 'apk', names, program.build.instruction.start),
  ]);
}

/** Confluent's client brings a library for each libc, and a tag chooses. Null where it cannot be written. */
function muslTags(image: Image, program: Program): TextEdit[] | null {
  if (!program.cgo.culprits.some((path) => path.includes('confluent-kafka-go'))) return [];
  const { command, tags, verb, instruction } = program.build;
  const word = command.words.find(({ literal }) => literal === verb);
  if (tags.length > 0 || !word || instruction.json || image.inline) return null;
  return [{ span: { start: word.end, end: word.end }, text: ' -tags musl' }];
}

/** Where an image is named in full in its FROM. */
function replaced(
  image: Image,
  { stage, baseImage: reference }: StageTrace,
  next: string,
  title: string,
  more: readonly TextEdit[] = [],
): Fix[] {
  const { dockerfile } = image.trace.request;
  const { base } = stage;
  const edits =
    base.value === reference
      ? tidyEdits([{ span: { start: base.start, end: base.end }, text: next }, ...more])
      : null;
  return edits
    ? [{ kind: 'changes', title, safe: false, changes: [editOf(image.file, dockerfile.text, edits)] }]
    : [];
}
