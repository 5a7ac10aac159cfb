import type { Analysis, RuleFinding } from '../rules/analyse.ts';
import type { RuleId, Severity } from '../rules/rule.ts';
import type { Range } from '../text/line-index.ts';
import type { Place } from '../text/span.ts';
import type { Reader } from '../memory/snapshot.ts';
import { indexOf } from './index-of.ts';

/** What an editor shows for one finding. */
export interface Diagnostic {
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: RuleId;
  readonly message: string;
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  /** True for text that can go without any effect; editors fade it. */
  readonly unnecessary: boolean;
}

/** The diagnostics of an analysis by file, each list in order of position. Files without any are absent. */
export function diagnosticsOf(
  reader: Reader,
  analysis: Analysis,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const out = new Map<string, Diagnostic[]>();
  const shown = analysis.findings.flatMap(eachPlace).sort((a, b) => a.at.span.start - b.at.span.start);
  for (const finding of shown) {
    const diagnostic = diagnosticOf(reader, finding);
    const list = out.get(finding.at.file);
    if (list) list.push(diagnostic);
    else out.set(finding.at.file, [diagnostic]);
  }
  return out;
}

/** A finding once for each place where it is shown. */
export const eachPlace = (finding: RuleFinding): readonly RuleFinding[] => [
  finding,
  ...(finding.also ?? []).map((at) => ({ ...finding, at, also: [] })),
];

export function diagnosticOf(reader: Reader, finding: RuleFinding): Diagnostic {
  return {
    range: rangeOf(reader, finding.at),
    severity: finding.severity,
    rule: finding.rule.id,
    message: finding.message,
    related: finding.related.map(({ at, message }) => ({
      file: at.file,
      range: rangeOf(reader, at),
      message,
    })),
    unnecessary: finding.rule.isUnnecessary === true,
  };
}

/** A place in a file that has no text any more is shown at its start. */
const rangeOf = (reader: Reader, { file, span }: Place): Range => indexOf(reader, file)?.range(span) ?? START;

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
