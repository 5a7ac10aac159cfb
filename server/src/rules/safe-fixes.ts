import type { Change } from '../text/change.ts';
import type { RuleFinding } from './analyse.ts';

/**
 * Gives the safe fixes of a workspace one after the other, so that each is made for the texts that it meets. What was fixed once and
 * comes again is left to a person: two fixes that undo each other would go on for ever.
 */
export class SafeFixes {
  /** How often each fault may still be fixed: as often as it was there when it was seen first. */
  readonly #left = new Map<string, number>();

  /** The next one, given what is found now; null when there is none. */
  next(findings: readonly RuleFinding[]): readonly Change[] | null {
    const counts = new Map<string, number>();
    for (const finding of findings) counts.set(idOf(finding), (counts.get(idOf(finding)) ?? 0) + 1);
    for (const [id, count] of counts) if (!this.#left.has(id)) this.#left.set(id, count);
    for (const finding of findings) {
      const left = this.#left.get(idOf(finding)) ?? 0;
      if (left === 0) continue;
      const fix = finding.fixes().find((each) => each.safe);
      if (fix?.kind !== 'changes') continue;
      this.#left.set(idOf(finding), left - 1);
      return fix.changes;
    }
    return null;
  }
}

/** Places move while fixes are made; what is said of a file does not. */
const idOf = ({ rule, at, message }: RuleFinding): string => JSON.stringify([rule.id, at.file, message]);
