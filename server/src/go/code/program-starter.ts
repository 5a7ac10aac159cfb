/** How many arguments stand before the program's name in a call that starts one; null for a function that starts none. */
export const programStarter = (path: string, name: string): number | null =>
  STARTS.get(path)?.get(name) ?? null;

/** Whether a package has functions that start programs. */
export const hasStarters = (path: string): boolean => STARTS.has(path);

const STARTS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  ['os/exec', new Map([...['Command', 'LookPath'].map((name) => [name, 0] as const), ['CommandContext', 1]])],
  ['os', new Map([['StartProcess', 0]])],
  ['syscall', new Map(['Exec', 'ForkExec', 'StartProcess'].map((name) => [name, 0]))],
  ['golang.org/x/sys/unix', new Map([['Exec', 0]])],
  [
    'golang.org/x/sys/execabs',
    new Map([
      ['Command', 0],
      ['CommandContext', 1],
      ['LookPath', 0],
    ]),
  ],
  [
    'github.com/go-cmd/cmd',
    new Map([
      ['NewCmd', 0],
      ['NewCmdOptions', 1],
    ]),
  ],
  ['github.com/bitfield/script', new Map([['Exec', 0]])],
]);
