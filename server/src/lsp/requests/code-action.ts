import type { CodeAction, CodeActionParams } from 'vscode-languageserver/node';
import { codeActions, type EditorAction } from '../../editor/code-actions.ts';
import { diagnosticOf } from '../../editor/diagnostics.ts';
import { indexOf } from '../../editor/index-of.ts';
import { failed } from '../answer.ts';
import { lookAgain, stillHolds } from '../../session/check-changes.ts';
import { lspDiagnostic } from '../diagnostics.ts';
import type { Folder } from '../../session/folder.ts';
import { SPLIT_COMMAND } from '../../../../protocol/src/protocol.ts';
import type { LspSession } from '../lsp-session.ts';
import { splitNow } from '../../session/split-now.ts';
import { pathOf } from '../uri.ts';
import { cannotApply, workspaceEdit } from '../workspace-edit.ts';

/** textDocument/codeAction: quick fixes, the split, and on demand all safe fixes of a file. */
export function codeAction(
  session: LspSession,
  { textDocument, range, context }: CodeActionParams,
): CodeAction[] {
  const file = pathOf(textDocument.uri);
  const folder = file === null ? null : session.folderOf(file);
  if (file === null || !folder || !session.client.codeActions) return [];
  const index = indexOf(folder.snapshot, file);
  if (!index) return [];
  const span = { start: index.offset(range.start), end: index.offset(range.end) };
  const actions = codeActions(folder.snapshot, folder.analyse(), { file, span, only: context.only ?? null });
  lookAgain(
    session,
    folder,
    actions.flatMap((action) => ('changes' in action ? action.changes.map((change) => change.file) : [])),
  );
  return actions.flatMap((action) =>
    'split' in action ? splitAction(session, folder, action) : changesAction(session, folder, action),
  );
}

/** codeAction/resolve: the edit of a split, planned now that it was chosen. */
export function resolveCodeAction(session: LspSession, action: CodeAction): CodeAction {
  const dockerfile: unknown = (action.data as { dockerfile?: unknown } | undefined)?.dockerfile;
  const folder = typeof dockerfile === 'string' ? session.folderOf(dockerfile) : null;
  if (typeof dockerfile !== 'string' || !folder) return action;
  const { data: _, ...rest } = action;
  const planned = plannedEdit(session, folder, dockerfile);
  if ('reason' in planned) throw failed(planned.reason);
  return { ...rest, ...planned };
}

function changesAction(
  session: LspSession,
  folder: Folder,
  action: Extract<EditorAction, { changes: unknown }>,
): CodeAction[] {
  if (!stillHolds(folder, action.changes)) return [];
  const base = baseOf(session, folder, action);
  const reason = cannotApply(session.client, action.changes);
  if (reason !== null) return disabled(session, base, reason);
  return [
    {
      ...base,
      ...(action.safe && action.kind === 'quickfix' ? { isPreferred: true } : {}),
      edit: workspaceEdit(session, folder, action.changes),
    },
  ];
}

function splitAction(
  session: LspSession,
  folder: Folder,
  action: Extract<EditorAction, { split: unknown }>,
): CodeAction[] {
  const base = baseOf(session, folder, action);
  const { dockerfile } = action.split;
  const { client } = session;
  if (client.splitCommand)
    return [
      {
        ...base,
        command: { title: action.title, command: SPLIT_COMMAND, arguments: [session.uriOf(dockerfile)] },
      },
    ];
  if (!client.createFiles)
    return disabled(
      session,
      base,
      'this editor cannot create files for a language server: run `dockerfile-split split --write`',
    );
  if (client.lateEdits) return [{ ...base, data: { dockerfile } }];
  const planned = plannedEdit(session, folder, dockerfile);
  return 'reason' in planned ? disabled(session, base, planned.reason) : [{ ...base, ...planned }];
}

/** The split for a client that has no command of ours. One that cannot delete files keeps the monolith. */
function plannedEdit(
  session: LspSession,
  folder: Folder,
  dockerfile: string,
): Pick<CodeAction, 'edit'> | { readonly reason: string } {
  const keep = folder.options.keepMonolith || !session.client.deleteFiles;
  const plan = splitNow(session, folder, { dockerfile, programs: [], into: 'files', keep });
  const reason =
    plan.changes.length === 0
      ? plan.refused.map((each) => `${each.subject}: ${each.reason}`).join('; ') ||
        'there is nothing to split'
      : cannotApply(session.client, plan.changes);
  return reason === null ? { edit: workspaceEdit(session, folder, plan.changes) } : { reason };
}

function baseOf(session: LspSession, folder: Folder, { title, kind, findings }: EditorAction): CodeAction {
  return {
    title,
    kind,
    diagnostics: findings.map((finding) => lspDiagnostic(session, diagnosticOf(folder.snapshot, finding))),
  };
}

/** A disabled action tells why it is not there; where a client cannot show one, there is none. */
const disabled = (session: LspSession, action: CodeAction, reason: string): CodeAction[] =>
  session.client.disabledActions ? [{ ...action, disabled: { reason } }] : [];
