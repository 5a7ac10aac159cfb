import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  CancellationError,
  type CodeAction,
  commands,
  type Diagnostic,
  languages,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

const patienceMs = 30_000;

/** Asks again and again until the answer is neither null nor false. */
export async function until<T>(
  what: string,
  probe: () => T | null | false | Promise<T | null | false>,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await probe();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline)
      throw new Error(`waited ${patienceMs / 1000} s in vain: ${what}\n${problems()}`);
    await pause(100);
  }
}

export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** A file of the opened folder. */
export function uriOf(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uriOf(path));
  await window.showTextDocument(document);
  return document;
}

/** Every file of the opened folder as it is on disk, by its path with `/`. */
export function filesOnDisk(): Record<string, string> {
  const root = uriOf('').fsPath;
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/** The range of the first occurrence of a text. */
export function rangeOf(document: TextDocument, text: string): Range {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${document.uri.path} holds ${text}`);
  return new Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** Our findings in a file, by rule. */
export function findings(path: string, rule: string): Diagnostic[] {
  return languages.getDiagnostics(uriOf(path)).filter((each) => ruleOf(each) === rule);
}

export async function finding(path: string, rule: string): Promise<Diagnostic> {
  return until(`${rule} in ${path}`, () => findings(path, rule)[0] ?? null);
}

export async function noFinding(path: string, rule: string): Promise<void> {
  await until(`no ${rule} in ${path}`, () => findings(path, rule).length === 0);
}

/** A code action by its title. VS Code answers with nothing, or cancels, while providers still register: ask again. */
export async function codeAction(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  let seen: string[] = [];
  return until(`the code action ${title}`, async () => {
    const actions = await codeActions(document, range);
    seen = actions.map((action) => action.title);
    return actions.find((action) => action.title === title) ?? null;
  }).catch((error: Error) => {
    throw new Error(`${error.message}\noffered: ${seen.join(', ') || 'nothing'}`);
  });
}

async function codeActions(document: TextDocument, range: Range): Promise<readonly CodeAction[]> {
  try {
    return await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
  } catch (error) {
    if (error instanceof CancellationError || (error instanceof Error && error.name === 'Canceled'))
      return [];
    throw error;
  }
}

/** Runs a command that opens the Refactor Preview, presses Apply there, and returns what the command answers. */
export async function applyPreviewOf(command: string, ...args: unknown[]): Promise<unknown> {
  const running = Promise.resolve(commands.executeCommand(command, ...args));
  const ended = running.then(
    () => true as const,
    () => true as const,
  );
  // The command that presses Apply does nothing while no preview is open.
  await until(`${command} has ended`, async () => {
    await commands.executeCommand('refactorPreview.apply');
    return Promise.race([ended, pause(100).then(() => false as const)]);
  });
  return running;
}

function ruleOf(diagnostic: Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

function problems(): string {
  const lines = languages
    .getDiagnostics()
    .flatMap(([uri, list]) =>
      list.map((each) => `  ${uri.path}:${each.range.start.line + 1} ${ruleOf(each)} ${each.message}`),
    );
  return ['problems:', ...lines].join('\n');
}
