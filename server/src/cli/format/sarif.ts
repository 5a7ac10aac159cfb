import { rules } from '../../rules/all-rules.ts';
import type { Analysis, RuleFinding } from '../../rules/analyse.ts';
import { Locate } from '../locate.ts';
import { json, plain } from './plain.ts';
import { VERSION } from '../version.ts';

const LEVEL = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, for code scanning. */
export function sarifCheck({ world }: Analysis, findings: readonly RuleFinding[]): string {
  const locate = new Locate(world);
  const place = (file: string, span: { start: number; end: number }) => {
    const { start, end } = locate.range(file, span);
    return {
      physicalLocation: {
        artifactLocation: {
          uri: locate.path(file).split('/').map(encodeURIComponent).join('/'),
          uriBaseId: 'SRCROOT',
        },
        region: {
          startLine: start.line,
          startColumn: start.column,
          endLine: end.line,
          endColumn: end.column,
        },
      },
    };
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
        })),
      },
    ],
  };
  return json(value);
}

/** A message in which no text of the workspace makes a link: `[words](target)` is one in SARIF. */
const words = (text: string): string => plain(text).replace(/\[(?=[^[\]]*\]\()/g, '\\[');
