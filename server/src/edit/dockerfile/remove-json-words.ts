import type { Token } from '../../dockerfile/ast.ts';
import type { TextEdit } from '../../text/edit.ts';

/** Takes strings out of a JSON form, each with one comma. What stands between those that stay is as it was. */
export function removeJsonWords(words: readonly Token[], going: ReadonlySet<Token>): TextEdit[] {
  const first = words.findIndex((word) => !going.has(word));
  return words.flatMap((word, index) => {
    if (!going.has(word)) return [];
    const before = words[index - 1];
    const after = words[index + 1];
    if (index < first && after) return [{ span: { start: word.start, end: after.start }, text: '' }];
    return [{ span: { start: before?.end ?? word.start, end: word.end }, text: '' }];
  });
}
