import type { RuleFinding } from '../rules/analyse.ts';
import { relative } from '../text/path.ts';

/** What was found when a baseline was made, so that only what is new is told. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly Known[];
}

/** Findings of one rule in one file that say the same, wherever in the file they stand: lines move. */
interface Known {
  readonly rule: string;
  /** Relative to the border of what is read, so that it is the same from every folder. */
  readonly file: string;
  readonly message: string;
  readonly count: number;
}

export function makeBaseline(findings: readonly RuleFinding[], root: string): Baseline {
  const known = new Map<string, Known>();
  for (const finding of findings) {
    const each = knownOf(finding, root);
    const key = keyOf(each);
    known.set(key, { ...each, count: (known.get(key)?.count ?? 0) + 1 });
  }
  return { version: 1, findings: [...known.values()] };
}

/** The findings that a baseline does not have, or has fewer of. */
export function notIn(
  baseline: Baseline,
  findings: readonly RuleFinding[],
  root: string,
): readonly RuleFinding[] {
  const left = new Map(baseline.findings.map((each) => [keyOf(each), each.count]));
  return findings.filter((finding) => {
    const key = keyOf(knownOf(finding, root));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** Reads what `--write-baseline` wrote; a text says what is wrong with it. */
export function readBaseline(text: string): Baseline | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (typeof value !== 'object' || value === null || !('version' in value)) return 'it is no baseline';
  if (value.version !== 1) return `it has version ${JSON.stringify(value.version)}, and only 1 is known here`;
  if (!('findings' in value) || !Array.isArray(value.findings) || !value.findings.every(isKnown))
    return 'it is no baseline';
  return { version: 1, findings: value.findings };
}

/** What tells a finding from others, stable when lines are added above it. */
export const fingerprintOf = (finding: RuleFinding, root: string): string => keyOf(knownOf(finding, root));

const knownOf = ({ rule, at, message }: RuleFinding, root: string): Omit<Known, 'count'> => ({
  rule: rule.id,
  file: relative(root, at.file),
  // A message may name a line of another file, which moves too.
  message: message.replace(/(?<=[\w.-]):\d+(?::\d+)?(?=\D|$)/g, ''),
});

const keyOf = ({ rule, file, message }: Omit<Known, 'count'>): string =>
  JSON.stringify([rule, file, message]);

const isKnown = (value: unknown): value is Known =>
  typeof value === 'object' &&
  value !== null &&
  'rule' in value &&
  typeof value.rule === 'string' &&
  'file' in value &&
  typeof value.file === 'string' &&
  'message' in value &&
  typeof value.message === 'string' &&
  'count' in value &&
  Number.isInteger(value.count);
