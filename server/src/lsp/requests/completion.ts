import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver/node';
import { completion as completionOf, keyAt } from '../../editor/compose/completion.ts';
import type { LspSession } from '../lsp-session.ts';
import { fileAt } from './file-at.ts';

/** textDocument/completion: the files that `dockerfile:` can name, and the stages of `target:`. */
export function completion(
  session: LspSession,
  { textDocument, position }: CompletionParams,
): CompletionItem[] {
  const at = fileAt(session, textDocument.uri);
  const state = at?.folder.snapshot.file(at.file);
  if (!at || state?.kind !== 'text') return [];
  const { text } = state.file;
  const offset = at.index.offset(position);
  if (!keyAt(text, offset)) return [];
  return completionOf(at.folder.analyse().world, at.file, text, offset).map((each, rank) => ({
    label: each.text,
    detail: each.detail,
    kind: CompletionItemKind.File,
    // An editor sorts by the label, which would lose what comes first here.
    sortText: String(rank).padStart(4, '0'),
    textEdit: { range: at.index.range(each.span), newText: each.text },
  }));
}
