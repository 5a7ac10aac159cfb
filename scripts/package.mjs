#!/usr/bin/env node
// Makes what is published, in the folder that is named (default: .artifacts/packages): the extension as a VSIX and the
// command line as an npm package. It uses no network.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, root, run } from './prepare.mjs';

const folder = resolve(process.argv[2] ?? join(root, '.artifacts/packages'));
mkdirSync(folder, { recursive: true });
build();
run('npx', [
  'vsce',
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  join(folder, 'dockerfile-split.vsix'),
]);
run('npm', [
  'pack',
  join(root, 'server'),
  '--pack-destination',
  folder,
  '--ignore-scripts',
  '--loglevel=error',
]);
console.log(folder);
