import { diagnosticOf } from '../../editor/diagnostics.ts';
import type { Severity } from '../../rules/rule.ts';
import type { VerifyParams, VerifyResult } from '../../../../protocol/src/protocol.ts';
import type { LspSession } from '../lsp-session.ts';
import { pathOf } from '../uri.ts';

/** dockerfileSplit/verify: analyses what really stands in these files now, whatever was planned. */
export function verifyRequest(
  session: LspSession,
  { uris }: VerifyParams,
  changed: () => void,
): VerifyResult {
  const paths = new Set(uris.flatMap((uri) => pathOf(uri) ?? []));
  // A document that the client has just deleted may still count as open for a moment.
  for (const folder of session.folders)
    folder.change([...paths].map((path) => ({ path, text: session.openDocument(path)?.text ?? null })));
  changed();
  const findings = session.folders.flatMap((folder) => {
    if (!folder.options.enable) return [];
    const { findings: all } = folder.analyse();
    return all
      .filter(({ at }) => paths.has(at.file))
      .map((finding) => ({ finding, range: diagnosticOf(folder.snapshot, finding).range }));
  });
  return {
    findings: findings
      .sort((a, b) => ORDER[a.finding.severity] - ORDER[b.finding.severity])
      .map(({ finding, range }) => ({
        uri: session.uriOf(finding.at.file),
        range,
        severity: finding.severity,
        rule: finding.rule.id,
        message: finding.message,
      })),
  };
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };
