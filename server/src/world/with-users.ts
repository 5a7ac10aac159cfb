import type { Image, Service } from './world.ts';

/** The same image as if others used it: the view of an image asks its own world. */
export const withUsers = (image: Image, usedBy: readonly Service[]): Image => ({
  key: image.key,
  file: image.file,
  inline: image.inline,
  trace: image.trace,
  context: image.context,
  usedBy,
  runs: image.runs,
  programs: image.programs,
  holds: image.holds,
});
