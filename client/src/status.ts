import {
  commands,
  Disposable,
  type LanguageStatusItem,
  languages,
  LanguageStatusSeverity,
  Range,
  Uri,
  window,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { METHODS, type StatusParams } from '../../protocol/src/protocol.ts';
import { shown } from './shown.ts';

const COMMAND = 'dockerfileSplit.showUnknown';

/** Shows beside the language what could not be found out, and lists it on a click. */
export function showStatus(client: LanguageClient): Disposable {
  let unknown: StatusParams['unknown'] = [];
  const item = languages.createLanguageStatusItem('dockerfileSplit.status', [
    { language: 'dockerfile' },
    { language: 'dockercompose' },
    { language: 'yaml', pattern: '**/*compose*.{yml,yaml}' },
  ]);
  item.name = 'Dockerfile Split';
  item.text = 'Dockerfile Split';
  const listening = client.onNotification(METHODS.status, (status: StatusParams) => {
    unknown = status.unknown;
    update(item, status);
  });
  const listing = commands.registerCommand(COMMAND, async () => {
    const items = unknown.map(({ uri, range, subject, reason }) => ({
      label: subject,
      description: shown(uri),
      detail: reason,
      uri,
      range,
    }));
    const picked = await window.showQuickPick(items, {
      title: 'What could not be found out',
      matchOnDetail: true,
    });
    if (!picked) return;
    const { start, end } = picked.range;
    await window.showTextDocument(Uri.parse(picked.uri), {
      selection: new Range(start.line, start.character, end.line, end.character),
    });
  });
  return Disposable.from(item, listening, listing);
}

function update(item: LanguageStatusItem, { scanning, packages, findings, unknown }: StatusParams): void {
  item.busy = scanning;
  if (scanning) {
    item.text = 'Dockerfile Split: reading the workspace';
    item.detail = packages > 0 ? `${packages} Go packages` : '';
    return;
  }
  item.severity = unknown.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.text = `Dockerfile Split: ${findings} ${findings === 1 ? 'finding' : 'findings'}`;
  item.detail = unknown.length > 0 ? `${unknown.length} unknown` : 'nothing unknown';
  item.command = unknown.length > 0 ? { title: 'Show', command: COMMAND } : undefined;
}
