import { minorOf } from '../go/imports/build-list.ts';
import { NEWEST_MINOR } from '../go/imports/standard.ts';
import { LIBRARIES } from '../native/libraries.ts';
import { basename, isAbsolute, isInside, relative, resolve } from '../text/path.ts';
import { buildImage, buildWorld } from '../world/build-world.ts';
import { goEvidence, PLAIN } from '../world/go/go-facts.ts';
import { allLibrariesOf } from '../world/needs/native-use.ts';
import { serviceImage } from '../world/service-image.ts';
import type { Image, ModuleFact, Program, Service, World } from '../world/world.ts';
import { needsOf } from '../world/needs/needs.ts';

/** A Dockerfile for a program that has none, and no other Dockerfile to take after. */
export interface Scaffold {
  readonly text: string;
  /** The name of its program. */
  readonly program: string;
}

/**
 * Dockerfiles for a service whose own does not exist, from a template. One, where the service's command names a program
 * or the build context holds but one; else one for each program, for a person to choose from. Each has been traced: the
 * service starts the program, cgo is on where that needs it, and what cgo needs is installed. Where any of this cannot
 * be known there is none.
 */
export function scaffolds(world: World, service: Service, path: string): readonly Scaffold[] {
  const context = service.model.build?.context.value;
  if (context === undefined) return [];
  const programs = world.modules.flatMap((fact) =>
    isInside(context, fact.module.dir) ? fact.programs.map(({ main }) => ({ fact, main })) : [],
  );
  const start = startOf(service);
  if (start === null) return [];
  const named = programs.filter(({ main }) => basename(start.words[0] ?? '') === main.name);
  const chosen = start.words.length > 0 ? named : programs;
  if (chosen.length > MAX_OFFERS) return [];
  // A name proves nothing; it says which one is likely meant.
  const likely = [...basename(path).split('.'), service.model.name.value];
  const ordered = [...chosen].sort(
    (a, b) => Number(likely.includes(b.main.name)) - Number(likely.includes(a.main.name)),
  );
  return ordered.flatMap(({ fact, main }) => {
    const text = draft(world, service, path, { fact, dir: main.dir, name: main.name }, start);
    return text === null ? [] : [{ text, program: main.name }];
  });
}

/** More to choose from are no help. */
const MAX_OFFERS = 4;

/** What the service says of how its program starts. */
interface Start {
  /** The program and its arguments; empty where the image is to say it. */
  readonly words: readonly string[];
  readonly folder: string;
}

/** Null where the program stands behind something else: a shell, a variable, arguments alone. */
function startOf({ model }: Service): Start | null {
  const words = [...(model.entrypoint?.value ?? []), ...(model.command?.value ?? [])];
  const folder = model.workingDir?.value ?? '/app';
  const isPlain = [model.entrypoint, model.command, model.workingDir].every((value) => !value?.interpolated);
  return isPlain && isAbsolute(folder) && !words[0]?.startsWith('-') ? { words, folder } : null;
}

interface Wanted {
  readonly fact: ModuleFact;
  /** Of the main package, absolute. */
  readonly dir: string;
  readonly name: string;
}

/** Writes the file, looks what it would hold, and writes it again with what its program turns out to need. */
function draft(world: World, service: Service, path: string, wanted: Wanted, start: Start): string | null {
  const { reader, settings } = world;
  const at = serviceImage(reader.with([{ path, text: 'FROM scratch\n' }]), settings, service.model);
  if (at?.kind !== 'image') return null;
  const trace = (text: string): { image: Image; program: Program } | null => {
    const image = buildImage(reader.with([{ path, text }]), settings, { ...at.key, target: null });
    const program = image?.programs.find((each) => each.dir === wanted.dir);
    return image && program ? { image, program } : null;
  };
  const bare = write(world, service, wanted, start, {
    cgo: null,
    ports: [],
    zones: false,
    certificates: false,
  });
  const first = bare === null ? null : trace(bare);
  if (!first) return null;
  const cgo = cgoOf(first.program);
  if (cgo === undefined) return null;
  const { root, moduleCache } = settings;
  const key = { context: first.image.key.context, root, moduleCache, target: PLAIN, dirs: [wanted.dir] };
  const evidence = reader.derive(goEvidence, key).get(wanted.dir);
  const needs = needsOf(world, first.image, first.program, [service]);
  const text = write(world, service, wanted, start, {
    cgo,
    ports: [...needs.ports.keys()].sort((a, b) => a - b),
    zones: (evidence?.zones ?? true) || service.model.environment.has('TZ'),
    certificates: first.program.cgo.standard.some((each) => REACHES_TLS.has(each)),
  });
  if (text === null) return null;
  const after = buildWorld(reader.with([{ path, text }]), settings);
  const now = after.service(service.id);
  const isRight =
    now?.program?.dir === wanted.dir &&
    now.program.build.cgo.effective === (cgo === null ? 'off' : 'on') &&
    now.image?.trace.needed.every((stage) => stage.opaque.length === 0);
  return isRight ? text : null;
}

/** What to install for cgo: null where it is off, undefined where that cannot be known. */
function cgoOf(program: Program): { build: readonly string[]; run: readonly string[] } | null | undefined {
  const { grade } = program.cgo;
  if (grade === 'none' || grade === 'alternative') return null;
  const ids = grade === 'unknown' ? null : allLibrariesOf(program);
  if (ids === null) return undefined;
  const packages = LIBRARIES.filter(({ id }) => ids.has(id)).map(({ alpine }) => alpine);
  if (packages.length < ids.size || packages.includes(null)) return undefined;
  const all = (kind: 'build' | 'run'): string[] => [
    ...new Set(packages.flatMap((each) => each?.[kind] ?? [])),
  ];
  return { build: ['build-base', ...all('build')], run: all('run') };
}

