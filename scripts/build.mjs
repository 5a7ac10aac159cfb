#!/usr/bin/env node
// Bundles the command line, which is the language server too, and the extension, and writes the notices for what they contain. `--watch` rebuilds on every change.
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { notices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
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
  define: {
    DOCKERFILE_SPLIT_VERSION: JSON.stringify(version),
    DOCKERFILE_SPLIT_BUILD: String(buildNumber()),
  },
  sourcemap: watch ? 'inline' : false,
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
};

/** A number of 31 bits that is another one whenever the server's sources are. */
function buildNumber() {
  const hash = createHash('sha256');
  const sources = readdirSync(`${root}/server/src`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.path}/${entry.name}`);
  for (const path of sources.sort()) hash.update(readFileSync(path));
  return hash.digest().readUInt32BE() >>> 1;
}

/** The page of each rule by its id, which `explain` prints. */
function rulePages() {
  const folder = `${root}/docs/rules`;
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  return Object.fromEntries(
    names
      .filter((name) => name.includes('/') && name.endsWith('.md'))
      .map((name) => [name.slice(0, -'.md'.length), readFileSync(`${folder}/${name}`, 'utf8')]),
  );
}

const bundles = [
  {
    ...common,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'server/dist/cli.cjs',
    define: {
      ...common.define,
      DOCKERFILE_SPLIT_PAGES: JSON.stringify(rulePages()),
      'import.meta.url': '""',
    },
  },
  {
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'client/dist/extension.cjs',
    external: ['vscode'],
  },
];

if (watch) for (const options of bundles) await (await context(options)).watch();
else {
  const [server, client] = await Promise.all(bundles.map(async (options) => (await build(options)).metafile));
  // The package of the command line holds the first, the extension both.
  writeFileSync(`${root}/server/dist/${NOTICES}`, notices([server], root));
  copyFileSync(
    `${root}/schemas/dockerfile-split.schema.json`,
    `${root}/server/dist/dockerfile-split.schema.json`,
  );
  writeFileSync(`${root}/client/dist/${NOTICES}`, notices([server, client], root));
}
