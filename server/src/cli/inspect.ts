import { buildWorld } from '../workspace/build-world.ts';
import { type ExitStatus, readArguments, type Terminal } from './command-line.ts';
import { inspection } from './format/inspection.ts';
import { mermaidInspect } from './format/mermaid.ts';
import { prettyInspect } from './format/pretty-inspect.ts';
import { open } from './open.ts';

/** `inspect [PATH]`: what the engine believes. */
export function inspect(argv: readonly string[], terminal: Terminal): ExitStatus {
  const args = readArguments(argv, { format: { type: 'string' } }, { max: 1 });
  const format = args.oneOf('format', ['pretty', 'json', 'mermaid']);
  const { snapshot, settings } = open(args, args.positionals[0], terminal);
  const value = inspection(buildWorld(snapshot, settings));
  if (format === 'json') terminal.out(`${JSON.stringify(value, null, 2)}\n`);
  else terminal.out(format === 'mermaid' ? mermaidInspect(value) : prettyInspect(value, terminal));
  return 0;
}
