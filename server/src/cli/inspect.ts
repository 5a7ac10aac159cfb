import { said } from '../rules/analyse.ts';
import { planSplit } from '../split/plan-split.ts';
import { buildWorld } from '../world/build-world.ts';
import { wholeFolder } from '../world/settings.ts';
import type { Command } from './command.ts';
import type { Arguments, ExitStatus, Terminal } from './command-line.ts';
import { splitFacts } from './format/json-split.ts';
import { inspection } from './format/inspection.ts';
import { json } from '../text/plain.ts';
import { mermaidInspect } from './format/mermaid.ts';
import { prettyInspect } from './format/pretty-inspect.ts';
import { Locate } from '../print/locate.ts';
import { COMPOSE_FILES, open, tellUnreadable } from './open.ts';

/** `inspect [PATH]`: what the engine believes. */
export const inspect: Command = {
  name: 'inspect',
  operands: '[PATH]',
  max: 1,
  summary: 'what is believed: services, images, programs, cgo grades, chains',
  options: {
    format: { value: 'pretty|json|mermaid', says: 'how it is printed (default: pretty)' },
    ...COMPOSE_FILES,
  },
  run,
};

function run(args: Arguments, terminal: Terminal): ExitStatus {
  const format = args.oneOf('format', ['pretty', 'json', 'mermaid']);
  const { snapshot, settings, close } = open(args, args.positionals[0], terminal);
  const world = buildWorld(snapshot, settings);
  const value = inspection(world);
  if (format === 'mermaid') {
    terminal.out(mermaidInspect(value));
    close();
    return tellUnreadable(snapshot, settings, terminal) ? 2 : 0;
  }
  const request = { dockerfile: null, programs: [], into: 'files', keep: false } as const;
  const plan = planSplit(snapshot, settings, request, said);
  const locate = new Locate(buildWorld(snapshot, wholeFolder(settings)));
  terminal.out(
    format === 'json'
      ? json({ ...value, split: splitFacts(plan, locate) })
      : prettyInspect(value, plan, locate, terminal),
  );
  close();
  return tellUnreadable(snapshot, settings, terminal) ? 2 : 0;
}
