#!/usr/bin/env tsx
// Draws the folders of server/src into ARCHITECTURE.md, each with what its imports name. With --check it only looks whether the
// drawing is true.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'server/src');

/** What each folder knows. The order of the rows comes from the imports. */
const KNOWS: Readonly<Record<string, string>> = {
  text: 'spans, line index, text edits, changes, paths, answers that may be unknown',
  memory: 'snapshots, the queries over them, and the one way to make changes',
  compose: 'Compose files → services, every value with the place it was written at',
  shell: 'a shell text → commands, round the library `unbash`',
  dockerfile: 'the text of a Dockerfile → instructions and stages, as BuildKit parses them',
  go: 'Go sources → import graph → cgo grade, chains, cuts; what a body says of ports, paths and programs',
  native: 'C libraries, their packages, package managers, base images: tables',
  image:
    'a Dockerfile followed instruction by instruction: what each stage builds, installs, copies, holds, starts',
  world: 'projects → services → images → programs → grades, and what each program needs',
  edit: 'edits of Dockerfiles and of Compose services; the slice of a Dockerfile that one program needs',
  proof: 'before, after → what would be lost; one check a file',
  rules: 'one finding a file, its fixes beside it',
  split: 'who shares an image, what each would get instead, and who else names the old file',
  print: 'what the command line and the editor say of a split in words: paths, lines, Markdown',
  editor: 'diagnostics, code actions, hovers: plain data',
  host: 'the only code that reads and writes files',
  session: 'a folder that is open: its documents, its newest snapshot, the scan in its thread',
  lsp: 'the only code that imports vscode-languageserver, one file a method',
  cli: 'the commands, one file each, and their formats',
};

const folders = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const uses = new Map(folders.map((name) => [name, usedBy(name)]));
const rows = inOrder().map((name) => {
  const knows = KNOWS[name];
  if (knows === undefined)
    throw new Error(`say in ${relative(root, fileURLToPath(import.meta.url))} what ${name}/ knows`);
  const imported = inOrder().filter((other) => uses.get(name)?.has(other));
  return `| \`${name}/\` | ${knows} | ${imported.join(' ') || '–'} |`;
});
const table = ['| folder | knows | imports |', '|---|---|---|', ...rows].join('\n');

const file = join(root, 'ARCHITECTURE.md');
const text = readFileSync(file, 'utf8');
const drawn = text.replace(/<!-- map -->[\s\S]*<!-- \/map -->/, `<!-- map -->\n${table}\n<!-- /map -->`);
if (drawn !== text && process.argv.includes('--check')) {
  console.error('ARCHITECTURE.md: the code map is out of date; run `npm run generate`');
  process.exit(1);
}
if (drawn !== text) writeFileSync(file, drawn);

/** The other folders that a folder imports. */
function usedBy(name: string): ReadonlySet<string> {
  const out = new Set<string>();
  for (const entry of readdirSync(join(source, name), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const [folder = ''] = relative(source, resolve(dirname(path), target)).split('/');
      if (folder !== name && folders.includes(folder)) out.add(folder);
    }
  }
  return out;
}

/** Whatever is imported comes first; of what may come in any order, as the list above has it. */
function inOrder(): string[] {
  const out: string[] = [];
  const left = [...folders].sort((a, b) => Object.keys(KNOWS).indexOf(a) - Object.keys(KNOWS).indexOf(b));
  while (left.length > 0) {
    const next = left.findIndex((name) => [...(uses.get(name) ?? [])].every((other) => out.includes(other)));
    if (next < 0) throw new Error(`a circle of folders: ${left.join(', ')}`);
    out.push(...left.splice(next, 1));
  }
  return out;
}
