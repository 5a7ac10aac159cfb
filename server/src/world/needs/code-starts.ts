import { DECODED, GIVEN, HOLE, HOLES, ITSELF, LINKED } from '../../go/code/hole.ts';
import type { CodeStart } from '../../go/model.ts';
import { LineIndex } from '../../text/line-index.ts';
import { basename, isInside, normalize, relative } from '../../text/path.ts';
import { isWrapper } from '../start/unwrap-command.ts';
import { type Runs, whatWordsRun } from '../start/what-runs.ts';
import type { Image, Program, Service, World } from '../world.ts';
import { type GivenText, givenTexts, namesPath } from './given-texts.ts';
import { startedBy } from './health-programs.ts';
import { evidenceOf } from './needs.ts';

/** The other programs of an image that one program may start. */
export interface CodeStarts {
  /** Each with a clause that says how that is known. */
  readonly programs: ReadonlyMap<Program, string>;
  /** Why others may be started too; null when these are all. */
  readonly unclear: string | null;
}

/**
 * The other programs of an image that the code of one starts, or names by the path at which they lie. What is started by a
 * name that the code is given is any program that its arguments, its environment, the linker or a file that it may read
 * names; a name that comes from elsewhere may be any.
 */
export function codeStarts(
  world: World,
  image: Image,
  program: Program,
  services: readonly Service[],
): CodeStarts {
  const programs = new Map<Program, string>();
  const others = image.holds.filter((each) => each.program.dir !== program.dir);
  const evidence = others.length > 0 ? evidenceOf(world, image, program) : null;
  if (!evidence) return { programs, unclear: null };
  const named = new Set(evidence.paths.map(({ path }) => normalize(path)));
  const add = (each: Program, why: string): void => {
    if (each.dir !== program.dir && !programs.has(each)) programs.set(each, why);
  };
  for (const each of others) if (named.has(each.path)) add(each.program, `its code names ${each.path}`);
  let unclear: string | null = null;
  let texts: readonly GivenText[] | null = null;
  for (const start of evidence.starts) {
    const where = placeIn(world, start);
    const literals = start.words.map((word) => word.filter((text) => text.search(HOLES) < 0));
    for (const each of startedBy(image, commandsOf(literals))) add(each, `${where} starts it`);
    // What it starts may be a script of the image, which starts others.
    for (const runs of runsOf(image, services, start)) {
      if (runs.kind !== 'program') continue;
      for (const run of [runs.program, ...runs.also]) {
        const held = others.find((each) => each.program.package.dir === run.package.dir);
        if (held) add(held.program, `${where} starts it`);
      }
      if (runs.unclear !== null) unclear ??= `what ${where} starts is not known: ${runs.unclear}`;
    }
    for (const text of openNames(start)) {
      const pieces = text.split(HOLES);
      if (pieces.some((piece) => /[^\s/]/.test(piece))) {
        // `app-` and a word: whatever the word is, it is one of these.
        for (const { program: each, path } of others)
          if (fits(pieces, path) || fits(pieces, basename(path))) add(each, `${where} may start it`);
        continue;
      }
      if (text === ITSELF) continue;
      texts ??= [
        ...givenTexts(world, image, program, services),
        ...evidence.names.map((name) => ({ kind: 'code' as const, what: 'its code', text: name })),
      ];
      const isLinked = text.includes(LINKED) && ![HOLE, GIVEN, DECODED].some((hole) => text.includes(hole));
      for (const given of texts) {
        if (isLinked && given.kind !== 'linker') continue;
        for (const { program: each, path } of others)
          if (namesPath(given.text, path))
            add(each, `${given.what} names it, and ${where} starts what it is given`);
      }
      const isBounded =
        !text.includes(HOLE) &&
        (!text.includes(DECODED) ||
          (texts.some(({ kind }) => kind === 'file') && !services.some((each) => isGivenMore(world, each))));
      if (!isBounded)
        unclear ??= `which programs ${program.package.binaryName} starts cannot be known: ${where} starts what is only known while it runs`;
    }
  }
  return { programs, unclear: others.every((each) => programs.has(each.program)) ? null : unclear };
}

/** What the command is, by each name that it may have. */
function runsOf(image: Image, [service]: readonly Service[], { words, at }: CodeStart): Runs[] {
  const stage = image.trace.final;
  const [first = [], ...rest] = words;
  if (!stage) return [];
  const args = rest.map(([text = HOLE, ...others]) => ({
    value: others.length > 0 || text.search(HOLES) >= 0 ? null : text,
    at,
  }));
  return first
    .filter((name) => name.search(HOLES) < 0)
    .map((value) =>
      whatWordsRun({ service: service?.model ?? null, stage, context: image.context, file: image.file }, [
        { value, at },
        ...args,
      ]),
    );
}

/** Whether files reach a service that are not read here: those of a volume, a configuration or a secret. */
const isGivenMore = ({ settings, reader }: World, { model }: Service): boolean =>
  model.givenFiles ||
  model.volumes.some(
    ({ type, source }) =>
      type !== 'tmpfs' &&
      (type !== 'bind' ||
        source === null ||
        !isInside(settings.root, source) ||
        (reader.list(source) === null && reader.file(source).kind === 'missing')),
  );

/** The commands that words make, each of which may be one of several. A shell's line starts what it says; a word may be a wrapper's. */
function commandsOf(words: readonly (readonly string[])[]): string[][] {
  const [first = [], ...rest] = words;
  const all = words.flat();
  return [
    ...first.map((name) => [name, ...rest.flat()]),
    ...all.map((word) => word.split(/[\s;&|]+/)),
    ...all.map((word) => [word]),
  ].filter((command) => command.length > 0);
}

/** The texts, each with something unknown in it, that name what is started: the first word, and behind a shell or a wrapper any. */
function openNames({ words }: CodeStart): readonly string[] {
  const [first = []] = words;
  const isBehind = first.some((text) => text.search(HOLES) < 0 && isWrapper(text));
  return [...new Set(isBehind ? words.flat().flatMap(namesInLine) : first)].filter(
    (text) => text.search(HOLES) >= 0,
  );
}

/** The words of a shell's line that name what it starts: the first of each command, and behind a wrapper any. */
const namesInLine = (line: string): string[] =>
  line.split(/[;&|()\n]+/).flatMap((command) => {
    const words = command.split(/\s+/).filter((word) => word !== '' && !/^\w+=/.test(word));
    return isWrapper(words[0] ?? '') ? words : words.slice(0, 1);
  });

/** Whether a text is made of pieces with anything between them. */
function fits(pieces: readonly string[], text: string): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

function placeIn({ reader, settings }: World, { at }: CodeStart): string {
  const state = reader.file(at.file);
  const line = state.kind === 'text' ? new LineIndex(state.file.text).position(at.span.start).line + 1 : 1;
  return `${relative(settings.path, at.file)}:${line}`;
}
