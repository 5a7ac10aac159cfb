import pc from 'picocolors';

/** A page of Markdown as text for a terminal: examples are set in, links are their words, and comments for its makers are left out. */
export function prettyPage(markdown: string, colour: boolean): string {
  const { bold, cyan } = pc.createColors(colour);
  const out: string[] = [];
  let isExample = false;
  for (const line of markdown
    .replaceAll(/<!--[^]*?-->\n?/g, '')
    .trimEnd()
    .split('\n')) {
    if (line.startsWith('```')) isExample = !isExample;
    else if (isExample) out.push(`    ${line}`.trimEnd());
    else if (line.startsWith('#')) out.push(bold(line.replace(/^#+ /, '')));
    else
      out.push(
        line
          .replaceAll(/\[([^[\]]*)\]\([^)]*\)/g, '$1')
          .replaceAll(/(?<![\w*])\*{1,2}(?=\S)([^*]+)\*{1,2}/g, '$1')
          .replaceAll(/`([^`]*)`/g, (whole: string, code: string) => (colour ? cyan(code) : whole)),
      );
  }
  return `${out.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`;
}
