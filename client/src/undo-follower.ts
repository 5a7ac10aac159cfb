import {
  type Disposable,
  type LogOutputChannel,
  type TextDocument,
  type TextDocumentChangeEvent,
  TextDocumentChangeReason,
  Uri,
  window,
  workspace,
} from 'vscode';
import { textHash } from '../../protocol/src/text-hash.ts';
import { bringBack } from './bring-back.ts';
import type { ClientChange, ClientDeletion } from './client-change.ts';
import { readText } from './read-text.ts';

/**
 * Makes the undo of a split whole. VS Code takes files back on the disk, and texts only in the editor: the Compose file
 * would stay on the disk as the split had saved it, with Dockerfiles that are gone. So what an undo or redo of a split
 * leaves is saved, and a file that was deleted after the split, in an edit of its own, is brought back.
 */
export class UndoFollower implements Disposable {
  readonly #log: LogOutputChannel;
  readonly #listening: Disposable;
  readonly #followed = new Map<string, Followed>();

  constructor(log: LogOutputChannel) {
    this.#log = log;
    this.#listening = workspace.onDidChangeTextDocument((event) => this.#changed(event));
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** Takes note of changes that were just made and saved. */
  async applied(changes: readonly ClientChange[]): Promise<void> {
    for (const change of changes) {
      if (change.kind !== 'edit') continue;
      const now = await readText(Uri.parse(change.uri));
      if (now === null) continue;
      const before = textHash(change.before);
      const { saved = [], deleted = [] } = this.#followed.get(change.uri) ?? {};
      // Finishing a split goes on from a text that the split had saved.
      const known = saved.slice(0, Math.max(0, saved.lastIndexOf(before)));
      const states = [...known, before, textHash(now)];
      this.#followed.set(change.uri, { saved: states, at: states.length - 1, deleted });
    }
  }

  /** Takes note of files that were deleted because of changes that had been made before. */
  deleted(deleted: readonly ClientDeletion[], changes: readonly ClientChange[]): void {
    for (const { kind, uri } of changes) {
      const followed = this.#followed.get(uri);
      if (kind === 'edit' && followed)
        this.#followed.set(uri, { ...followed, deleted: [...followed.deleted, ...deleted] });
    }
  }

  #changed({ document, reason, contentChanges }: TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    const followed = this.#followed.get(uri);
    if (!followed || contentChanges.length === 0) return;
    const steps = reason === TextDocumentChangeReason.Undo || reason === TextDocumentChangeReason.Redo;
    const to = steps ? followed.saved.indexOf(textHash(document.getText())) : -1;
    const from = followed.at;
    this.#followed.set(uri, { ...followed, at: to });
    // Whoever edits on and takes that back has not touched the split.
    if (from < 0 || to < 0 || from === to) return;
    const undone = to < from;
    this.#settle(document, undone ? followed.deleted : []).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      this.#log.error(`following an undo failed: ${message}`);
      void window.showWarningMessage(message);
    });
    if (undone) this.#followed.set(uri, { ...followed, at: to, deleted: [] });
  }

  async #settle(document: TextDocument, deleted: readonly ClientDeletion[]): Promise<void> {
    const name = workspace.asRelativePath(document.uri);
    const back = await bringBack(deleted);
    if (back.length > 0) {
      const message = `${back.join(', ')} ${back.length === 1 ? 'is' : 'are'} back, since the split was undone.`;
      this.#log.info(message);
      void window.showInformationMessage(message);
    }
    if (document.isDirty && !(await document.save())) throw new Error(`${name} could not be saved.`);
  }
}

/** A text file that a split edited. */
interface Followed {
  /** Hashes of the texts that it had on the disk: before the split, after it, and after each time it was finished. */
  readonly saved: readonly string[];
  /** Which of these the editor shows; -1 when it shows another one. */
  readonly at: number;
  /** What was deleted later, because nothing used it after the split. */
  readonly deleted: readonly ClientDeletion[];
}
