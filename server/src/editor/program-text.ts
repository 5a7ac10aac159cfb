import { shown } from '../rules/place.ts';
import type { Program, World } from '../world/world.ts';
import { listed, type Paragraph, type Piece, said } from './markdown.ts';

/** Whether a build of a program has cgo on, and whether the program needs it: a paragraph each. */
export const aboutProgram = (world: World, program: Program): readonly Paragraph[] => [
  said`Builds ${{ code: shown(world, program.dir) }}. ${settingOf(program)}`,
  aboutNeed(program),
];

/** What CGO_ENABLED is for a build, as the go command sees it, and what says so. */
export function settingOf({ build: { cgo } }: Pick<Program, 'build'>): string {
  return cgo.effective === 'unknown'
    ? `Whether cgo is on is unknown: ${cgo.because}.`
    : `cgo is ${cgo.effective}: ${cgo.because}.`;
}

/** Whether a program needs cgo, with the imports on the way there. */
export function aboutNeed(program: Program): Paragraph {
  const table =
    program.cgo.from === 'table'
      ? ' This comes from the table of known modules, as the module is not downloaded.'
      : '';
  switch (program.grade) {
    case 'required':
      return said`The program needs cgo: ${why(program)}.${table}`;
    case 'stub':
      return said`Without cgo the program compiles and fails when it runs: ${why(program)}.${table}`;
    case 'alternative':
      return said`The program uses cgo where it is on, and has pure Go in its place.${table}`;
    case 'none':
      return said`Nothing in the program needs cgo.${table}`;
    case 'unknown':
      return said`Whether the program needs cgo is unknown: ${program.cgo.reason ?? 'its imports cannot all be read'}.`;
  }
}

/** The chain of imports, each link leading to the import that brings it. */
export function chainText({ cgo: { chain } }: Pick<Program, 'cgo'>): Paragraph {
  const links = chain
    .slice(1)
    .map(
      ({ importPath, importedAt }): Piece =>
        importedAt ? { link: importPath, to: importedAt } : { code: importPath },
    );
  return links.flatMap((link, index) => (index === 0 ? [link] : [' → ', link]));
}

/** Names as code, with words between. */
export const codes = (names: readonly string[]): Paragraph => listed(names.map((code) => ({ code })));

function why(program: Program): Paragraph {
  const [flag] = program.needCgo;
  if (flag !== undefined) return said`it is built with ${{ code: flag }}`;
  if (program.cgo.chain.length > 1) return said`it imports ${chainText(program)}`;
  return [program.cgo.reason ?? 'its own package has C code'];
}
