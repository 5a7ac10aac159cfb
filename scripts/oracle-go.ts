#!/usr/bin/env tsx
// Compares what the engine sees of many published modules with `go list -e -deps`, prints every difference, and writes the
// table in docs/measurements/go.md. Downloads several gigabytes into the Go module cache.
//
//   npm run oracle:go               the full set
//   npm run oracle:go -- loki etcd  the modules whose path has one of the words; the page is left as it is
import { goCommand } from '../test/oracle/go-list.ts';
import { compareModule } from '../test/oracle/go-list-run.ts';
import { FULL_SET } from '../test/oracle/go-modules.ts';
import { writeMeasurements } from './measurements.ts';

const go = goCommand();
if (!go) {
  console.error('The go command is needed on PATH: https://go.dev/dl/');
  process.exit(2);
}
const words = process.argv.slice(2);
const modules = FULL_SET.filter(
  ({ path }) => words.length === 0 || words.some((word) => path.includes(word)),
);
const rows: string[] = [];
let wrong = 0;
for (const module of modules) {
  const compared = compareModule(module, go.minor, go.moduleCache);
  const [first] = compared;
  const lines = compared.flatMap(({ world, differences }) =>
    differences.map(
      (each) =>
        `${world.goos}/${world.goarch} cgo ${world.cgo ? 'on' : 'off'} ${world.tags.join(',')}: ${each}`,
    ),
  );
  for (const line of lines) console.log(line);
  wrong += lines.length;
  const cgo = Math.max(...compared.map(({ cgoPackages }) => cgoPackages));
  rows.push(
    `| ${module.path} | ${module.version} | ${first?.programs ?? 0} | ${first?.packages ?? 0} | ${first?.files ?? 0} | ${cgo} | ${module.tags.join(' ')} | ${lines.length} |`,
  );
  console.log(rows.at(-1));
}
if (words.length === 0)
  writeMeasurements(
    'go.md',
    'oracle',
    `Against \`go list -e -deps ./...\` of ${go.version}: package names, folders, GoFiles, CgoFiles, imports, \`#cgo\` flags and the
packages that are reached outside the standard library. Each module in five worlds: linux/amd64 and linux/arm64, each with
cgo on and off, and linux/amd64 with the tags that are named. Programs, packages and files are those of linux/amd64 with cgo,
cgo packages the most of any world. \`npm run oracle:go\` writes this table.

| module | version | programs | packages | files | cgo packages | tags | differences |
|---|---|--:|--:|--:|--:|---|--:|
${rows.join('\n')}`,
  );
console.log(`${modules.length} modules, ${wrong} differences`);
process.exitCode = wrong > 0 ? 1 : 0;
