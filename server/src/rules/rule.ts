import type { Change } from '../text/change.ts';
import type { Place } from '../text/span.ts';
import type { Image, World } from '../world/world.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** One thing that is checked. Its file, its page, which is the comment above it, and its fixture folder share its id. */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** Where a finding may have another one than the rule's own. */
  readonly otherSeverities?: readonly Severity[];
  /** The version that brought it. */
  readonly since: string;
  /** A few words, for menus and reports. */
  readonly title: string;
  /** One line, for lists. */
  readonly summary: string;
  /** The text that it is about does nothing: an editor shows it faded. */
  readonly isUnnecessary?: true;
  /** Its findings offer a split. */
  readonly offersSplit?: true;
  /** It judges what the others say, and is no part of a proof. */
  readonly judgesOthers?: true;
  check(world: World, others: Others): Iterable<Finding>;
  /** What `check` says of one image, for a rule that looks at one after the other: each is looked at again by itself. */
  checkImage?(world: World, image: Image): Iterable<Finding>;
}

/** A rule as its file has it: it looks at the world, or at each image. */
type Definition = Omit<Rule, 'check' | 'checkImage'> &
  (
    | { check(world: World, others: Others): Iterable<Finding> }
    | { checkImage(world: World, image: Image): Iterable<Finding> }
  );

export type RuleId = `${'compose' | 'config' | 'dockerfile' | 'go'}/${string}`;

/** The other rules, for one that judges what they say. */
export interface Others {
  /** The ids of all rules. */
  readonly ids: readonly RuleId[];
  /** What each rule finds that does not judge others, whatever a person has turned off. */
  found(): readonly { readonly rule: RuleId; readonly at: Place }[];
}

export interface Finding {
  readonly at: Place;
  /** Further places that have a part in it, where an editor shows it too. Whoever counts findings counts one. */
  readonly also?: readonly Place[];
  readonly message: string;
  /**
   * What it says whoever is named in the message: two worlds are compared by it, so that a fault which another service gets,
   * or one service fewer has, is no new one. Left out where the message names nobody.
   */
  readonly fault?: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly related: readonly Related[];
  /** Made only when somebody asks: a fix may cost an analysis. */
  fixes(): readonly Fix[];
}

export interface Related {
  readonly at: Place;
  readonly message: string;
}

export type Fix =
  | {
      readonly kind: 'changes';
      readonly title: string;
      /** Right without a look at it, so that `check --fix` and fix-all apply it. */
      readonly safe: boolean;
      readonly changes: readonly Change[];
    }
  /** A refactoring that is planned when it is chosen. */
  | { readonly kind: 'split'; readonly title: string; readonly safe: false; readonly dockerfile: string };

export const rule = (definition: Definition): Rule =>
  'check' in definition
    ? definition
    : {
        ...definition,
        *check(world) {
          for (const image of world.images) yield* definition.checkImage(world, image);
        },
      };
