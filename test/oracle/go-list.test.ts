import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareModule } from './go-list-run.ts';
import { goCommand } from './go-list.ts';
import { SMALL_SET } from './go-modules.ts';

const go = goCommand();
// The pinned modules ask for it.
const need = go && go.minor >= 26 ? null : 'needs Go 1.26 or newer on PATH: https://go.dev/dl/';

for (const module of SMALL_SET) {
  test(`${module.path}: the engine sees what go list sees`, (t) => {
    if (!go || need) return t.skip(need ?? '');
    for (const { world, packages, differences } of compareModule(module, go.minor, go.moduleCache)) {
      assert.ok(packages > 0);
      assert.deepEqual(differences, [], JSON.stringify(world));
    }
  });
}
