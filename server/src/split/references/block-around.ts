import type { Builder } from './builders.ts';

/** The lines beside one of them, as a `Builder` means it; 0-based. */
export function blockAround(lines: readonly string[], at: number, beside: Builder['beside']): string {
  switch (beside) {
    case 'file':
      return lines.join('\n');
    case 'line':
      return lines[at] ?? '';
    case 'call':
      return lines.slice(at, endOf(lines, at, indentOf(lines[at] ?? ''), true)).join('\n');
    case 'item': {
      const indent = keyIndent(lines[at] ?? '');
      let first = at;
      while (first > 0 && !/^\s*-\s/.test(lines[first] ?? '') && isWithin(lines[first - 1] ?? '', indent))
        first--;
      return lines.slice(first, endOf(lines, at, indent, false)).join('\n');
    }
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Where the key of a line stands: the first key of a list's item stands where the others do. */
const keyIndent = (line: string): number => /^[\s-]*/.exec(line)?.[0].length ?? 0;

const isWithin = (line: string, indent: number): boolean => line.trim() === '' || keyIndent(line) >= indent;

function endOf(lines: readonly string[], at: number, indent: number, isDeeper: boolean): number {
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (line.trim() === '') continue;
    if (isDeeper ? indentOf(line) <= indent : !isWithin(line, indent) || startsItem(line, indent)) break;
  }
  return end;
}

/** Whether a line begins the next item of the list in which keys stand at an indent. */
const startsItem = (line: string, indent: number): boolean =>
  /^\s*-\s/.test(line) && indentOf(line) < indent && keyIndent(line) <= indent;
