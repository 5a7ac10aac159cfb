import type { GoBuild } from '../../image/model.ts';
import type { Needs } from '../../world/needs/needs.ts';

/** What a slice knows of the programs that stay, and of the others. */
export interface SliceNeeds {
  readonly mine: readonly Needs[];
  readonly others: readonly Needs[];
  /** Whether the sources of what a build builds embed the file at a path of its stage. */
  readonly embeds: (build: GoBuild, path: string) => boolean;
}
