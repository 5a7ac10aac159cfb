import { lineageOf } from '../../image/lineage.ts';
import { goHead } from '../../go/facts.ts';
import type { Reader } from '../../memory/snapshot.ts';
import { basename, dirname, isInside, resolve } from '../../text/path.ts';
import type { Image, Program, Service, World } from '../world.ts';

/** A text that a program gets from outside of its code. */
export interface GivenText {
  readonly kind: 'arguments' | 'environment' | 'linker' | 'file' | 'code';
  /** A noun for people: `the command of service api`. */
  readonly what: string;
  readonly text: string;
}

/** What a program is given: words, variables, linker flags, and the files of the repository that it may read. */
export function givenTexts(
  world: World,
  image: Image,
  program: Program,
  services: readonly Service[],
): readonly GivenText[] {
  const out: GivenText[] = [];
  for (const { model, runs, project } of services) {
    out.push(...configTexts(world.reader, project));
    const name = `service ${model.name.value}`;
    const words = [
      ...(runs.kind === 'program' ? runs.args.map(({ value }) => value ?? '') : []),
      ...(model.command?.value ?? []),
      ...(model.entrypoint?.value ?? []),
      ...[...model.preStart, ...model.postStart, ...model.preStop, ...model.watchExec].flatMap(
        ({ command }) => command?.value ?? [],
      ),
    ];
    out.push({ kind: 'arguments', what: `the command of ${name}`, text: words.join('\n') });
    for (const [variable, { value }] of model.environment)
      out.push({ kind: 'environment', what: `${variable} of ${name}`, text: value ?? '' });
    for (const { type, source, target } of model.volumes)
      if (type === 'bind' && source !== null && isInside(world.settings.root, source))
        for (const text of textsIn(world.reader, source))
          out.push({ kind: 'file', what: `a file in ${target}`, text });
  }
  for (const [variable, value] of image.trace.final?.env ?? [])
    out.push({ kind: 'environment', what: variable, text: value ?? '' });
  const { command, flags } = program.build;
  const written = image.trace.request.dockerfile.text.slice(command.start, command.end);
  if (flags.ldflags !== null) out.push({ kind: 'linker', what: '-ldflags', text: flags.ldflags });
  else if (/-X|ldflags/.test(written))
    for (const text of [written, ...image.key.args.map(([, value]) => value ?? '')])
      out.push({ kind: 'linker', what: '-ldflags', text });
  const files = new Set([...copiedFiles(image), ...embeddedFiles(world.reader, program)]);
  for (const path of files)
    for (const text of textsIn(world.reader, path)) out.push({ kind: 'file', what: basename(path), text });
  return out;
}

/** Whether a text holds the path of a program, or its name as a word. */
export function namesPath(text: string, path: string): boolean {
  for (const name of [path, basename(path)])
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (!/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + name.length] ?? ' ')) return true;
  return false;
}

/** The `configs:` and `secrets:` of a project: which service reads which is not told apart. */
function configTexts(reader: Reader, project: Service['project']): GivenText[] {
  const given = (text: string): GivenText => ({ kind: 'file', what: 'a config of its project', text });
  return project.files.flatMap((file) => {
    const state = reader.file(file);
    if (state.kind !== 'text') return [];
    return [...state.file.text.matchAll(SECTION)].flatMap(([section]) => [
      given(section.replaceAll('\\n', '\n')),
      ...[...section.matchAll(/\bfile:\s*["']?([^\s"',}]+)/g)].flatMap(([, path = '']) =>
        textsIn(reader, resolve(project.dir, path)).map(given),
      ),
    ]);
  });
}

const SECTION = /^(?:configs|secrets):.*(?:\r?\n(?:[ \t].*|#.*|[ \t]*))*/gm;

/** The files and folders of the context that the image holds. */
function copiedFiles(image: Image): string[] {
  const { dir } = image.key.context;
  const out: string[] = [];
  for (const stage of lineageOf(image.trace, image.trace.final).toReversed()) {
    for (const { effect } of stage.steps) {
      if (effect.kind !== 'copy') continue;
      for (const { path, found } of effect.copy.sources) {
        if (effect.copy.from.kind === 'context' && path !== null) out.push(resolve(dir, path));
        else if (found.kind === 'file' || found.kind === 'directory')
          if (found.origin.kind === 'context') out.push(resolve(dir, found.origin.path));
      }
    }
  }
  return out;
}

/** What `//go:embed` lines of its packages name; of a pattern, all in its folder. */
const embeddedFiles = (reader: Reader, program: Program): string[] =>
  program.cgo.reachedFirstParty.flatMap((file) =>
    (reader.source(goHead, file)?.embed ?? []).map((pattern) => {
      const plain = pattern.replace(/^all:/, '').replace(/(?:^|\/)[^/]*[*?[].*$/, '');
      return resolve(dirname(file), plain === '' ? '.' : plain);
    }),
  );

/** The texts at or below a path, as far as a program could be named in them for another one to start. */
function textsIn(reader: Reader, path: string, depth = 0): string[] {
  const entries = depth > MAX_DEPTH ? null : reader.list(path);
  if (entries)
    return entries
      .filter(({ name }) => !NEVER.test(name))
      .slice(0, MAX_FILES)
      .flatMap(({ name }) => textsIn(reader, `${path}/${name}`, depth + 1));
  if (NEVER.test(basename(path)) || /[*?[]/.test(path)) return [];
  const state = reader.file(path);
  return state.kind === 'text' && state.file.text.length < MAX_LENGTH ? [state.file.text] : [];
}

const MAX_DEPTH = 6;
const MAX_FILES = 200;
const MAX_LENGTH = 1 << 18;
/** Sources, and what is there for people and for whoever builds: no program reads it to start another. */
const NEVER =
  /\.go$|^go\.(?:mod|sum|work)|\.md$|^\.git|dockerfile|\.dockerignore$|^(?:docker-)?compose[.\w-]*\.ya?ml$|^node_modules$|^vendor$|^Makefile$|^LICENSE/i;
