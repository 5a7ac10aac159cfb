import { headOf } from './read-head.ts';
import { chainText, codes } from '../program-text.ts';
import { type Paragraph, said } from '../markdown.ts';
import type { Hover } from '../model.ts';
import { covers, spanOf } from '../covers.ts';
import type { CgoVerdict } from '../../go/model.ts';
import type { World } from '../../world/world.ts';

/**
 * At an import of a Go file through which cgo comes: the programs and services that get it through here, and whether they would be rid
 * of it without this import.
 */
export function importHover(world: World, file: string, offset: number): Hover | null {
  const own = headOf(world.reader, file)?.imports.find((each) => covers(each, offset));
  if (!own) return null;
  const reached = new Map<string, Reached>();
  for (const { name, dir, cgo, flag, services } of verdicts(world)) {
    const found = wayThrough(cgo, file, own);
    if (!found) continue;
    const way = flag === null ? found : 'one of several';
    const known = reached.get(dir);
    reached.set(dir, {
      name,
      cgo,
      // Where one of its builds keeps cgo, the program does.
      way: known?.way === 'one of several' ? known.way : way,
      services: new Set([...(known?.services ?? []), ...services]),
    });
  }
  if (reached.size === 0) return null;
  return { span: spanOf(own), paragraphs: [...reached.values()].flatMap(about) };
}

/** A program that gets to C through an import. */
interface Reached {
  readonly name: string;
  readonly cgo: CgoVerdict;
  readonly way: 'only' | 'one of several';
  readonly services: ReadonlySet<string>;
}

function about({ name, cgo, way, services }: Reached): Paragraph[] {
  const users = [...services].sort();
  const who =
    users.length === 0
      ? said`${{ strong: name }}`
      : said`${{ strong: name }} (${users.length > 1 ? 'services' : 'service'} ${codes(users)})`;
  const need = cgo.grade === 'stub' ? 'fails at run time without cgo' : 'needs cgo';
  const through =
    way === 'only'
      ? said`${who} ${need} through this import, and without it would not.`
      : said`${who} ${need} through this import, and would without it.`;
  return cgo.chain.length > 1
    ? [through, said`${{ code: cgo.chain[0]?.importPath ?? name }} → ${chainText({ cgo })}`]
    : [through];
}

/** How a verdict depends on an import; null where it is not on the way, or not known to be. */
function wayThrough(
  { grade, chain, cuts, singleCut, culprits, reachedFirstParty }: CgoVerdict,
  file: string,
  own: { readonly start: number; readonly path: string },
): Reached['way'] | null {
  if (grade !== 'required' && grade !== 'stub') return null;
  const isOwn = (at: { readonly file: string; readonly span: { readonly start: number } } | null): boolean =>
    at?.file === file && at.span.start === own.start;
  const cut = cuts.find(({ at }) => at.some(isOwn));
  // All the imports of one package by another have to go together.
  if (cut) return (singleCut || cuts.length === 1) && cut.at.length === 1 ? 'only' : 'one of several';
  if (chain.some(({ importedAt }) => isOwn(importedAt))) return 'one of several';
  return culprits.includes(own.path) && reachedFirstParty.includes(file) ? 'one of several' : null;
}

/** Every verdict on a program: as the images build it, and where none does, as it lies there. */
function* verdicts(world: World): Iterable<{
  readonly name: string;
  readonly dir: string;
  readonly cgo: CgoVerdict;
  /** A flag of its build that needs cgo whatever it imports. */
  readonly flag: string | null;
  readonly services: readonly string[];
}> {
  for (const { programs, usedBy } of world.images)
    for (const { dir, cgo, needCgo, package: main } of programs) {
      const services = usedBy
        .filter(({ program }) => program?.dir === dir)
        .map(({ model }) => model.name.value);
      yield { name: main.binaryName, dir, cgo, flag: needCgo[0] ?? null, services };
    }
  for (const { programs } of world.modules)
    for (const { main, cgo } of programs)
      yield { name: main.name, dir: main.dir, cgo, flag: null, services: [] };
}
