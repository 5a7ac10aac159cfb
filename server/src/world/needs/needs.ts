import type { GoEvidence } from '../../go/model.ts';
import { isInside, normalize, resolve } from '../../text/path.ts';
import { portsIn } from '../../text/ports-in.ts';
import { goEvidence, PLAIN } from '../go/go-facts.ts';
import type { Image, Program, Service, World } from '../world.ts';
import { givenTexts } from './given-texts.ts';
import { readsConfiguration } from './reads-configuration.ts';

/** What a program is known to use at run time, and who says so. */
export interface Needs {
  readonly program: Program;
  readonly services: readonly Service[];
  /** Container ports in order, each with its witness. */
  readonly ports: ReadonlyMap<number, string>;
  /** True when it listens, or may listen, on a port that could not be read. */
  readonly mayListen: boolean;
  /** Paths that it names or is given, each with its witness. */
  readonly paths: ReadonlyMap<string, string>;
  /** Whether it names a path, or something inside or above it; the witness, or null. */
  uses(path: string): string | null;
  /** Whether what is not named is surely not used: its code could all be read. */
  readonly complete: boolean;
}

/** Gathers the evidence for a program of an image: its services first, then the first-party code that it reaches. */
export function needsOf(world: World, image: Image, program: Program, services: readonly Service[]): Needs {
  const evidence = evidenceOf(world, image, program);
  const ports = new Map<number, string>();
  const claim = (port: number, witness: string): void => {
    if (!ports.has(port)) ports.set(port, witness);
  };
  const paths = new Map<string, string>();
  for (const { model } of services) {
    const name = `service ${model.name.value}`;
    for (const { target, protocol } of model.ports)
      if (target !== null && protocol === 'tcp') claim(target, `${name} publishes it`);
    for (const { value } of model.expose) if (/^\d+$/.test(value)) claim(Number(value), `${name} exposes it`);
    for (const port of portsIn(model.healthcheck?.value ?? []))
      claim(port, `the health check of ${name} asks it`);
    for (const { target } of model.volumes)
      if (target.startsWith('/')) paths.set(normalize(target), `${name} mounts it`);
    const folder = model.workingDir?.value;
    if (folder !== undefined)
      paths.set(resolve(image.trace.final?.workdir ?? '/', folder), `${name} works in it`);
    for (const word of [...(model.command?.value ?? []), ...(model.entrypoint?.value ?? [])])
      for (const path of pathsIn(word)) paths.set(path, `the command of ${name} names it`);
    for (const [variable, { value }] of model.environment)
      for (const path of pathsIn(value ?? ''))
        if (!paths.has(path)) paths.set(path, `${variable} of ${name} names it`);
  }
  const environment = new Set(evidence?.environment.map((each) => each.name));
  for (const [variable, value] of image.trace.final?.env ?? []) {
    if (SYSTEM.has(variable)) continue;
    const reader = environment.has(variable) ? `its code reads ${variable}` : `ENV says ${variable}`;
    for (const path of pathsIn(value ?? ''))
      if (!paths.has(path)) paths.set(path, `${reader}, which names it`);
  }
  for (const { kind, text, what } of givenTexts(world, image, program, services))
    if (kind === 'file' || kind === 'linker')
      for (const path of pathsIn(text))
        if (!paths.has(path) && !image.holds.some((held) => held.path === path))
          paths.set(path, `${what} names it`);
  for (const { port } of evidence?.listens ?? []) claim(port, 'its code listens on it');
  for (const { path } of evidence?.paths ?? [])
    if (!paths.has(normalize(path))) paths.set(normalize(path), 'its code names it');
  return {
    program,
    services,
    ports,
    paths,
    mayListen: evidence === null || evidence.listensSomewhere,
    complete: (evidence?.complete ?? false) && !readsConfiguration(world.reader, program),
    uses(path) {
      for (const [each, witness] of paths)
        if (each !== '/' && (isInside(path, each) || isInside(each, path))) return witness;
      return null;
    },
  };
}

/** What the first-party code of a program says; null where it cannot be told. */
export function evidenceOf(world: World, image: Image, program: Program): GoEvidence | null {
  const { root, moduleCache } = world.settings;
  const dirs = [...new Set(image.programs.map((each) => each.dir))].sort();
  const target = { ...PLAIN, tags: program.build.tags };
  return (
    world.reader
      .derive(goEvidence, { context: image.key.context, root, moduleCache, target, dirs })
      .get(program.dir) ?? null
  );
}

/** What every image says, and no program means by it where it keeps its files. */
const SYSTEM = new Set(['PATH', 'GOPATH', 'GOROOT']);

const pathsIn = (text: string): string[] =>
  [...text.matchAll(/(?:^|:\/\/|[=:,;\s"'`([{<>|&@])(\/[\w.@-]+(?:\/[\w.@-]+)*)/g)].map((match) =>
    normalize(match[1] ?? ''),
  );
