import {
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver/node';
import type { Diagnostic } from '../editor/diagnostics.ts';
import type { Severity } from '../rules/rule.ts';
import type { LspSession } from './lsp-session.ts';

/** A diagnostic in LSP's words, as far as the client understands them. */
export function lspDiagnostic(
  session: LspSession,
  { range, severity, rule, message, related, unnecessary }: Diagnostic,
): LspDiagnostic {
  const { client, docs } = session;
  return {
    range,
    severity: SEVERITIES[severity],
    code: rule,
    ...(client.codeDescription && docs !== null ? { codeDescription: { href: `${docs}/${rule}.md` } } : {}),
    source: 'dockerfile-split',
    message,
    ...(unnecessary && client.unnecessaryTag ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(client.relatedInformation && related.length > 0
      ? {
          relatedInformation: related.map((each) => ({
            location: { uri: session.uriOf(each.file), range: each.range },
            message: each.message,
          })),
        }
      : {}),
  };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
