import type { Program } from '../world/world.ts';
import type { Related } from './rule.ts';

/** The way from a program to the package that needs cgo, one related place an import. */
export function chainOf(program: Pick<Program, 'cgo'>): readonly Related[] {
  const { chain } = program.cgo;
  return chain.flatMap((link, index) => {
    const before = chain[index - 1];
    return link.importedAt && before
      ? [{ at: link.importedAt, message: `${before.importPath} imports ${link.importPath}` }]
      : [];
  });
}

/** Why a program needs cgo, in a clause: the flag, or the chain. */
export function whyNeeded(program: Program): string {
  const [flag] = program.needCgo;
  if (flag !== undefined) return `it is built with ${flag}`;
  const { chain, reason } = program.cgo;
  const way = chain.slice(1).map((link) => link.importPath);
  return way.length > 0 ? `it imports ${way.join(' → ')}` : (reason ?? 'its own package has C code');
}
