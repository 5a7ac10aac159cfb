import type { Dockerfile } from '../../dockerfile/ast.ts';
import type { StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { debianPackages, libraryById, type NativeLibrary } from '../../native/libraries.ts';
import { managerNamed } from '../../native/managers/all-managers.ts';
import { classify } from '../../native/packages.ts';
import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import { librariesOf } from '../../world/needs/native-use.ts';
import type { Image, Program } from '../../world/world.ts';
import { linkStatically } from './link-statically.ts';
import type { Fix } from '../rule.ts';

/**
 * Builds a program with cgo: the setting, the compiler and the headers in the builder, the libraries in every stage
 * that the binary is copied to. Nothing is offered where the packages of a stage's distribution are not known.
 */
export function turnCgoOnFix(image: Image, program: Program): Fix[] {
  if (image.inline) return [];
  const { dockerfile } = image.trace.request;
  const libraries = librariesOf(program);
  const builder = image.trace.stages.find((stage) => stage.stage.index === program.build.stage);
  if (!libraries || !builder) return [];
  const setting = turnOn(dockerfile, image, program);
  const base = baseImage(builder.baseImage ?? '');
  const manager = managerNamed(base.manager ?? '');
  const compiler = base.hasCompiler === true || bringsCompiler(builder) ? [] : manager && [manager.compiler];
  if (!setting || compiler === null) return [];
  const names: string[] = [...compiler];
  for (const id of libraries) {
    const library = libraryById(id);
    const packages = library && packagesOf(library, 'build', base);
    if (!packages) return [];
    names.push(...packages);
  }
  const edits: TextEdit[] = [
    ...setting,
    ...install(dockerfile, builder, base.manager, names, program.build.instruction.start),
  ];
  for (const stage of image.trace.needed) {
    if (stage.stage.index === program.build.stage) continue;
    const holds = stage.files.programs().some((held) => held.build === program.build);
    if (!holds || libraries.size === 0) continue;
    const runtime = baseImage(stage.baseImage ?? '');
    const there = librariesIn(stage);
    const wanted = [...libraries].flatMap((id) => {
      // The headers of a library bring the library.
      if (there.has(id)) return [];
      const library = libraryById(id);
      return (library && packagesOf(library, 'run', runtime)) ?? [''];
    });
    // A base without a package manager cannot get the library: the person must choose another one.
    if (wanted.includes('')) return [];
    edits.push(...install(dockerfile, stage, runtime.manager, wanted, null));
  }
  const linked = linkFor(image, program, base.libc, libraries.size === 0);
  const tidy = linked && tidyEdits([...edits, ...linked]);
  if (!tidy) return [];
  return [
    {
      kind: 'changes',
      title: `Build ${program.package.binaryName} with cgo${linked.length > 0 ? ', linked statically' : ''}`,
      safe: false,
      changes: [editOf(image.file, dockerfile.text, tidy)],
    },
  ];
}

/** What it takes to start where there is another C library, or none: a static link. Null where that cannot be had. */
function linkFor(
  { trace }: Image,
  program: Program,
  libc: ReturnType<typeof baseImage>['libc'],
  isAlone: boolean,
): readonly TextEdit[] | null {
  const { final } = trace;
  const there = baseImage(final?.baseImage ?? '').libc;
  const isHeld = final?.files.programs().some(({ build }) => build === program.build) === true;
  if (!isHeld || there === libc || there === 'unknown' || program.build.flags.static) return [];
  return isAlone ? linkStatically(trace.request.dockerfile.text, program) : null;
}

/** The packages of a library where a base image's manager installs them; null where they are not known. */
function packagesOf(
  library: NativeLibrary,
  use: 'build' | 'run',
  { manager, release }: ReturnType<typeof baseImage>,
): readonly string[] | null {
  const column = managerNamed(manager ?? '')?.column ?? null;
  if (column === null) return null;
  return column === 'debian' ? debianPackages(library, use, release) : (library[column]?.[use] ?? null);
}

const bringsCompiler = ({ steps }: StageTrace): boolean =>
  steps.some(
    ({ effect }) =>
      effect.kind === 'install' &&
      effect.install.packages.some(
        ({ name }) => classify(effect.install.manager, name).bringsCompiler === true,
      ),
  );

/** The C libraries that a stage installs something of, by id. */
const librariesIn = ({ steps }: StageTrace): ReadonlySet<string | null> =>
  new Set(
    steps.flatMap(({ effect }) =>
      effect.kind === 'install'
        ? effect.install.packages.map(({ name }) => classify(effect.install.manager, name).library)
        : [],
    ),
  );

/** At the word that turned it off, where that speaks for this program alone; else in front of the command. */
function turnOn(dockerfile: Dockerfile, image: Image, program: Program): TextEdit[] | null {
  const { cgo, command } = program.build;
  const isShared = image.programs.some(
    ({ build, dir }) =>
      dir !== program.dir && build.cgo.span !== null && build.cgo.span.start === cgo.span?.start,
  );
  if (isShared && cgo.via !== 'command')
    return [{ span: { start: command.start, end: command.start }, text: 'CGO_ENABLED=1 ' }];
  // Set outside of the Dockerfile, in a Makefile or a script, it cannot be changed here.
  if (cgo.span === null && cgo.value !== null) return null;
  if (cgo.span === null || cgo.value === null)
    return [{ span: { start: command.start, end: command.start }, text: 'CGO_ENABLED=1 ' }];
  const match = /^(.*CGO_ENABLED(?:=|[ \t]+)["']?)0(["']?)$/s.exec(
    dockerfile.text.slice(cgo.span.start, cgo.span.end),
  );
  if (!match) return null;
  const at = cgo.span.start + (match[1]?.length ?? 0);
  return [{ span: { start: at, end: at + 1 }, text: '1' }];
}

/** Adds packages to the stage's install line, or writes one below FROM. `before` is where they must be there. */
export function install(
  dockerfile: Dockerfile,
  stage: StageTrace,
  manager: string | null,
  names: readonly string[],
  before: number | null,
): TextEdit[] {
  const installs = stage.steps.flatMap((step) =>
    step.effect.kind === 'install' && (before === null || step.span.start < before)
      ? [{ step, install: step.effect.install }]
      : [],
  );
  const have = new Set(installs.flatMap((each) => each.install.packages.map((item) => item.name)));
  const missing = [...new Set(names)].filter((name) => !have.has(name));
  if (missing.length === 0) return [];
  const last = installs
    .find(({ install: each }) => each.virtual === null && each.packages.length > 0)
    ?.install.packages.at(-1);
  if (last) return [{ span: { start: last.span.end, end: last.span.end }, text: ` ${missing.join(' ')}` }];
  const { from } = stage.stage;
  const eol = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
  const line = managerNamed(manager ?? '')?.installLine(manager ?? '', missing) ?? '';
  return [{ span: { start: from.end, end: from.end }, text: `${eol}${line}` }];
}
