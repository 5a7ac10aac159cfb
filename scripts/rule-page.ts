import type { Rule } from '../server/src/rules/rule.ts';

/**
 * The page of a rule, made from the comment above it in its own file. That is Markdown: why it matters, examples under
 * `## Bad` and `## Good`, then what else there is to say. Throws where a part is missing.
 */
export function rulePage({ id, severity, otherSeverities = [], since }: Rule, source: string): string {
  const words = pageComment(source);
  for (const part of ['## Bad', '## Good'])
    if (!words.includes(`\n${part}\n`)) throw new Error(`${id}: the comment above the rule has no ${part}`);
  const severities = [severity, ...otherSeverities].join(' or ');
  return `# ${id}

**${severities.charAt(0).toUpperCase()}${severities.slice(1)}**, since ${since}.

${words.replaceAll(NAMED_FENCE, '`$2`:\n\n```$1\n')}

## Turning it off

\`"rules": { "${id}": "off" }\` in \`.dockerfile-split.json\` at the root of the repository turns it off, another level up or down;
\`check --ignore ${id}\` leaves it out of a run.${
    id.startsWith('config/')
      ? ''
      : ` The comment \`${sign(id)} dockerfile-split-ignore ${id}: reason\` silences it for the
next line, or for the one that it stands behind.`
  }

<!-- Made by \`npm run generate\` from server/src/rules/${id}.ts. -->
`;
}

const sign = (id: string): string => (id.startsWith('go/') ? '//' : '#');

export interface Examples {
  /** Path to text: what fires. */
  readonly bad: Readonly<Record<string, string>>;
  /** What differs where all is well. */
  readonly good: Readonly<Record<string, string>>;
}

/** The files of both examples. A fence that names no file is an illustration. */
export function examplesIn(source: string): Examples {
  const words = pageComment(source);
  return { bad: filesUnder(words, 'Bad'), good: filesUnder(words, 'Good') };
}

/** The comment above the rule, without its stars. */
function pageComment(source: string): string {
  const [, comment] = /\/\*\*\n((?: \*.*\n)*?) \*\/\nexport const /.exec(source) ?? [];
  if (comment === undefined) throw new Error('the rule has no comment above it');
  return comment.replaceAll(/^ \* ?/gm, '').trimEnd();
}

function filesUnder(words: string, heading: string): Record<string, string> {
  const [, section = ''] = new RegExp(`^## ${heading}\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(words) ?? [];
  return Object.fromEntries(
    [...section.matchAll(/^```\S+ (\S+)\n([^]*?)^```$/gm)].map(([, file = '', text = '']) => [file, text]),
  );
}

const NAMED_FENCE = /^```(\S+) (\S+)\n/gm;
