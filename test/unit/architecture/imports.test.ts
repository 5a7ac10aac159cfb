import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../../server/src', import.meta.url));

const protocol = fileURLToPath(new URL('../../../protocol/src', import.meta.url));

/** Who may know what the client and the server say to each other. */
const SPEAKS: readonly string[] = ['session', 'lsp'];

/**
 * The way that data flows. A folder imports what stands before it; of those that stand together none knows another.
 * ARCHITECTURE.md shows the same drawing.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['text'],
  ['compose', 'shell', 'dockerfile', 'go', 'native'],
  ['memory'],
  ['image'],
  ['world'],
  ['edit'],
  ['proof'],
  ['rules', 'split'],
  ['editor'],
  ['host'],
  ['session'],
  ['lsp'],
  ['cli'],
];

const layerOf = (folder: string): number => LAYERS.findIndex((layer) => layer.includes(folder));

/** Packages that only some folders may use. */
const PACKAGES: Record<string, readonly string[]> = {
  'vscode-languageserver': ['lsp'],
  'vscode-languageserver-textdocument': ['lsp'],
  'vscode-uri': ['lsp'],
  unbash: ['shell'],
  yaml: ['compose', 'edit'],
  '@balena/dockerignore': ['world'],
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
    const path = resolve(source, dirname(file), target);
    if (path.startsWith(protocol)) return !SPEAKS.includes(from);
    const to = folderOf(path);
    return to !== from && (layerOf(to) < 0 || layerOf(to) >= layerOf(from));
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
  const edges = new Set(['host', 'session', 'lsp', 'cli']);
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