interface Facts {
  readonly cgo: { readonly build: readonly string[]; readonly run: readonly string[] } | null;
  readonly ports: readonly number[];
  readonly zones: boolean;
  readonly certificates: boolean;
}

function write(world: World, service: Service, wanted: Wanted, start: Start, facts: Facts): string | null {
  const { model } = service;
  const { module } = wanted.fact;
  const context = model.build?.context.value ?? '';
  const { cgo } = facts;
  const release = module.go === null ? NEWEST_MINOR : minorOf(module.go);
  const alpine = alpineOf(release);
  if (cgo !== null && alpine === null) return null;
  const output = outputOf(start, wanted.name);
  const named = model.build?.target?.value;
  const own = relative(wanted.fact.module.dir, wanted.dir);
  const build = [
    `${cgo === null ? 'CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH' : 'CGO_ENABLED=1'} go build -trimpath -ldflags="-s -w"`,
    `-o /out/${wanted.name} ${own === '.' ? '.' : `./${own}`}`,
  ].join(' ');
  const packages = [
    ...(facts.certificates ? ['ca-certificates'] : []),
    ...(facts.zones ? ['tzdata'] : []),
    ...(cgo?.run ?? []),
  ];
  const folders = model.volumes.flatMap(({ type, target }) =>
    type === 'volume' && isAbsolute(target) && target !== '/' ? [target] : [],
  );
  const user = [
    ...(packages.length > 0 ? [`apk add --no-cache ${packages.join(' ')}`] : []),
    'adduser -S -D -H app',
    ...(folders.length > 0 ? [`mkdir -p ${folders.join(' ')}`, `chown app ${folders.join(' ')}`] : []),
  ];
  return [
    `FROM ${cgo === null ? '--platform=$BUILDPLATFORM ' : ''}golang:1.${release}-alpine${alpine ?? ''} AS build`,
    ...(cgo === null ? [] : [`RUN apk add --no-cache ${cgo.build.join(' ')}`]),
    ...sources(world, wanted.fact, context),
    ...(cgo === null ? ['ARG TARGETOS TARGETARCH'] : []),
    `RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\\n    ${build}`,
    '',
    `FROM alpine:${alpine ?? NEWEST_ALPINE}${named === undefined ? '' : ` AS ${named}`}`,
    `RUN ${user.join(' \\\n    && ')}`,
    `WORKDIR ${start.folder}`,
    `COPY --from=build /out/${wanted.name} ${output}`,
    'USER app',
    ...(facts.ports.length > 0 ? [`EXPOSE ${facts.ports.join(' ')}`] : []),
    `CMD ${JSON.stringify(start.words.length > 0 ? start.words : [`./${wanted.name}`]).replaceAll('","', '", "')}`,
    '',
  ].join('\n');
}

/** Modules before sources, so that a change in the code does not download them again; where that is not plain, all at once. */
function sources({ reader }: World, { module }: ModuleFact, context: string): string[] {
  const has = (name: string): boolean => reader.file(resolve(module.dir, name)).kind === 'text';
  const goMod = reader.file(resolve(module.dir, 'go.mod'));
  const dir = relative(context, module.dir);
  const isWorkspace = reader.file(resolve(context, 'go.work')).kind === 'text';
  const replaces = goMod.kind === 'text' && /=>\s*\.{1,2}\//.test(goMod.file.text);
  const isVendored = reader.list(resolve(module.dir, 'vendor')) !== null;
  const enter = dir === '.' ? '/src' : `/src/${dir}`;
  if (isWorkspace || replaces || isVendored)
    return enter === '/src' ? ['WORKDIR /src', 'COPY . .'] : ['WORKDIR /src', 'COPY . .', `WORKDIR ${enter}`];
  const prefix = dir === '.' ? '' : `${dir}/`;
  const files = [`${prefix}go.mod`, ...(has('go.sum') ? [`${prefix}go.sum`] : [])];
  return [
    'WORKDIR /src',
    '# Modules come first, so that a change in the code does not download them again.',
    `COPY ${files.join(' ')} ./`,
    'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
    `COPY ${dir} .`,
  ];
}

/** Where the program has to lie for the service's command to find it. */
function outputOf({ words: [word] }: Start, name: string): string {
  if (word === undefined) return `./${name}`;
  return word.includes('/') ? word : `/usr/local/bin/${word}`;
}

/** The last Alpine that the Go release had an image for: what is built against its libraries runs on the same. */
const alpineOf = (minor: number): string | null =>
  minor >= 23 ? NEWEST_ALPINE : (ALPINES.find(([first]) => minor >= first)?.[1] ?? null);
const NEWEST_ALPINE = '3.22';
const ALPINES = [
  [22, '3.21'],
  [21, '3.20'],
  [20, '3.19'],
  [19, '3.18'],
] as const;

/** Packages of the standard library whose imports reach crypto/tls (`go list -deps`). */
const REACHES_TLS: ReadonlySet<string> = new Set([
  'crypto/tls',
  'crypto/x509',
  'expvar',
  'net/http',
  'net/http/cgi',
  'net/http/cookiejar',
  'net/http/fcgi',
  'net/http/httptest',
  'net/http/httptrace',
  'net/http/httputil',
  'net/http/pprof',
  'net/rpc',
  'net/rpc/jsonrpc',
  'net/smtp',
]);
