import { isDeepStrictEqual } from 'node:util';
import type { ServiceFacts } from '../project/run-project.ts';

/**
 * What is another after a split, a line each. Nothing may be, but for what follows from cgo: of a program that was built
 * with it and is built without now the bytes are others.
 */
export function compareProjects(
  before: ReadonlyMap<string, ServiceFacts>,
  after: ReadonlyMap<string, ServiceFacts>,
): string[] {
  const out: string[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (!old || !now) {
      out.push(`${name} is ${old ? 'gone' : 'new'}`);
      continue;
    }
    compare(name, withoutCgo(old, now), withoutCgo(now, old), out);
  }
  return out;
}

/** A service's facts without those that differ with cgo alone, where the other one was built with another cgo. */
function withoutCgo(own: ServiceFacts, other: ServiceFacts): object {
  if (typeof own.said === 'string' || typeof other.said === 'string') return own;
  if (own.said['cgo'] === other.said['cgo']) return own;
  const strip = (said: object): object => ({ ...said, cgo: null, bytes: null });
  return {
    ...own,
    said: strip(own.said),
    answers: own.answers.map((each) => (each.startsWith('{') ? strip(JSON.parse(each)) : each)),
  };
}

function compare(path: string, old: unknown, now: unknown, out: string[]): void {
  if (isDeepStrictEqual(old, now)) return;
  if (isRecord(old) && isRecord(now))
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
      compare(`${path} ${key}`, old[key], now[key], out);
  else out.push(`${path}: ${JSON.stringify(old)} becomes ${JSON.stringify(now)}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
