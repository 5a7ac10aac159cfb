import {
  type Disposable,
  type ExtensionContext,
  ProcessExecution,
  Task,
  type TaskDefinition,
  TaskPanelKind,
  TaskRevealKind,
  tasks,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';
import type { ClientChange } from './client-change.ts';
import { COMMAND_LINE } from './command-line-path.ts';
import { Refused } from './refused.ts';

const TYPE = 'dockerfile-split';

/**
 * `dockerfile-split measure` as a task of VS Code: the person's own Docker builds the images before and after a split in
 * a copy, in a terminal where it can be watched and stopped. It builds what the workspace says, so only one that is
 * trusted has it.
 */
export class MeasureTask implements Disposable {
  readonly #context: ExtensionContext;
  readonly #provider: Disposable;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#provider = tasks.registerTaskProvider(TYPE, {
      provideTasks: () =>
        (this.isOffered ? (workspace.workspaceFolders ?? []) : []).map((folder) => this.#task(folder)),
      resolveTask: ({ definition, scope }) =>
        this.isOffered && definition['task'] === 'measure' && typeof scope === 'object'
          ? this.#task(scope, definition)
          : undefined,
    });
  }

  dispose(): void {
    this.#provider.dispose();
  }

  /** Whether anything of this workspace may be built. */
  get isOffered(): boolean {
    return workspace.isTrusted;
  }

  /** Measures a split that was made, from what its files held before. Returns as soon as the task runs. */
  async measure(changes: readonly ClientChange[]): Promise<void> {
    const [first] = changes;
    const folder = first && workspace.getWorkspaceFolder(Uri.parse(first.uri));
    if (!folder) throw new Refused('The split lies in no folder that is open: there is nothing to measure.');
    const before = Uri.joinPath(await this.#storage(), `before-split-${folder.index}.json`);
    const texts = changes.map((change) => [
      Uri.parse(change.uri).fsPath,
      change.kind === 'create' ? null : change.before,
    ]);
    await workspace.fs.writeFile(before, new TextEncoder().encode(JSON.stringify(Object.fromEntries(texts))));
    await tasks.executeTask(this.#task(folder, { type: TYPE, task: 'measure', before: before.fsPath }));
  }

  #task(folder: WorkspaceFolder, definition: TaskDefinition = { type: TYPE, task: 'measure' }): Task {
    const before: unknown = definition['before'];
    const task = new Task(
      definition,
      folder,
      'measure',
      TYPE,
      new ProcessExecution(
        process.execPath,
        [
          this.#context.asAbsolutePath(COMMAND_LINE),
          'measure',
          folder.uri.fsPath,
          ...(typeof before === 'string' ? ['--before', before] : []),
        ],
        // The extension host's program is VS Code itself, which is Node when it is told so.
        { cwd: folder.uri.fsPath, env: { ELECTRON_RUN_AS_NODE: '1' } },
      ),
      [],
    );
    task.detail = 'Builds the images before and after a split with Docker, in a copy, and compares them';
    task.presentationOptions = {
      echo: false,
      reveal: TaskRevealKind.Always,
      panel: TaskPanelKind.Dedicated,
      clear: true,
    };
    return task;
  }

  /** A folder for what this workspace needs for a while. */
  async #storage(): Promise<Uri> {
    const folder = this.#context.storageUri ?? this.#context.globalStorageUri;
    await workspace.fs.createDirectory(folder);
    return folder;
  }
}
