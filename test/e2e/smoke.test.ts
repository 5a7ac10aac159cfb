import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { repository } from './code-host/tools.ts';
import { reportSuite } from './report-suite.ts';

test('a real VS Code runs a suite', (t) =>
  reportSuite(t, {
    suite: 'smoke',
    extension: join(repository, 'test/e2e/smoke-extension'),
    prepare: (folder) => writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n'),
  }));
