import type { Analysis, RuleFinding } from '../../rules/analyse.ts';
import { relative } from '../../text/path.ts';
import { Locate } from '../../print/locate.ts';
import { plain } from '../../text/plain.ts';

/** Workflow commands of GitHub Actions, which show findings in a pull request. Paths are those of the repository. */
export function githubCheck({ world }: Analysis, findings: readonly RuleFinding[]): string {
  const locate = new Locate(world);
  const level = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;
  return findings
    .map((finding) => {
      const { start, end } = locate.range(finding.at.file, finding.at.span);
      const properties = Object.entries({
        file: plain(relative(world.settings.root, finding.at.file)),
        line: start.line,
        col: start.column,
        endLine: end.line,
        endColumn: end.column,
        title: finding.rule.id,
      });
      return `::${level[finding.severity]} ${properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',')}::${data(plain(finding.message))}\n`;
    })
    .join('');
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
