import { namesProgram } from '../world/find/names-program.ts';
import { MAX_CUTS } from '../go/cgo/find-cuts.ts';
import type { CgoVerdict } from '../go/model.ts';
import { relative } from '../text/path.ts';
import { librariesOfVerdict } from '../world/needs/native-use.ts';
import { buildWorld } from '../world/build-world.ts';
import type { World } from '../world/world.ts';
import type { Command } from './command.ts';
import { type Arguments, type ExitStatus, type Terminal, UsageError } from './command-line.ts';
import { plain } from '../text/plain.ts';
import { Locate } from '../print/locate.ts';
import { open } from './open.ts';

/** `why-cgo PROGRAM [PATH]`: the chain, and the smallest set of imports to cut. */
export const whyCgo: Command = {
  name: 'why-cgo',
  operands: 'PROGRAM [PATH]',
  max: 2,
  summary: 'the imports through which a program needs cgo, and those to cut',
  options: {},
  run,
};

function run(args: Arguments, terminal: Terminal): ExitStatus {
  const [name, path] = args.positionals;
  if (name === undefined) throw new UsageError('why-cgo needs a program: a name, a package path or a folder');
  const { snapshot, settings, close } = open(args, path, terminal);
  const world = buildWorld(snapshot, settings);
  const all = world.modules.flatMap(({ module, programs }) =>
    programs.map((program) => ({ module, ...program })),
  );
  const fitting = all.filter(({ main }) =>
    namesProgram(
      world,
      {
        dir: main.dir,
        package: { dir: main.dir, importPath: main.importPath, isMain: true, binaryName: main.name },
      },
      name,
    ),
  );
  const shown = (each: (typeof all)[number]): string => relative(settings.path, each.main.dir);
  const [found, ...more] = fitting;
  if (!found)
    throw new UsageError(
      `there is no program '${name}'${all.length > 0 ? `; there are ${all.map(shown).join(', ')}` : ' in this folder'}`,
    );
  if (more.length > 0)
    throw new UsageError(`'${name}' fits several programs: ${fitting.map(shown).join(', ')}`);
  terminal.out(explain(world, found.main.name, found.cgo));
  close();
  return 0;
}

const SENTENCES: Record<CgoVerdict['grade'], string> = {
  none: 'needs no cgo: nothing that it imports outside the standard library uses C.',
  alternative: 'needs no cgo: what uses C has a pure Go stand-in, which is built when cgo is off.',
  stub: 'needs cgo at run time: without it, it compiles, and a stand-in fails when it is called.',
  required: 'needs cgo: without it, it does not compile.',
  unknown: 'cannot be judged.',
};

/** What every other package of the same grade is. */
const CULPRITS: Record<CgoVerdict['grade'], string> = {
  none: 'Also',
  alternative: 'Other packages that have such a stand-in',
  stub: 'Other packages whose stand-in fails when it is called',
  required: 'Other packages that need cgo to compile',
  unknown: 'Other packages that cannot be judged',
};

function explain(world: World, name: string, cgo: CgoVerdict): string {
  const locate = new Locate(world);
  const out = [`${name} ${SENTENCES[cgo.grade]}`];
  if (cgo.reason !== null) out.push(`  ${cgo.reason}`);
  if (cgo.from === 'table')
    out.push('  (from the table of well-known cgo packages: their sources are not downloaded)');
  if (cgo.chain.length > 0) {
    out.push('', 'The chain:');
    for (const [index, { importPath, importedAt }] of cgo.chain.entries()) {
      const range = importedAt ? locate.range(importedAt.file, importedAt.span) : null;
      const place =
        importedAt && range
          ? `  (${locate.path(importedAt.file)}:${range.start.line}:${range.start.column})`
          : '';
      out.push(`${'  '.repeat(index + 1)}${index > 0 ? '→ ' : ''}${importPath}${place}`);
    }
  }
  const [, ...others] = cgo.culprits;
  if (others.length > 0)
    out.push('', `${CULPRITS[cgo.grade]}:`, ...others.map((importPath) => `  ${importPath}`));
  if (cgo.cuts.length > 0) {
    out.push(
      '',
      cgo.singleCut
        ? 'Cutting any one of these imports frees it of cgo:'
        : 'Cutting all of these imports frees it of cgo:',
    );
    for (const { from, to, at } of cgo.cuts) {
      out.push(`  ${from} → ${to}`);
      for (const each of at)
        out.push(`    ${locate.path(each.file)}:${locate.range(each.file, each.span).start.line}`);
    }
  }
  if ((cgo.grade === 'required' || cgo.grade === 'stub') && cgo.cuts.length === 0)
    out.push(
      '',
      cgo.chain.length === 1
        ? 'No import can be cut: its own package is what needs cgo.'
        : `More than ${MAX_CUTS} imports would have to be cut.`,
    );
  const libraries = librariesOfVerdict(cgo);
  if (libraries.length > 0) out.push('', `Native libraries: ${libraries.join(', ')}`);
  return `${out.map(plain).join('\n')}\n`;
}
