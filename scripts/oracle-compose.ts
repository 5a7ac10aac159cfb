// Holds both examples against `docker compose --profile prod config` itself, before and after the split.
//
//   npm run oracle:compose
//
// It builds the pinned github.com/docker/compose with the go command, which takes minutes the first time; `.ci/run` asks
// compose-go, the library inside of it, instead. No Docker daemon is needed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromOracle } from '../test/oracle/compose-compare.ts';
import { HOME, type OracleService } from '../test/oracle/compose-oracle.ts';
import { checkSplit, EXAMPLES } from '../test/oracle/compose-split.ts';

const folder = mkdtempSync(join(tmpdir(), 'docker-compose-'));
try {
  const program = join(folder, 'docker-compose');
  const cwd = fileURLToPath(new URL('../test/oracle/docker-compose', import.meta.url));
  const build = ['build', '-o', program, 'github.com/docker/compose/v5/cmd'];
  const built = spawnSync('go', build, { cwd, stdio: 'inherit' });
  assert.equal(built.status, 0, 'docker compose is built');
  for (const example of EXAMPLES) {
    await checkSplit(example, (dir) => {
      const args = ['--profile', 'prod', 'config', '--format', 'json'];
      const env = { HOME, PATH: process.env['PATH'] };
      const run = spawnSync(program, args, { cwd: dir, encoding: 'utf8', env });
      assert.equal(run.status, 0, run.stderr);
      const { services } = JSON.parse(run.stdout) as { services: Record<string, OracleService> };
      const sorted = Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(sorted.map(([name, service]) => [name, fromOracle(service)]));
    });
    console.log(`${example}: docker compose config and the engine agree before and after the split`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
