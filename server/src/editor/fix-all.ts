import type { Analysis, RuleFinding } from '../rules/analyse.ts';
import type { Change } from '../text/change.ts';
import { inOrder, type TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import { stillParses } from './still-parses.ts';

/** Every safe fix that edits one file alone, as one change; null when there is none. */
export function fixAll(
  snapshot: Snapshot,
  analysis: Analysis,
  file: string,
): { findings: readonly RuleFinding[]; changes: readonly Change[] } | null {
  const findings: RuleFinding[] = [];
  const edits: TextEdit[] = [];
  let hash: string | null = null;
  for (const finding of analysis.findings) {
    if (finding.at.file !== file) continue;
    for (const fix of finding.fixes()) {
      if (fix.kind !== 'changes' || !fix.safe) continue;
      const [change] = fix.changes;
      if (fix.changes.length !== 1 || change?.kind !== 'edit' || change.file !== file) continue;
      const fresh = change.edits.filter((edit) => !edits.some((known) => same(known, edit)));
      // Two fixes that meet are made one after the other: what is left over is found and fixed the next time.
      if (fresh.some((edit) => edits.some((known) => meet(known.span, edit.span)))) continue;
      edits.push(...fresh);
      findings.push(finding);
      hash = change.hash;
      break;
    }
  }
  if (hash === null) return null;
  const changes: readonly Change[] = [{ kind: 'edit', file, hash, edits: inOrder(edits) }];
  return stillParses(snapshot, changes) ? { findings, changes } : null;
}

const same = (a: TextEdit, b: TextEdit): boolean =>
  a.text === b.text && a.span.start === b.span.start && a.span.end === b.span.end;

const meet = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;
