import { shown } from '../../rules/place.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { covers, spanOf } from '../covers.ts';
import type { Hover } from '../model.ts';
import { type Paragraph, said } from '../markdown.ts';
import { aboutNeed, aboutProgram, codes, settingOf } from '../program-text.ts';
import { uniqueParagraphs } from '../unique-paragraphs.ts';
import { packageHover } from './package-hover.ts';
import { imagesOf } from './read-dockerfile.ts';

/**
 * In a Dockerfile: at CGO_ENABLED, its effect on each program; at a package, which programs need it; at a `go build`, what it builds,
 * whether that needs cgo, and where it goes.
 */
export function dockerfileHover(world: World, file: string, offset: number): Hover | null {
  const images = imagesOf(world, file);
  const [first] = images;
  if (!first) return null;
  return (
    settingHover(world, images, first.trace.request.dockerfile.text, offset) ??
    buildHover(world, images, offset) ??
    packageHover(world, images, offset)
  );
}

/** A program of an image. */
interface Built {
  readonly image: Image;
  readonly program: Program;
}

const programsOf = (images: readonly Image[]): readonly Built[] =>
  images.flatMap((image) => image.programs.map((program) => ({ image, program })));

function settingHover(world: World, images: readonly Image[], text: string, offset: number): Hover | null {
  const span = settingAt(text, offset);
  if (!span) return null;
  const programs = programsOf(images);
  const decided = programs.filter(
    ({ program: { build } }) => build.cgo.span && covers(build.cgo.span, offset),
  );
  const own = programs.filter(({ program: { build } }) => covers(build.command, offset));
  const [one] = decided;
  if (programs.length === 0) return null;
  return {
    span: one?.program.build.cgo.span ? spanOf(one.program.build.cgo.span) : span,
    paragraphs: uniqueParagraphs([
      ...(decided.length === 0 ? [said`No build of this Dockerfile goes by this word.`] : []),
      ...settings(world, own.length > 0 ? own : programs),
    ]),
  };
}

/** What the go command sees for each program; for whom, where the images of one Dockerfile differ in it. */
function settings(world: World, programs: readonly Built[]): readonly Paragraph[] {
  const ways = new Map<string, Set<string>>();
  for (const { program } of programs)
    ways.set(program.dir, (ways.get(program.dir) ?? new Set()).add(settingOf(program)));
  return programs.map(({ image, program }) => {
    const users = [...new Set(image.usedBy.map(({ model }) => model.name.value))].sort();
    const isOne = (ways.get(program.dir)?.size ?? 0) < 2 || users.length === 0;
    const whom = isOne ? [] : said` for ${codes(users)}`;
    return said`${{ code: shown(world, program.dir) }}${whom}: ${settingOf(program)} ${aboutNeed(program)}`;
  });
}

function buildHover(world: World, images: readonly Image[], offset: number): Hover | null {
  const programs = programsOf(images).filter(({ program: { build } }) => covers(build.command, offset));
  const [first] = programs;
  if (!first) return null;
  return {
    span: spanOf(first.program.build.command),
    paragraphs: uniqueParagraphs(
      programs.flatMap(({ image, program }) => [...aboutProgram(world, program), ...written(image, program)]),
    ),
  };
}

/** Where a build puts a program, and where that lies in the image. */
function written({ holds }: Image, program: Program): Paragraph[] {
  const path = program.build.writes.find(({ package: main }) => main.dir === program.package.dir)?.path;
  if (path === undefined) return [said`Where it writes the program is unknown.`];
  const places = holds
    .filter((each) => each.program.build === program.build && each.program.dir === program.dir)
    .map((each) => each.path);
  return [
    places.length > 0
      ? said`It is written to ${{ code: path }}, and lies in the image as ${codes(places)}.`
      : said`It is written to ${{ code: path }}, and is not in the image.`,
  ];
}

/** The CGO_ENABLED that a caret is at. */
function settingAt(text: string, offset: number): { readonly start: number; readonly end: number } | null {
  const from = Math.max(0, offset - LONGEST);
  for (const { index, 0: word } of text
    .slice(from, offset + LONGEST)
    .matchAll(/\bCGO_ENABLED\b(?:=["']?\w{0,9}["']?)?/g)) {
    const span = { start: from + index, end: from + index + word.length };
    if (covers(span, offset)) return span;
  }
  return null;
}

/** Longer than the word and its value. */
const LONGEST = 32;
