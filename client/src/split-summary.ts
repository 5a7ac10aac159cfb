import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode';

const SCHEME = 'dockerfile-split';

/** Shows what a split did as a rendered page: the table that `dockerfile-split split --summary` prints. */
export class SplitSummary implements Disposable {
  readonly #pages = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #provider: Disposable;

  constructor() {
    this.#provider = workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#pages.get(uri.path) ?? null,
    });
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  /** `name` is the Dockerfile that was split, as it is shown. */
  async show(name: string, markdown: string): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/Split of ${name}.md` });
    this.#pages.set(uri.path, `# Split of ${name.replace(/[\\`*_<>[\]]/g, '\\$&')}\n\n${markdown}`);
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri);
  }
}
