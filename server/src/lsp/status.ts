import { eachPlace } from '../editor/diagnostics.ts';
import { indexOf } from '../editor/index-of.ts';
import { METHODS, type StatusParams } from '../../../protocol/src/protocol.ts';
import type { LspSession } from './lsp-session.ts';

/** Tells the client what cannot be known, for its status; never as a squiggle. `packages` are the Go packages read so far. */
export function publishStatus(session: LspSession, scanning: boolean, packages = 0): void {
  if (!session.client.status) return;
  const unknown: StatusParams['unknown'][number][] = [];
  let findings = 0;
  if (!scanning) {
    for (const folder of session.folders) {
      if (!folder.options.enable) continue;
      const analysis = folder.analyse();
      // As many as the client shows.
      findings += analysis.findings.flatMap(eachPlace).length;
      for (const { file, span, subject, reason } of analysis.unknown) {
        const range = indexOf(folder.snapshot, file)?.range(span) ?? {
          start: { line: 0, character: 0 },
          end: { line: 0, character: 0 },
        };
        unknown.push({ uri: session.uriOf(file), range, subject, reason });
      }
    }
  }
  const params: StatusParams = { scanning, packages, findings, unknown };
  void session.connection.sendNotification(METHODS.status, params);
}
