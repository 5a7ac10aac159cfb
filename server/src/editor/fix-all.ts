import { type Analysis, isProven, type RuleFinding } from '../rules/analyse.ts';
import type { Change } from '../text/change.ts';
import { inOrder, type TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Snapshot } from '../memory/snapshot.ts';

export interface FixAll {
  readonly findings: readonly RuleFinding[];
  readonly changes: readonly Change[];
}

/**
 * Every safe fix that edits one file alone, as one change; null when there is none. What is safe by itself may not be together:
 * where the whole is not proven, the first fix is made alone, and the next time brings the next one.
 */
export function fixAll(snapshot: Snapshot, analysis: Analysis, file: string): FixAll | null {
  const fixes = analysis.findings.flatMap((finding) => {
    if (finding.at.file !== file) return [];
    const edit = safeEdit(finding, file);
    return edit ? [{ finding, edit }] : [];
  });
  const [first] = fixes;
  if (!first) return null;
  const tries = fixes.length > 1 ? [together(fixes), together([first])] : [together([first])];
  return tries.find(({ changes }) => isProven(snapshot, analysis.world.settings, changes)) ?? null;
}

type Edit = Extract<Change, { kind: 'edit' }>;

function safeEdit(finding: RuleFinding, file: string): Edit | null {
  for (const fix of finding.fixes()) {
    if (fix.kind !== 'changes' || !fix.safe) continue;
    const [change] = fix.changes;
    if (fix.changes.length === 1 && change?.kind === 'edit' && change.file === file) return change;
  }
  return null;
}

/** Fixes as one edit. Two that meet are made one after the other: what is left over is found and fixed the next time. */
function together(fixes: readonly { readonly finding: RuleFinding; readonly edit: Edit }[]): FixAll {
  const findings: RuleFinding[] = [];
  const edits: TextEdit[] = [];
  for (const { finding, edit } of fixes) {
    const fresh = edit.edits.filter((each) => !edits.some((known) => same(known, each)));
    if (fresh.some((each) => edits.some((known) => meet(known.span, each.span)))) continue;
    edits.push(...fresh);
    findings.push(finding);
  }
  const [first] = fixes;
  return { findings, changes: first ? [{ ...first.edit, edits: inOrder(edits) }] : [] };
}

const same = (a: TextEdit, b: TextEdit): boolean =>
  a.text === b.text && a.span.start === b.span.start && a.span.end === b.span.end;

const meet = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;
