import type { Instruction } from '../dockerfile/ast.ts';
import type { ImageTrace, Install, InstalledPackage, StageTrace } from './model.ts';

/** A stage and those that it stands on, the lowest first. Stages may stand on each other deeper than a stack is. */
export function lineageOf({ stages }: ImageTrace, stage: StageTrace | null): StageTrace[] {
  const out: StageTrace[] = [];
  for (let at = stage; at; at = (at.parent.kind === 'stage' && stages[at.parent.index]) || null)
    out.unshift(at);
  return out;
}

export const instructionsOf = (lineage: readonly StageTrace[]): Instruction[] =>
  lineage.flatMap(({ stage }) => stage.instructions);

/** What stages install, package by package. */
export const packagesOf = (
  lineage: readonly StageTrace[],
): { readonly manager: Install['manager']; readonly package: InstalledPackage }[] =>
  lineage.flatMap(({ steps }) =>
    steps.flatMap(({ effect }) =>
      effect.kind === 'install'
        ? effect.install.packages.map((each) => ({ manager: effect.install.manager, package: each }))
        : [],
    ),
  );
