import { spawnSync } from 'node:child_process';

/** Runs a command, whose output goes to the error stream; throws when it fails. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): void {
  const { status, error } = spawnSync(command, args, {
    ...options,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
}
