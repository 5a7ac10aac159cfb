import type { Instruction } from '../dockerfile/ast.ts';
import type { InstalledPackage, Install, StageTrace } from '../image/model.ts';
import type { Image } from '../world/world.ts';

/** A stage and those that it stands on, the lowest first. */
export function lineageOf({ trace }: Image, stage: StageTrace | null): StageTrace[] {
  const out = stage ? [stage] : [];
  for (let at = stage; at?.parent.kind === 'stage'; ) {
    const index: number = at.parent.index;
    at = trace.stages.find((each) => each.stage.index === index) ?? null;
    if (at) out.unshift(at);
  }
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
