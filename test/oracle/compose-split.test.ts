import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromOracle } from './compose-compare.ts';
import { buildComposeOracle } from './compose-oracle.ts';
import { checkSplit, EXAMPLES } from './compose-split.ts';

test('Compose reads both examples as the engine does, before and after the split', async (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  for (const example of EXAMPLES)
    await t.test(example, () =>
      checkSplit(example, (dir) => {
        const [answer] = oracle.load([{ dir, profiles: ['prod'] }]);
        assert.equal(answer?.error, '');
        const services = Object.entries(answer?.services ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
        return Object.fromEntries(services.map(([name, service]) => [name, fromOracle(service)]));
      }),
    );
});
