import type { Instruction } from '../../dockerfile/ast.ts';
import type { Execution, GoBuild, GoPackage, PlacedProgram, StageTrace } from '../../image/model.ts';
import { resolve } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Image } from '../../world/world.ts';
import { programUses } from './program-uses.ts';
import type { ProgramPlaces, Tool } from './program-places.ts';
import { RunnerTexts } from './runner-texts.ts';
import { type CommandSlice, mainsOf } from './slice-commands.ts';

/** The programs that a slice drops although something that stays needs them, each with what needs it. */
export function neededTools(
  image: Image,
  places: ProgramPlaces,
  commands: readonly CommandSlice[],
  gone: ReadonlySet<Instruction>,
  embeds: (build: GoBuild, path: string) => boolean,
): readonly Tool[] {
  const texts = new RunnerTexts(image.context);
  return commands.flatMap(({ stage, staying, stuck, words }) => {
    const { index } = stage.stage;
    const dropped = places.dropped(index);
    const tool =
      (at: Span, reason: string) =>
      (program: GoPackage): Tool => ({ program, stage: index, at, reason });
    const starts = new Set(words.map(({ start }) => start));
    const out: Tool[] = [];
    for (const execution of staying) {
      if (gone.has(execution.instruction)) continue;
      const { command, effect } = execution;
      const paths = stage.steps[execution.order]?.paths ?? [];
      const named = programUses(execution, paths, dropped, ({ span }) => starts.has(span.start)).filter(
        (place) => !isOfPattern(execution, place),
      );
      for (const { package: program, mountedFrom } of named)
        out.push({ ...tool(command, 'a command that stays names it')(program), stage: mountedFrom ?? index });
      if (effect.kind === 'go-build') {
        const going = mainsOf(effect.build).filter((main) => !places.stays(index, main.dir));
        if (stuck.has(execution)) out.push(...going.map(tool(command, 'its build cannot be taken out')));
        const inside = dropped.filter(
          ({ order, path }) => order <= execution.order && embeds(effect.build, path),
        );
        out.push(...packagesOf(inside).map(tool(command, 'a program that stays embeds it')));
      } else if (runsWhatIsWritten(stage, execution)) {
        const there = dropped.filter(
          (place) => place.order <= execution.order && texts.mayRun(place.path, execution),
        );
        out.push(...packagesOf(there).map(tool(command, 'what this command runs may use it')));
      }
    }
    return [...out, ...mounted(image, places, stage, gone)];
  });
}

const packagesOf = (places: readonly PlacedProgram[]): GoPackage[] => [
  ...new Map(places.map(({ package: main }) => [main.dir, main])).values(),
];

/** In a loop over a pattern of files no file is named: it runs for those that there are. */
const isOfPattern = ({ round, workdir }: Execution, { path }: PlacedProgram): boolean =>
  round !== null &&
  round.word.parts.some((part) => part.kind === 'glob') &&
  resolve(workdir ?? '/', round.value) === path;

/** Whether a command runs what files of the context say: `go generate`, tests, task runners, other languages. */
function runsWhatIsWritten(stage: StageTrace, { order, effect }: Execution): boolean {
  if (effect.kind === 'go-other') return effect.verb !== 'install' && effect.verb !== 'vet';
  return stage.steps[order]?.understood === false;
}

/** Programs that a RUN which stays mounts from other stages. */
function mounted(
  { trace }: Image,
  places: ProgramPlaces,
  { stage }: StageTrace,
  gone: ReadonlySet<Instruction>,
): Tool[] {
  return stage.instructions
    .filter((instruction) => instruction.keyword === 'RUN' && !gone.has(instruction))
    .flatMap((instruction) =>
      instruction.flags.flatMap(({ name, argument }) => {
        const options = new Map(
          (argument?.value ?? '').split(',').map((part): [string, string] => {
            const [key = '', value = ''] = part.split('=', 2);
            return [key, value];
          }),
        );
        const from = options.get('from')?.toLowerCase();
        const source = options.get('source') ?? options.get('src');
        const other = trace.stages.findLast(
          (each) =>
            each.stage.index < stage.index &&
            (each.stage.name?.value.toLowerCase() === from || String(each.stage.index) === from),
        );
        if (name !== 'mount' || !other || source === undefined) return [];
        const path = resolve('/', source);
        const { index } = other.stage;
        if (!places.holdsDroppedOnly(index, path)) return [];
        return packagesOf(
          places.placed(index).filter((each) => each.path === path || each.path.startsWith(`${path}/`)),
        ).map((program) => ({
          program,
          stage: index,
          at: instruction,
          reason: 'a RUN that stays mounts it',
        }));
      }),
    );
}
