import type { World } from '../../world/world.ts';

/** What stands in a text without anybody having written it. */
export interface InlayHint {
  /** What it stands before. */
  readonly offset: number;
  readonly label: string;
  /** Why it is so. */
  readonly because: string;
}

/**
 * Before each `go build` of a Dockerfile for which nobody wrote CGO_ENABLED: what it is. None where it is not known, and where the
 * images that are built from the file, or the rounds of a loop, differ in it.
 */
export function inlayHints(world: World, file: string): readonly InlayHint[] {
  const hints = new Map<number, InlayHint | null>();
  for (const { trace } of world.imagesOf(file)) {
    for (const { command, cgo } of trace.builds) {
      const [go] = command.words;
      // What a script or a Makefile does has no place of its own in this file.
      if (!go || !/(?:^|\/)go$/.test(go.literal ?? '')) continue;
      const label = cgo.span === null && cgo.value === null ? labelOf(cgo) : null;
      const hint = label === null ? null : { offset: go.start, label, because: `${cgo.because}.` };
      const known = hints.get(go.start);
      hints.set(go.start, known === undefined || known?.label === hint?.label ? hint : null);
    }
  }
  return [...hints.values()].filter((hint) => hint !== null).sort((a, b) => a.offset - b.offset);
}

function labelOf({
  effective,
  via,
}: {
  readonly effective: 'on' | 'off' | 'unknown';
  readonly via: string;
}): string | null {
  if (effective === 'unknown') return null;
  if (effective === 'on') return via === 'default' ? 'CGO_ENABLED=1 (default)' : null;
  if (via === 'cross') return 'CGO_ENABLED=0 (cross build)';
  return via === 'no-compiler' ? 'CGO_ENABLED=0 (no C compiler)' : null;
}
