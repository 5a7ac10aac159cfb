#!/usr/bin/env tsx
// Starts the engine, runs a command in which `docker` is that engine, and stops it whatever comes of the command.
//
//   npm run engine -- bash
//   npm run engine -- docker compose -f some/compose.yaml up
//
// Where there can be no engine the command runs without one: tests say then what is missing.
import { spawn } from 'node:child_process';
import { startEngine } from './daemons/start-engine.ts';
import { engineCache } from './install/engine-cache.ts';
import { whyNoEngine } from './why-no-engine.ts';

const [command = 'sh', ...args] = process.argv.slice(2);
// The command gets the signals of a terminal too, and ends; then the engine is stopped as after any other end.
let signal: NodeJS.Signals | null = null;
let forward: ((name: NodeJS.Signals) => void) | null = null;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    signal = name;
    forward?.(name);
  });

const missing = whyNoEngine();
const engine = missing === null ? await startEngine(engineCache()) : null;
try {
  const status = signal === null ? await runCommand({ ...process.env, ...engine?.env }) : 1;
  process.exitCode = status ?? 1;
} finally {
  await engine?.stop();
}

/** The status of the command; null when a signal ended it. */
function runCommand(env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    forward = (name) => child.kill(name);
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}
