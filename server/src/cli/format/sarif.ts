import { rulePage } from '../../host/rule-page.ts';
import { rules } from '../../rules/all-rules.ts';
import type { Analysis, RuleFinding } from '../../rules/analyse.ts';
import type { Fix } from '../../rules/rule.ts';
import { hash } from '../../text/hash.ts';
import { isInside, relative } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { fingerprintOf } from '../baseline.ts';
import { Locate } from '../../print/locate.ts';
import { json, plain } from '../../text/plain.ts';
import { VERSION } from '../version.ts';

const LEVEL = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, for code scanning. */
export function sarifCheck({ world }: Analysis, findings: readonly RuleFinding[]): string {
  const locate = new Locate(world);
  const artifact = (file: string) => {
    const { root } = world.settings;
    const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
    // SRCROOT is the repository. What lies outside (the module cache) is no part of the sources.
    return isInside(root, file)
      ? { uri: encoded(relative(root, file)), uriBaseId: 'SRCROOT' }
      : { uri: `file://${encoded(file)}` };
  };
  const region = (file: string, span: Span) => {
    const { start, end } = locate.range(file, span);
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  };
  const place = (file: string, span: Span) => {
    return {
      physicalLocation: { artifactLocation: artifact(file), region: region(file, span) },
    };
  };
  const occurrences = new Map<string, number>();
  const fingerprint = (finding: RuleFinding): string => {
    const same = fingerprintOf(finding, world.settings.root);
    const nth = occurrences.get(same) ?? 0;
    occurrences.set(same, nth + 1);
    return `${hash(same)}:${nth}`;
  };
  const value = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'dockerfile-split',
            semanticVersion: /^\d/.test(VERSION) ? VERSION : undefined,
            rules: rules.map((rule) => ({
              id: rule.id,
              name: rule.title,
              shortDescription: { text: rule.summary },
              helpUri: `pkg:npm/dockerfile-split#docs/rules/${rule.id}.md`,
              help: { text: rule.summary, markdown: rulePage(rule.id) },
              defaultConfiguration: { level: LEVEL[rule.severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleId: finding.rule.id,
          ruleIndex: rules.indexOf(finding.rule),
          level: LEVEL[finding.severity],
          message: { text: words(finding.message) },
          locations: [place(finding.at.file, finding.at.span)],
          relatedLocations: finding.related.map(({ at, message }, id) => ({
            id,
            ...place(at.file, at.span),
            message: { text: words(message) },
          })),
          partialFingerprints: { 'finding/v1': fingerprint(finding) },
          fixes: finding.fixes().flatMap((fix) => fixOf(fix, artifact, region)),
        })),
      },
    ],
  };
  return json(value);
}

/** A message in which no text of the workspace makes a link: `[words](target)` is one in SARIF. */
const words = (text: string): string => plain(text).replace(/\[(?=[^[\]]*\]\()/g, '\\[');

/** A fix as replacements of text; one that deletes a file, or that is planned when it is chosen, has no form here. */
function fixOf(
  fix: Fix,
  artifact: (file: string) => object,
  region: (file: string, span: Span) => object,
): readonly object[] {
  if (fix.kind !== 'changes' || fix.changes.some((change) => change.kind === 'delete')) return [];
  const artifactChanges = fix.changes.map((change) => ({
    artifactLocation: artifact(change.file),
    replacements:
      change.kind === 'edit'
        ? change.edits.map(({ span, text }) => ({
            deletedRegion: region(change.file, span),
            insertedContent: { text },
          }))
        : change.kind === 'create'
          ? [{ deletedRegion: { charOffset: 0, charLength: 0 }, insertedContent: { text: change.text } }]
          : [],
  }));
  return [{ description: { text: words(fix.title) }, artifactChanges }];
}
