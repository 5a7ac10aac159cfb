import { shown } from '../../rules/place.ts';
import type { GoBuild } from '../../image/model.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { covers, spanOf } from '../covers.ts';
import type { Hover } from '../model.ts';
import { type Paragraph, said } from '../markdown.ts';
import { aboutNeed, aboutProgram, codes, settingOf } from '../program-text.ts';
import { uniqueParagraphs } from '../unique-paragraphs.ts';
import { packageHover } from './package-hover.ts';

/**
 * In a Dockerfile: at CGO_ENABLED, its effect on each program; at a package, which programs need it; at a `go build`, what it builds,
 * whether that needs cgo, and where it goes.
 */
export function dockerfileHover(world: World, file: string, offset: number): Hover | null {
  const images = world.imagesOf(file);
  return (
    settingHover(world, images, offset) ??
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

function settingHover(world: World, images: readonly Image[], offset: number): Hover | null {
  const [first] = images;
  const dockerfile = first?.trace.request.dockerfile;
  const span = dockerfile && settingAt(dockerfile.text, offset);
  if (!span || dockerfile.comments.some((comment) => covers(comment, offset))) return null;
  const builds = images.flatMap(({ trace }) => trace.builds);
  const decided = builds.find(({ cgo }) => cgo.span && covers(cgo.span, offset));
  const own = builds.filter(({ command }) => covers(command, offset));
  const about = own.length > 0 ? own : builds;
  const programs = programsOf(images).filter(({ program }) => about.includes(program.build));
  // A stage that no image needs builds no program that is judged.
  const others = about.filter((build) => !programs.some(({ program }) => program.build === build));
  return {
    span: decided?.cgo.span ? spanOf(decided.cgo.span) : span,
    paragraphs: uniqueParagraphs([
      ...(decided || builds.length === 0 ? [] : [said`No build of this Dockerfile goes by this word.`]),
      ...settings(world, programs),
      ...others.map((build) => said`${{ code: nameOf(build) }}: ${settingOf({ build })}`),
    ]),
  };
}

/** A build whose program is not judged, by what it is given. */
const nameOf = ({ verb, patterns }: GoBuild): string =>
  ['go', verb, ...patterns.map(({ value }) => value)].join(' ');

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
  const build = images.flatMap(({ trace }) => trace.builds).find(({ command }) => covers(command, offset));
  if (!build) return null;
  if (programs.length === 0)
    return {
      span: spanOf(build.command),
      paragraphs: [
        build.packages.known
          ? said`Builds ${codes(build.packages.value.map(({ importPath }) => importPath))}, for no image that is built here.`
          : said`What it builds is unknown: ${build.packages.reason}.`,
        said`${settingOf({ build })}`,
      ],
    };
  return {
    span: spanOf(build.command),
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
      : said`It is written to ${{ code: path }}, and no path of the image is known to hold it.`,
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
