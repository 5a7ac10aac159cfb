import { parseGoTag } from '../../native/go-tag.ts';
import { parseImageReference } from '../../native/image-reference.ts';
import { editOf } from '../../text/change.ts';
import { basename } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { rootOf } from '../../world/needs/linked-libc.ts';
import type { Image, World } from '../../world/world.ts';
import { placeIn, shown } from '../place.ts';
import { type Finding, rule } from '../rule.ts';

/**
 * Dockerfiles that build programs of one module agree on their base images, and one of them has another version.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   server:
 *     build: {context: ., dockerfile: Dockerfile.server}
 *   worker:
 *     build: {context: ., dockerfile: Dockerfile.worker}
 *   images:
 *     build: {context: ., dockerfile: Dockerfile.images}
 * ```
 *
 * ```dockerfile Dockerfile.server
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * FROM alpine:3.22
 * COPY --from=builder /out/server /server
 * CMD ["/server"]
 * ```
 *
 * ```dockerfile Dockerfile.worker
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM alpine:3.20
 * COPY --from=builder /out/worker /worker
 * CMD ["/worker"]
 * ```
 *
 * ```dockerfile Dockerfile.images
 * FROM golang:1.25-alpine AS builder
 * RUN apk add --no-cache build-base libwebp-dev
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=1 go build -o /out/images ./cmd/images
 * FROM alpine:3.22
 * RUN apk add --no-cache libwebp
 * COPY --from=builder /out/images /images
 * CMD ["/images"]
 * ```
 *
 * One was forgotten when the others were raised.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile.worker
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM alpine:3.22
 * COPY --from=builder /out/worker /worker
 * CMD ["/worker"]
 * ```
 *
 * ## Fixes
 *
 * - What the majority has.
 *
 * ## When it is silent
 *
 * - There are fewer than three Dockerfiles with an image of that kind, or more than one differs.
 * - Another distribution, another image, no user at all: that is a choice, and no drift.
 */
export const siblingDrift = rule({
  id: 'dockerfile/sibling-drift',
  severity: 'information',
  since: '0.2.0',
  title: 'Drift between siblings',
  summary: 'Dockerfiles of one module agree, and one of them is behind',
  *check(world) {
    for (const siblings of siblingsIn(world).values())
      for (const trait of TRAITS) {
        const said = siblings.flatMap((image) => {
          const own = trait.read(image);
          return own ? [{ image, own }] : [];
        });
        // One of which it is not known may be what the odd one follows.
        if (said.length < siblings.length) continue;
        for (const alike of groups(said, ({ own }) => trait.kindOf(own.value))) {
          if (alike.length < LEAST) continue;
          const values = groups(alike, ({ own }) => own.value).sort((a, b) => a.length - b.length);
          const [[odd, ...others] = [], most = []] = values;
          const value = most[0]?.own.value;
          if (values.length !== 2 || !odd || others.length > 0 || value === undefined) continue;
          yield finding(
            world,
            trait.name,
            odd.image,
            odd.own,
            value,
            most.map(({ image }) => image),
          );
        }
      }
  },
});

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const out = new Map<string, T[]>();
  for (const item of items) out.set(keyOf(item), [...(out.get(keyOf(item)) ?? []), item]);
  return [...out.values()];
}

/** With two nobody knows which is the odd one. */
const LEAST = 3;

interface Trait {
  readonly value: string;
  readonly span: Span;
}

const TRAITS: readonly {
  readonly name: string;
  /** Null where it is not written out. */
  read(image: Image): Trait | null;
  /** What differs in more than this differs by choice. */
  kindOf(value: string): string;
}[] = [
  {
    name: 'is built on',
    read: (image) => baseOf(image, image.programs[0]?.build.stage),
    kindOf: kindOfImage,
  },
  { name: 'runs on', read: (image) => baseOf(image, image.trace.final?.stage.index), kindOf: kindOfImage },
  { name: 'runs as', read: userOf, kindOf: () => '' },
];

function baseOf(image: Image, index: number | undefined): Trait | null {
  const root = index === undefined ? null : rootOf(image, index);
  const base = root?.stage.base;
  return base && root.baseImage === base.value ? { value: base.value, span: base } : null;
}

/** The image, and the variant of its tag: what is left without its numbers. */
function kindOfImage(value: string): string {
  const image = parseImageReference(value);
  if (image?.tag === null || image === null || image.digest !== null || !/\d/.test(image.tag)) return value;
  const { variant } = parseGoTag(image.tag);
  return image.repository === 'golang'
    ? `golang ${variant} ${/alpine|$/.exec(image.tag)?.[0] ?? ''}`
    : `${image.repository} ${image.tag.replace(/[\d.]+/g, '')}`;
}

function userOf({ trace }: Image): Trait | null {
  const user = trace.final?.stage.instructions.findLast(({ keyword }) => keyword === 'USER');
  return user && !/[$]/.test(user.rest.text) ? { value: user.rest.text.trim(), span: user.restSpan } : null;
}

/** Images of a file and a program each, by the context that they are built from and the module that they build. */
function siblingsIn(world: World): Map<string, Image[]> {
  const out = new Map<string, Image[]>();
  const seen = new Set<string>();
  for (const image of world.images) {
    const [program] = image.programs;
    if (image.inline || !program || image.usedBy.length === 0 || seen.has(image.file)) continue;
    seen.add(image.file);
    const module = world.modules
      .map(({ module: { dir } }) => dir)
      .filter((dir) => program.dir === dir || program.dir.startsWith(`${dir}/`))
      .sort((a, b) => b.length - a.length)[0];
    if (module !== undefined) out.set(module, [...(out.get(module) ?? []), image]);
  }
  return out;
}

function finding(
  world: World,
  name: string,
  image: Image,
  { value, span }: Trait,
  most: string,
  others: readonly Image[],
): Finding {
  const files = others.map(({ file }) => shown(world, file)).join(', ');
  return {
    at: placeIn(image, span),
    message: `${shown(world, image.file)} ${name} ${value}, and its siblings ${files} have ${most}`,
    related: [],
    fixes: () => [
      {
        kind: 'changes',
        title: `Use ${most}, as ${basename(others[0]?.file ?? '')} does`,
        safe: false,
        changes: [
          editOf(image.file, image.trace.request.dockerfile.text, [
            { span: { start: span.start, end: span.end }, text: most },
          ]),
        ],
      },
    ],
  };
}
