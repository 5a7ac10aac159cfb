import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * A process that is gone for certain when this one is: it and all that it starts live in a process namespace of their
 * own, which the kernel ends with the first of them, and its mounts are its own, so none is left to be undone.
 */
export class Daemon {
  readonly #name: string;
  readonly #log: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  /** Starts a command. What it says goes into a file of the folder. */
  constructor(
    folder: string,
    [command, ...args]: readonly [string, ...string[]],
    env: NodeJS.ProcessEnv = {},
  ) {
    this.#name = basename(command);
    this.#log = join(folder, `${this.#name}.log`);
    const log = openSync(this.#log, 'a');
    const alone = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', ...alone, command, ...args], {
      stdio: ['ignore', log, log],
      // Ctrl-C at a terminal is for the tests; what they started is stopped by them.
      detached: true,
      env: { ...process.env, ...env },
    });
    closeSync(log);
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', () => resolve());
      this.#child.once('exit', () => resolve());
    });
  }

  /** Waits until it answers; throws with its last words when it ends before, or takes more than two minutes. */
  async answers(isThere: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 1200; tries++) {
      if (await isThere()) return;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined)
        break;
      await setTimeout(100);
    }
    const said = readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    await this.stop();
    throw new Error(`${this.#name} does not answer:\n${said}`);
  }

  /** Ends it and everything that it started. What it leaves is in its folder alone, so there is nothing to say goodbye for. */
  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
