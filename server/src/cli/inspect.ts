import { said } from '../rules/analyse.ts';
import { planSplit } from '../split/plan-split.ts';
import { buildWorld } from '../world/build-world.ts';
import { wholeFolder } from '../world/settings.ts';
import { type ExitStatus, readArguments, type Terminal } from './command-line.ts';
import { splitFacts } from './format/json-split.ts';
import { inspection } from './format/inspection.ts';
import { mermaidInspect } from './format/mermaid.ts';
import { prettyInspect } from './format/pretty-inspect.ts';
import { Locate } from './locate.ts';
import { COMPOSE_FILES, open } from './open.ts';

/** `inspect [PATH]`: what the engine believes. */
export function inspect(argv: readonly string[], terminal: Terminal): ExitStatus {
  const args = readArguments(argv, { ...COMPOSE_FILES, format: { type: 'string' } }, { max: 1 });
  const format = args.oneOf('format', ['pretty', 'json', 'mermaid']);
  const { snapshot, settings, close } = open(args, args.positionals[0], terminal);
  const world = buildWorld(snapshot, settings);
  const value = inspection(world);
  if (format === 'mermaid') {
    terminal.out(mermaidInspect(value));
    close();
    return 0;
  }
  const request = { dockerfile: null, programs: [], into: 'files', keep: false } as const;
  const plan = planSplit(snapshot, settings, request, said);
  const locate = new Locate(buildWorld(snapshot, wholeFolder(settings)));
  terminal.out(
    format === 'json'
      ? `${JSON.stringify({ ...value, split: splitFacts(plan, locate) }, null, 2)}\n`
      : prettyInspect(value, plan, locate, terminal),
  );
  close();
  return 0;
}
