import { buildWorld } from '../world/build-world.ts';
import type { Settings } from '../world/settings.ts';
import type { Query } from '../memory/snapshot.ts';
import type { UnknownFact, World } from '../world/world.ts';
import { unknownFacts } from '../world/unknown-facts.ts';
import { rules } from './all-rules.ts';
import type { Finding, Rule, Severity } from './rule.ts';

/** Everything that is said about a workspace. */
export interface Analysis {
  readonly world: World;
  /** By path, then position, then rule. */
  readonly findings: readonly RuleFinding[];
  readonly unknown: readonly UnknownFact[];
}

export interface RuleFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** Runs every rule. As a query it runs again only if something that it read has changed. */
export const analyse: Query<Settings, Analysis> = {
  name: 'analyse',
  compute(reader, settings) {
    const world = buildWorld(reader, settings);
    const seen = new Set<string>();
    const findings: RuleFinding[] = [];
    for (const rule of rules) {
      for (const finding of rule.check(world)) {
        const severity = finding.severity ?? rule.severity;
        // One Dockerfile built with two sets of arguments says the same thing twice.
        const id = JSON.stringify([rule.id, finding.at, finding.message]);
        if (seen.has(id)) continue;
        seen.add(id);
        findings.push({ ...finding, fixes: once(() => finding.fixes()), rule, severity });
      }
    }
    return { world, findings: findings.sort(byPlace), unknown: unknownFacts(world) };
  },
};

function byPlace(a: RuleFinding, b: RuleFinding): number {
  return (
    compare(a.at.file, b.at.file) ||
    a.at.span.start - b.at.span.start ||
    a.at.span.end - b.at.span.end ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.message, b.message)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
