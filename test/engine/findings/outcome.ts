import type { Engine } from '../engine.ts';
import { runProject } from '../project/run-project.ts';

/** How far a project comes, and what is said where it ends. */
export interface Outcome {
  readonly step: 'config' | 'build' | 'start' | 'runs';
  readonly text: string;
}

/** Does with a folder what `docker compose up --build` does, and says which step fails and with which words. */
export async function outcome(engine: Engine, folder: string): Promise<Outcome> {
  const config = engine.run(['compose', 'config', '--quiet'], folder);
  if (config.status !== 0) return { step: 'config', text: config.stderr };
  const build = engine.run(['compose', '--progress=plain', 'build'], folder);
  if (build.status !== 0) return { step: 'build', text: build.stdout + build.stderr };
  const services = await runProject(engine, folder);
  const lines = [...services].map(([name, { state, processes, said }]) =>
    state === 'running'
      ? `${name} runs ${processes.map((line) => line.replace(/^\d+ /, '')).join(', ')}`
      : `${name} is ${state}${typeof said === 'string' ? ` ${said}` : ''}`.trimEnd(),
  );
  const all = [...services.values()].every(({ state }) => state === 'running');
  return { step: all ? 'runs' : 'start', text: lines.sort().join('\n') };
}
