import type { Analysis, RuleFinding } from '../../rules/analyse.ts';
import { hash } from '../../text/hash.ts';
import { relative } from '../../text/path.ts';
import { fingerprintOf } from '../baseline.ts';
import { Locate } from '../../print/locate.ts';
import { json, plain } from '../../text/plain.ts';

const SEVERITY = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' } as const;

/** A Code Quality report of GitLab, which shows findings in a merge request. Paths are those of the repository. */
export function gitlabCheck({ world }: Analysis, findings: readonly RuleFinding[]): string {
  const locate = new Locate(world);
  const { root } = world.settings;
  const seen = new Map<string, number>();
  return json(
    findings.map((finding) => {
      const same = fingerprintOf(finding, root);
      const nth = seen.get(same) ?? 0;
      seen.set(same, nth + 1);
      return {
        description: plain(finding.message),
        check_name: finding.rule.id,
        // Each finding has its own; one that stays has the same in the next run.
        fingerprint: hash(`${same}${nth}`),
        severity: SEVERITY[finding.severity],
        location: {
          path: relative(root, finding.at.file),
          lines: { begin: locate.range(finding.at.file, finding.at.span).start.line },
        },
      };
    }),
  );
}
