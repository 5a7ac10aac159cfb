import type { Analysis, RuleFinding } from '../rules/analyse.ts';
import type { Fix } from '../rules/rule.ts';

/** A Dockerfile that a split is offered for. */
export interface Monolith {
  /** Absolute. */
  readonly dockerfile: string;
  /** What the action is called. */
  readonly title: string;
  readonly findings: readonly RuleFinding[];
}

/** The Dockerfiles that could be split, in path order: those for which some finding offers it. */
export function monoliths(analysis: Analysis): readonly Monolith[] {
  const found = new Map<string, { dockerfile: string; title: string; findings: RuleFinding[] }>();
  // One may be turned off as a finding; that takes no command away.
  for (const finding of analysis.all) {
    // Making the fixes of any other rule may cost an analysis, and brings no split.
    if (!finding.rule.offersSplit) continue;
    for (const fix of finding.fixes()) {
      if (!isSplit(fix)) continue;
      const known = found.get(fix.dockerfile);
      if (known) known.findings.push(finding);
      else found.set(fix.dockerfile, { dockerfile: fix.dockerfile, title: fix.title, findings: [finding] });
    }
  }
  return [...found.values()].sort((a, b) => (a.dockerfile < b.dockerfile ? -1 : 1));
}

const isSplit = (fix: Fix): fix is Extract<Fix, { kind: 'split' }> => fix.kind === 'split';
