import { embeddedSources } from '../../edit/slice/embedded-sources.ts';
import { slice } from '../../edit/slice/slice.ts';
import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { prove } from '../../proof/prove.ts';
import { type Change, editOf } from '../../text/change.ts';
import { needsOf } from '../../world/needs/needs.ts';
import { wholeFolder } from '../../world/settings.ts';
import type { Image, Program, World } from '../../world/world.ts';

/**
 * Takes programs out of a Dockerfile: their builds, their copies, and the folders that only they use, as a split would. Null
 * where one of them is used by what stays, where nothing surely goes, or where somebody would lose something.
 */
export function sliceAway(world: World, image: Image, gone: readonly Program[]): readonly Change[] | null {
  const dirs = new Set(gone.map(({ dir }) => dir));
  const keep = [...new Map(image.programs.map((program) => [program.dir, program])).values()].filter(
    ({ dir }) => !dirs.has(dir),
  );
  const needs = (program: Program) =>
    needsOf(
      world,
      image,
      program,
      image.usedBy.filter((service) => service.program?.dir === program.dir),
    );
  const sliced = slice(image, keep, {
    mine: keep.map(needs),
    others: gone.map(needs),
    embeds: embeddedSources(world, image),
  });
  if (!sliced.ok || sliced.tools.length > 0) return null;
  const { dockerfile } = image.trace.request;
  const edits = tidyEdits(sliced.edits);
  return edits && edits.length > 0 ? [editOf(image.file, dockerfile.text, edits)] : null;
}

/** Whether changes take nothing from anybody; what the rules say besides is for the person who looks at them. */
export const takesNothing = ({ reader, settings }: World, changes: readonly Change[]): boolean =>
  prove(reader.with([]), wholeFolder(settings), changes, () => []).losses.length === 0;
