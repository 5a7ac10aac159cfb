import { relative } from '../../text/path.ts';
import { swallowedCommand } from '../start/swallowed-command.ts';
import type { RunProgram, Runs } from '../start/what-runs.ts';
import type { Image, Program, Service, World } from '../world.ts';
import { codeStarts } from './code-starts.ts';
import { givenTexts, namesPath } from './given-texts.ts';
import { healthPrograms } from './health-programs.ts';
import { hookRuns } from './hook-programs.ts';
import { type StartedByHand, startedByHand } from './started-by-hand.ts';

/** One program, and the services that run it from an image. */
export interface ProgramGroup {
  readonly program: Program;
  /** Programs that its entry, its hooks, its health check, its code or somebody's command starts besides. */
  readonly also: readonly Program[];
  /** A clause for each of them that says who starts it. */
  readonly because: ReadonlyMap<Program, string>;
  /** Why it may start others of the image too; null when these are all. */
  readonly unclear: string | null;
  readonly services: readonly [Service, ...Service[]];
}

/** The programs that services run from an image, in order of name, each with those that it, or somebody's command, starts. */
export function groupsIn(world: World, image: Image): ProgramGroup[] {
  const started = startedByHand(world, image);
  return servicesByProgram(image).map(([program, services]) =>
    groupOf(world, image, program, services, started),
  );
}

/** One program of an image with those that it starts as some services run it. */
export function groupOf(
  world: World,
  image: Image,
  program: Program,
  services: readonly [Service, ...Service[]],
  /** What lines of the repository start in containers of the image. */
  started: readonly StartedByHand[] = [],
): ProgramGroup {
  const also = new AlsoStarted(image, program);
  for (const service of services) also.addService(service);
  for (const each of started) if (services.includes(each.service)) also.addByHand(each, world.settings.path);
  also.addDaemons(world, services);
  also.addCode(world, services);
  return { program, services, ...also.result() };
}

/** The programs that a service starts besides the one that it runs, in order of name. */
export function alsoStarted(world: World, service: Service): readonly Program[] {
  const { image, program } = service;
  return image && program ? groupOf(world, image, program, [service]).also : [];
}

/** The programs that services run from an image, and who runs them, in order of name. */
export function servicesByProgram(image: Image): (readonly [Program, readonly [Service, ...Service[]]])[] {
  const groups = new Map<string, [Program, [Service, ...Service[]]]>();
  for (const service of image.usedBy) {
    const { runs, program } = service;
    if (runs.kind !== 'program' || !program || swallowedCommand(service)) continue;
    const known = groups.get(program.dir);
    if (known) known[1].push(service);
    else groups.set(program.dir, [program, [service]]);
  }
  return [...groups.values()].sort(([a], [b]) => (a.dir < b.dir ? -1 : 1));
}

/** Programs that start others by what their files say. */
const DAEMONS = new Set(
  'cron crond supercronic fcron atd incrond supervisord s6-svscan runsvdir runit monit circusd inetd xinetd goreman forego hivemind overmind honcho foreman pm2 nginx-unit unitd'.split(
    ' ',
  ),
);

/** Gathers what one program of an image starts, and what that starts in turn. */
class AlsoStarted {
  readonly #image: Image;
  readonly #program: Program;
  readonly #found = new Map<string, { readonly program: Program; readonly why: string }>();
  #unclear: string | null = null;

  constructor(image: Image, program: Program) {
    this.#image = image;
    this.#program = program;
  }

  addService(service: Service): void {
    const { runs, model } = service;
    const name = `service ${model.name.value}`;
    if (runs.kind === 'program') {
      for (const each of runs.also) this.#addRun(each, `the entry of ${name} starts it`);
      if (runs.unclear !== null)
        this.#unclear ??= `what the entry of ${name} starts besides is not known: ${runs.unclear}`;
    }
    for (const { what, runs: hook } of hookRuns(this.#image, service)) this.#addHook(what, hook);
    for (const each of healthPrograms(this.#image, service))
      this.#add(each, `the health check of ${name} starts it`);
  }

  /** A daemon that the entry starts besides starts what its files name: a crontab, the programs of a supervisor. */
  addDaemons(world: World, services: readonly [Service, ...Service[]]): void {
    const daemon = services
      .flatMap(({ runs }) => (runs.kind === 'program' ? runs.besides : []))
      .find((name) => DAEMONS.has(name));
    if (daemon === undefined) return;
    const files = givenTexts(world, this.#image, this.#program, services).filter(
      ({ kind }) => kind === 'file',
    );
    for (const { program, path } of this.#image.holds) {
      const file = files.find(({ text }) => namesPath(text, path));
      if (file) this.#add(program, `${file.what} names it, and the entry starts ${daemon}`);
    }
  }

  addByHand({ program, service, file, line }: StartedByHand, path: string): void {
    const name = program.package.binaryName;
    this.#add(
      program,
      `${relative(path, file)}:${line} starts it in the container of ${service.model.name.value}; it can go when that line uses a service that runs ${name}`,
    );
  }

  /** The code of the program, and of all that it starts. */
  addCode(world: World, services: readonly Service[]): void {
    const seen = new Set<string>();
    for (let open = [this.#program]; open.length > 0; ) {
      for (const each of open) {
        seen.add(each.dir);
        const { programs, unclear } = codeStarts(world, this.#image, each, services);
        for (const [program, why] of programs) this.#add(program, why);
        this.#unclear ??= unclear;
      }
      open = [...this.#found.values()].map(({ program }) => program).filter(({ dir }) => !seen.has(dir));
    }
  }

  result(): Pick<ProgramGroup, 'also' | 'because' | 'unclear'> {
    const found = [...this.#found.values()].sort((a, b) => (a.program.dir < b.program.dir ? -1 : 1));
    const own = new Set([this.#program, ...found.map(({ program }) => program)].map(({ dir }) => dir));
    return {
      also: found.map(({ program }) => program),
      because: new Map(found.map(({ program, why }) => [program, why])),
      unclear: this.#image.holds.every(({ program }) => own.has(program.dir)) ? null : this.#unclear,
    };
  }

  #addHook(what: string, runs: Runs): void {
    if (runs.kind === 'unknown') this.#unclear ??= `what ${what} starts is not known: ${runs.reason}`;
    if (runs.kind !== 'program') return;
    for (const each of [runs.program, ...runs.also]) this.#addRun(each, `${what} starts it`);
    if (runs.unclear !== null) this.#unclear ??= `what ${what} starts is not known: ${runs.unclear}`;
  }

  #addRun(run: RunProgram, why: string): void {
    const program = this.#image.programs.find((each) => each.package.dir === run.package.dir);
    if (program) this.#add(program, why);
  }

  #add(program: Program, why: string): void {
    if (program.dir !== this.#program.dir && !this.#found.has(program.dir))
      this.#found.set(program.dir, { program, why });
  }
}
