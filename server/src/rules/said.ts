import type { Findings } from '../proof/prove.ts';
import { analyse } from './analyse.ts';

/**
 * What the rules say, for a proof: all of them, at the severity that they have by themselves. What a person has turned off or
 * down makes no change safer.
 */
export const said: Findings = (reader, settings) =>
  reader.derive(analyse, settings).findings.map(({ rule, severity, at, message }) => ({
    id: rule.id,
    serious: severity === 'error' || severity === 'warning',
    file: at.file,
    message,
  }));
