import type { Node } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import { isWithin, type Place, type Span } from '../../text/span.ts';
import type { EditDocument } from './edit-document.ts';
import type { ComposeService } from '../../compose/model.ts';

/** The text of a file, for the shape of what stands there: indentation, quotes, flow style. */
export type TextOf = (file: string) => string | null;

/** What an edit of one service may touch. */
export interface EditScope {
  readonly textOf: TextOf;
  /** Services that are changed in the same way, so that what only they share may be edited for all of them. */
  readonly together: readonly ComposeService[];
  /** Services that must stay what they are. */
  readonly others: readonly ComposeService[];
}

/**
 * Who else takes what stands at a place, through an anchor or `extends`: its name, or where it stands. Null when nobody
 * does. `around` are the value and the collections around the place, any of which an alias may name.
 */
export function sharer(
  document: EditDocument,
  { file, span }: Place,
  around: readonly Node[],
  service: ComposeService,
  { together, others }: EditScope,
): string | null {
  const holds = (each: ComposeService, at: Span): boolean =>
    each.blocks.some((block) => isWithin({ file, span: at }, block));
  const extending = others.find((other) => holds(other, span));
  if (extending) return `service ${extending.name.value}`;
  const own = [service, ...together];
  const seen = new Set<Node>();
  const through = (nodes: readonly Node[]): string | null => {
    for (const node of nodes) {
      if (!(isScalar(node) || isMap(node) || isSeq(node)) || !node.anchor || seen.has(node)) continue;
      seen.add(node);
      for (const alias of document.aliasesOf(node)) {
        const other = others.find((each) => holds(each, alias.span));
        if (other) return `service ${other.name.value}`;
        if (!own.some((each) => holds(each, alias.span))) return `the anchor ${node.anchor}`;
        // The alias itself may stand in a block that others take by another alias.
        const further = through(alias.around);
        if (further !== null) return further;
      }
    }
    return null;
  };
  return through(around);
}
