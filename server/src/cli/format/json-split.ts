import type { SplitPlan } from '../../split/model.ts';
import { shortened } from '../../text/shortened.ts';
import type { Locate } from '../../print/locate.ts';
import { json } from '../../text/plain.ts';

/** A plan as the documented JSON. Ranges refer to the text before any edit. */
export function jsonSplit(plan: SplitPlan, locate: Locate): string {
  const { plan: entries, kept, refused } = splitFacts(plan, locate);
  const edits = plan.changes.flatMap((change) => {
    const file = locate.path(change.file);
    if (change.kind === 'create') return [{ op: 'create', file, text: change.text }];
    if (change.kind === 'delete') return [{ op: 'delete', file }];
    return change.edits.map(({ span, text }) => ({
      op: 'replace',
      file,
      range: locate.range(change.file, span),
      text,
    }));
  });
  return json({ version: 1, plan: entries, edits, kept, refused });
}

/** What a plan says, without its edits. */
export function splitFacts(plan: SplitPlan, locate: Locate) {
  return {
    plan: plan.entries.map((entry) => ({
      project: locate.project(entry.project),
      program: locate.path(entry.program),
      services: entry.services,
      dockerfile: locate.path(entry.dockerfile),
      target: entry.target,
      cgo: entry.cgo,
      because: entry.because.map((each) => locate.reason(each)),
      keeps: entry.keeps.map(({ text, at }) => ({
        line: at && locate.range(at.file, at.span).start.line,
        reason: text,
      })),
      offers: entry.offers,
      listens: [...entry.listens].sort(([a], [b]) => a - b).map(([port, reason]) => ({ port, reason })),
      paths: [...entry.paths]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, reason]) => ({ path, reason })),
    })),
    kept: plan.kept.map(({ file, because }) => ({ file: locate.path(file), because })),
    refused: plan.refused.map(({ subject, reason, at, project }) => ({
      subject: shortened(subject),
      reason: shortened(reason),
      file: at && locate.path(at.file),
      range: at && locate.range(at.file, at.span),
      project: project && locate.project(project),
    })),
  };
}
