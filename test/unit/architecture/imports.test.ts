import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../../server/src', import.meta.url));

/** What each folder may import: the diagram in ARCHITECTURE.md. */
const MAY: Record<string, readonly string[]> = {
  text: [],
  compose: ['text'],
  shell: ['text'],
  dockerfile: ['text'],
  go: ['text'],
  native: ['text'],
  image: ['text', 'dockerfile', 'shell', 'native'],
  workspace: ['text', 'compose', 'shell', 'dockerfile', 'go', 'native', 'image'],
  split: ['text', 'compose', 'shell', 'dockerfile', 'go', 'native', 'image', 'workspace'],
  rules: ['text', 'compose', 'shell', 'dockerfile', 'go', 'native', 'image', 'workspace', 'split'],
  editor: ['text', 'compose', 'shell', 'dockerfile', 'go', 'native', 'image', 'workspace', 'split', 'rules'],
  host: ['text', 'go', 'workspace'],
  lsp: ['text', 'compose', 'dockerfile', 'go', 'image', 'workspace', 'split', 'rules', 'editor', 'host'],
  cli: [
    'text',
    'compose',
    'dockerfile',
    'go',
    'image',
    'workspace',
    'split',
    'rules',
    'editor',
    'host',
    'lsp',
  ],
};

/** Packages that only some folders may use. */
const PACKAGES: Record<string, readonly string[]> = {
  'vscode-languageserver': ['lsp'],
  'vscode-languageserver-textdocument': ['lsp'],
  'vscode-uri': ['lsp'],
  unbash: ['shell'],
  yaml: ['compose'],
  '@balena/dockerignore': ['workspace'],
  diff: ['cli'],
  picocolors: ['cli'],
};

const imports = sourceFiles(source).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*?from '([^']+)';/gms)].map((match) => ({
    file: relative(source, file),
    from: folderOf(file),
    target: match[1] ?? '',
  })),
);

test('imports follow the diagram', () => {
  const wrong = imports.filter(({ file, from, target }) => {
    if (!target.startsWith('.')) return false;
    const to = folderOf(resolve(source, dirname(file), target));
    return to !== from && !MAY[from]?.includes(to);
  });
  assert.deepEqual(wrong, []);
  assert.ok(imports.length > 200, 'the imports were found');
});

test('rules do not import each other', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      /^rules\/(?:compose|dockerfile|go)\//.test(file) && !target.startsWith('../') && target.startsWith('.'),
  );
  assert.deepEqual(wrong, []);
});

test('the core does no I/O, and each package stays in its folder', () => {
  const edges = new Set(['host', 'lsp', 'cli']);
  const wrong = imports.filter(({ from, target }) => {
    if (target.startsWith('.')) return false;
    if (target.startsWith('node:')) return target === 'node:fs' ? from !== 'host' : !edges.has(from);
    const name = target.startsWith('@')
      ? target.split('/').slice(0, 2).join('/')
      : (target.split('/')[0] ?? '');
    return !PACKAGES[name]?.includes(from);
  });
  assert.deepEqual(wrong, []);
});

test('there are no circles', () => {
  const graph = new Map<string, string[]>();
  for (const { file, target } of imports)
    if (target.startsWith('.'))
      graph.set(file, [...(graph.get(file) ?? []), relative(source, resolve(source, dirname(file), target))]);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    assert.ok(!path.includes(file), `a circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
});

function folderOf(file: string): string {
  return relative(source, file).split('/')[0] ?? '';
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}
