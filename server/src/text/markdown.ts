import { plain } from './plain.ts';

/** A text of the workspace in Markdown that means nothing but itself: no HTML, no heading, no link. */
export const prose = (text: string): string =>
  plain(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*[\]<>|~]|(?<!\w)_|_(?!\w)/g, '\\$&');

/** A name or a path as code, whatever stands in it: longer fences than any in it, and no end of a table's cell. */
export function code(text: string): string {
  const inner = plain(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...(inner.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const space = inner.startsWith('`') || inner.endsWith('`') ? ' ' : '';
  return `${fence}${space}${inner}${space}${fence}`;
}
