#!/usr/bin/env node
// Bundles the command line, the language server and the extension. `--watch` rebuilds on every change.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The packages of the language server and of yaml have ES modules too, which bundle smaller.
  mainFields: ['module', 'main'],
  define: { DOCKERFILE_SPLIT_VERSION: JSON.stringify(version) },
  sourcemap: watch ? 'inline' : false,
  minifySyntax: true,
  logLevel: 'warning',
};

const bundles = [
  { ...common, entryPoints: ['server/src/cli/main.ts'], outfile: 'server/dist/cli.cjs' },
  { ...common, entryPoints: ['server/src/lsp/main.ts'], outfile: 'server/dist/server.cjs' },
  {
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/dist/extension.cjs',
    external: ['vscode'],
  },
];

if (watch) for (const options of bundles) await (await context(options)).watch();
else await Promise.all(bundles.map((options) => build(options)));
