import type { Paragraph } from './markdown.ts';

/** Each thing is said once. */
export function uniqueParagraphs(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const seen = new Set<string>();
  return paragraphs.filter((each) => {
    const id = JSON.stringify(each);
    return !seen.has(id) && seen.add(id);
  });
}
