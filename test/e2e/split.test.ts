import { test } from 'node:test';
import { reportSuite } from './report-suite.ts';
import { copyExample } from './run-suite.ts';

test('split in VS Code', (t) =>
  reportSuite(t, { suite: 'split', prepare: (folder) => copyExample('photos', folder) }));

test('the leak in VS Code', (t) =>
  reportSuite(t, { suite: 'leak', prepare: (folder) => copyExample('photos-leak', folder) }));
