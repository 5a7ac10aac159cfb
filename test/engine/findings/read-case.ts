import { readFixture } from '../project/read-fixture.ts';
import type { Outcome } from './outcome.ts';

/** What is to happen with a workspace, stated at its end a fact a line. */
export interface Expected {
  /** `rule ID`: the rule that fires. */
  readonly rule: string;
  /** `step start`: how far it comes. */
  readonly step: Outcome['step'];
  /** `real TEXT`: what is said there; a regular expression, of which the table shows what it matched. */
  readonly real: RegExp;
  /** `fix TITLE`: how the title of the first fix begins. */
  readonly fix: string | null;
}

export function readCase(file: URL): { readonly files: Record<string, string>; readonly expected: Expected } {
  const { expect = '', ...files } = readFixture(file);
  const said = (verb: string): string | null => new RegExp(`^${verb} (.+)$`, 'm').exec(expect)?.[1] ?? null;
  const step = (['config', 'build', 'start', 'runs'] as const).find((each) => each === said('step'));
  const [rule, real] = [said('rule'), said('real')];
  if (!step || rule === null || real === null)
    throw new Error(`${file.pathname} does not say what is to happen`);
  return { files, expected: { rule, step, real: new RegExp(real), fix: said('fix') } };
}
