import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { fromOracle, fromOurs, ours } from './compose-compare.ts';
import type { ComposeCase } from './compose-data.ts';
import type { ComposeOracle, OracleAnswer } from './compose-oracle.ts';

/** Fails with every project on which the two differ, the first in full; counts those that compose-go rejects. */
export function agree(oracle: ComposeOracle, all: readonly ComposeCase[]): number {
  const answers = oracle.load(all.map(({ request }) => request));
  const differing = all.flatMap(({ name, request }, index) => {
    const answer = answers[index];
    assert.ok(answer);
    const pair = compare(request, answer);
    return isDeepStrictEqual(pair.ours, pair.theirs) ? [] : [{ name, ...pair }];
  });
  const [first] = differing;
  if (first)
    assert.deepEqual(
      first.ours,
      first.theirs,
      `${differing.length} of ${all.length} differ: ${differing.map(({ name }) => name).join(', ')}\nfirst ${first.name}`,
    );
  return answers.filter(({ error }) => error !== '').length;
}

/** Both as plain data; a project that Compose rejects is compared as rejected, whatever is wrong with it. */
function compare(request: ComposeCase['request'], answer: OracleAnswer): { ours: unknown; theirs: unknown } {
  const project = ours(request);
  const theirs =
    answer.error === ''
      ? Object.fromEntries(
          Object.entries({ ...answer.services, ...answer.disabled })
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, service]) => [name, fromOracle(service)]),
        )
      : `rejected: ${answer.error}`;
  if (answer.error !== '' && project.errors.length > 0) return { ours: theirs, theirs };
  const [error] = project.errors;
  return {
    ours: error
      ? `rejected: ${error.message}`
      : Object.fromEntries(project.services.map((service) => [service.name.value, fromOurs(service)])),
    theirs,
  };
}
