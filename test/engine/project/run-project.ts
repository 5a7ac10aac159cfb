import { setTimeout } from 'node:timers/promises';
import type { Engine } from '../engine.ts';

/** What is to be seen of a service that was started: from outside, and from inside by what its program says of itself. */
export interface ServiceFacts {
  readonly state: string;
  /** What the health check found; null where there is none. */
  readonly health: string | null;
  /** Of the container's first process. */
  readonly words: readonly string[];
  readonly user: string;
  readonly workdir: string;
  readonly stopSignal: string | null;
  /** Every process, with its user. */
  readonly processes: readonly string[];
  /** The first line of what the program printed, which is JSON where the program says something of itself. */
  readonly said: Readonly<Record<string, unknown>> | string;
  /** What its published ports answer. */
  readonly answers: readonly string[];
}

/**
 * Builds and starts the services of a folder, says what is to be seen of each, and takes all of it away again. Throws when
 * Compose refuses the project or an image does not build.
 */
export async function runProject(engine: Engine, folder: string): Promise<ReadonlyMap<string, ServiceFacts>> {
  const compose = (...args: string[]): string => engine.in(folder, 'compose', '--progress=plain', ...args);
  try {
    compose('config', '--quiet');
    compose('build');
    // A service that does not start is a fact of it, and no reason to say nothing of the others.
    engine.run(['compose', 'up', '--no-build', '--detach'], folder);
    const out = new Map<string, ServiceFacts>();
    for (const id of compose('ps', '--all', '--quiet').split('\n').sort()) {
      const container = await settled(engine, id);
      out.set(container.Config.Labels['com.docker.compose.service'], await factsOf(engine, container));
    }
    return out;
  } finally {
    // Images stay for as long as the engine does: Compose removes them side by side, and fails when two names are one image.
    compose('down', '--volumes', '--timeout', '0');
  }
}

/** Waits until the program has said something or ended, and its health is known. */
async function settled(engine: Engine, id: string): Promise<any> {
  for (let tries = 0; tries < 150; tries++) {
    const container = engine.inspect(id);
    const { Status: status, Health: health, Error: problem } = container.State;
    // One with a health check has done its work when that is known; one without may have nothing to say.
    const spoke = status === 'exited' || health || tries >= QUIET || engine.docker('logs', id) !== '';
    if (status === 'created' ? problem !== '' : spoke && health?.Status !== 'starting') return container;
    await setTimeout(200);
  }
  throw new Error(`${id} neither says anything nor ends`);
}

/** How many looks a program that runs may be silent for. */
const QUIET = 40;

async function factsOf(
  engine: Engine,
  { Id, Path, Args, State, Config, NetworkSettings }: any,
): Promise<ServiceFacts> {
  const running = State.Status === 'running';
  const [first = ''] = engine.docker('logs', Id).split('\n');
  // What did not start says why where complaints go.
  const complaint = running || first !== '' ? '' : (engine.run(['logs', Id]).stderr.split('\n')[0] ?? '');
  const answers: string[] = [];
  for (const bindings of Object.values<any>(running ? NetworkSettings.Ports : {}))
    for (const { HostIp, HostPort } of bindings ?? [])
      answers.push(await (await fetch(`http://${HostIp}:${HostPort}/`)).text());
  return {
    state: running ? 'running' : `${State.Status} with ${State.ExitCode} ${State.Error}`.trimEnd(),
    health: State.Health?.Status ?? null,
    words: [Path, ...Args],
    user: Config.User,
    workdir: Config.WorkingDir,
    stopSignal: Config.StopSignal ?? null,
    processes: running ? processesOf(engine.docker('top', Id, '-eo', 'pid,uid,args')) : [],
    said: first.startsWith('{') ? JSON.parse(first) : first || complaint,
    answers,
  };
}

/** The user and the words of each process; Docker wants the number in the list, which is another each time. */
const processesOf = (list: string): string[] =>
  list
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replace(/^\d+\s+(\d+)\s+/, '$1 '));
