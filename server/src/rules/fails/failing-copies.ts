import type { CopySource, StageTrace, Step } from '../../image/model.ts';
import type { Image } from '../../world/world.ts';

/** A source of COPY or ADD that is surely not there. */
export interface FailingCopy {
  readonly kind: 'copy';
  readonly stage: number;
  /** Where it stops the build: the offset of the instruction. */
  readonly at: number;
  readonly step: Step;
  /** The stage that it is copied from; null for the build context. */
  readonly from: number | null;
  readonly source: CopySource & { readonly path: string };
}

/** The copies of a stage that fail. A pattern may match nothing. */
export function failingCopies({ trace }: Image, { stage, steps }: StageTrace): FailingCopy[] {
  return steps.flatMap((step) => {
    const { effect, conditional } = step;
    if (effect.kind !== 'copy' || conditional || effect.copy.from.kind === 'image') return [];
    const { from, sources } = effect.copy;
    const origin = from.kind === 'stage' ? from.stage : null;
    // A stage that is not understood may have anything, though the trace says so already.
    if (origin !== null && (trace.stages[origin]?.opaque.length ?? 0) > 0) return [];
    return sources.flatMap(({ token, path, found }): FailingCopy[] => {
      if (found.kind !== 'absent' || path === null || /[*?[\\]/.test(token.value)) return [];
      const at = step.instruction.start;
      return [{ kind: 'copy', stage: stage.index, at, step, from: origin, source: { token, path, found } }];
    });
  });
}
