import { commands, type ExtensionContext, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { METHODS, SHOW_CHAIN_COMMAND, SPLIT_COMMAND } from '../../protocol/src/protocol.ts';
import { createClient } from './create-client.ts';
import { MeasureTask } from './measure-task.ts';
import { SplitSummary } from './split-summary.ts';
import { splitCommand } from './split-command.ts';
import { showChain } from './show-chain.ts';
import { showStatus } from './status.ts';
import { UndoFollower } from './undo-follower.ts';

let client: LanguageClient | undefined;

/** Starts the server and offers the commands. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Dockerfile Split', { log: true });
  const running = createClient(context, log);
  client = running;
  const undo = new UndoFollower(log);
  const measuring = new MeasureTask(context);
  const summary = new SplitSummary();
  context.subscriptions.push(
    log,
    undo,
    measuring,
    summary,
    showStatus(running),
    commands.registerCommand(SPLIT_COMMAND, (dockerfile?: unknown) =>
      splitCommand({ client: running, log, undo, measuring, summary }, dockerfile),
    ),
    commands.registerCommand(SHOW_CHAIN_COMMAND, showChain),
    commands.registerCommand('dockerfileSplit.restart', async () => {
      log.info('restarting the language server');
      await running.restart();
    }),
    commands.registerCommand('dockerfileSplit.refresh', () => running.sendNotification(METHODS.refresh)),
    commands.registerCommand('dockerfileSplit.showOutput', () => log.show()),
    // Nobody tells about files that are missing or lie outside of the workspace: look again when the person comes back.
    window.onDidChangeWindowState(({ focused }) => {
      if (focused && running.isRunning()) void running.sendNotification(METHODS.refresh);
    }),
  );
  try {
    await running.start();
  } catch (error) {
    // The commands stay, among them the one that tries again.
    log.error(`the language server did not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}
