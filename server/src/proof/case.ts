import type { World } from '../world/world.ts';
import type { Pair } from './pair.ts';

/** What a rule says about a world, as far as a proof has to know it. */
export interface Said {
  /** The rule and the words, which tell one finding from another. */
  readonly id: string;
  readonly serious: boolean;
  readonly file: string;
  readonly message: string;
}

/** A workspace before and after a change, which every check looks at. */
export interface Case {
  readonly before: World;
  readonly after: World;
  /** The files that the change writes, absolute. */
  readonly files: readonly string[];
  /** Each service that has an image, with what it became. */
  readonly pairs: readonly Pair[];
  /** What the rules say of both, whatever a person has turned off. */
  readonly said: { readonly before: readonly Said[]; readonly after: readonly Said[] };
}
