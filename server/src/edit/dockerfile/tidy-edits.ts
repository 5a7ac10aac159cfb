import { inOrder, type TextEdit } from '../../text/edit.ts';

/** Edits in order, less those that fall into a deletion that is made anyway. Edits that still overlap are refused: null. */
export function tidyEdits(edits: readonly TextEdit[]): readonly TextEdit[] | null {
  const out: TextEdit[] = [];
  for (const edit of inOrder(edits)) {
    const last = out.at(-1);
    if (last && edit.span.start < last.span.end) {
      if (last.text === '' && edit.span.end <= last.span.end) continue;
      if (last.text === '' && edit.text === '') {
        out[out.length - 1] = {
          span: { start: last.span.start, end: Math.max(last.span.end, edit.span.end) },
          text: '',
        };
        continue;
      }
      if (edit.text === '' && edit.span.start === last.span.start && edit.span.end >= last.span.end) {
        out[out.length - 1] = edit;
        continue;
      }
      return null;
    }
    if (
      last &&
      last.span.start === edit.span.start &&
      last.span.end === edit.span.end &&
      last.text === edit.text
    )
      continue;
    out.push(edit);
  }
  return out;
}
