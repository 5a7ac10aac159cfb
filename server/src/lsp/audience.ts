import type { Audience } from '../session/publisher.ts';
import { lspDiagnostic } from './diagnostics.ts';
import type { LspSession } from './lsp-session.ts';
import { refreshLenses } from './requests/code-lens.ts';
import { refreshHints } from './requests/inlay-hint.ts';
import { publishStatus } from './status.ts';

/** Tells the client what was found: textDocument/publishDiagnostics, and the lenses and the status where they are wanted. */
export const audienceOf = (session: LspSession): Audience => ({
  diagnostics: (uri, version, diagnostics) =>
    void session.connection.sendDiagnostics({
      uri,
      ...(session.client.diagnosticVersions && version !== null ? { version } : {}),
      diagnostics: diagnostics.map((each) => lspDiagnostic(session, each)),
    }),
  status: (scanning, packages) => {
    publishStatus(session, scanning, packages);
    if (scanning) return;
    refreshLenses(session);
    refreshHints(session);
  },
  failed: (what, error) => session.log(what, error),
});
