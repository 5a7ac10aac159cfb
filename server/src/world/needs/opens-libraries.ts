import type { Found, StageTrace } from '../../image/model.ts';
import { classify } from '../../native/packages.ts';
import { HOLES } from '../../go/code/hole.ts';
import { dirname, resolve } from '../../text/path.ts';
import { goFiles } from '../go/context-view.ts';
import { mountOver } from '../start/mount-over.ts';
import type { Image, Program, Service, World } from '../world.ts';
import { givenTexts } from './given-texts.ts';
import { evidenceOf } from './needs.ts';

/**
 * Whether something in an image may use C libraries that none of its programs is linked with: a program opens one by its
 * name, or starts what nobody knows here. Then no library is surely unneeded.
 */
export function opensLibraries(
  world: World,
  image: Image,
  programs: readonly Program[],
  services: readonly Service[],
): boolean {
  const stage = image.trace.final;
  if (!stage || preloads(stage, services)) return true;
  return programs.some(
    (program) =>
      requiresLoader(image, program) ||
      namesLibrary(world, image, program, services) ||
      startsStranger(world, image, stage, program, services),
  );
}

/** LD_PRELOAD and its like, and any word of the deployment that names a library. */
function preloads({ env }: StageTrace, services: readonly Service[]): boolean {
  const said = [
    ...env,
    ...services.flatMap(({ model }) => [
      ...[...model.environment].map(([name, { value }]): [string, string | null] => [name, value]),
      ...[...(model.command?.value ?? []), ...(model.entrypoint?.value ?? [])].map(
        (word): [string, string] => ['', word],
      ),
    ]),
  ];
  return said.some(
    ([name, value]) => /^LD_(?:PRELOAD|LIBRARY_PATH|AUDIT)$/.test(name) || SONAME.test(value ?? ''),
  );
}

/** A file name of a shared library. */
const SONAME = /\blib[\w+.-]{1,200}\.so\b|(?:^|[^.\w])[\w+-]{1,200}\.so(?:\.\d|$|["'`\s])/;
/** What opens libraries, in any language. */
const LOADER =
  /\bdlopen\b|\bDlopen\b|\bctypes\b|\bfind_library\b|\bffi\.Dlopen\b|\bLD_PRELOAD\b|\bLD_LIBRARY_PATH\b/;

/** Its module requires a package that is made for opening libraries without cgo. */
function requiresLoader({ context }: Image, program: Program): boolean {
  for (let dir = program.package.dir; ; dir = dirname(dir)) {
    const text = context.read(dir === '.' ? 'go.mod' : `${dir}/go.mod`);
    if (text !== null) return OPENS_LIBRARIES.test(text);
    if (dir === '.' || dir === '/' || dir === '') return true;
  }
}

const OPENS_LIBRARIES = /github\.com\/(?:ebitengine\/purego|jupiterrider\/ffi|rainycape\/dl|coreos\/pkg)\b/;

/** The repository's code of a program, or a text that it is given, names a library or something that opens one. */
function namesLibrary(world: World, image: Image, program: Program, services: readonly Service[]): boolean {
  const files = goFiles(world.reader);
  const texts = [
    ...program.cgo.reachedFirstParty.map((file) => withoutCgoLines(files.text(file) ?? '')),
    ...givenTexts(world, image, program, services).map(({ text }) => text),
  ];
  return texts.some((text) => SONAME.test(text) || LOADER.test(text));
}

/** Comments above `import "C"` name what is linked, which is known. */
const withoutCgoLines = (text: string): string => text.replace(/^[ \t]*(?:\/\/[ \t]*)?#.*$/gm, '');

/** Its code starts something that is neither a program of this repository nor surely what a package brings. */
function startsStranger(
  world: World,
  image: Image,
  stage: StageTrace,
  program: Program,
  services: readonly Service[],
): boolean {
  const evidence = evidenceOf(world, image, program);
  if (!evidence) return true;
  const packages = stage.steps.flatMap(({ effect }) =>
    effect.kind === 'install'
      ? effect.install.packages.flatMap(({ name }) => classify(effect.install.manager, name).programs)
      : [],
  );
  const isKnown = (name: string): boolean => {
    const places = name.includes('/')
      ? [resolve(stage.workdir ?? '/', name)]
      : (stage.env.get('PATH') ?? DEFAULT_PATH).split(':').map((folder) => `${folder}/${name}`);
    if (places.some((place) => services.some(({ model }) => mountOver(model, place) !== null))) return false;
    return packages.includes(name) || places.some((place) => isOurs(stage.files.at(place)));
  };
  return evidence.starts.some(({ words: [names] }) =>
    names === undefined || names.length === 0
      ? true
      : names.some((name) => name.replace(HOLES, '') !== name || !isKnown(name)),
  );
}

/** What a program of this repository is linked with is known, and a package brings what it needs. */
const isOurs = (found: Found): boolean =>
  found.kind === 'file' && ['program', 'base', 'installed'].includes(found.origin.kind);

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
