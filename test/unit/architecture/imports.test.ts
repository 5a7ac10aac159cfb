import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const source = join(repository, 'server/src');
const client = join(repository, 'client/src');
const protocol = join(repository, 'protocol/src');

/** Who may know what the client and the server say to each other. */
const SPEAKS: readonly string[] = ['session', 'lsp'];

/**
 * The way that data flows. A folder imports what stands before it; of those that stand together none knows another.
 * ARCHITECTURE.md shows the same drawing.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['text'],
  ['memory'],
  ['compose', 'shell', 'dockerfile', 'go', 'native'],
  ['image'],
  ['world'],
  ['edit'],
  ['proof'],
  ['rules', 'split'],
  ['print'],
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
  'jsonc-parser': ['world'],
  diff: ['cli'],
  picocolors: ['cli'],
};

interface Import {
  /** Relative to the folder that was searched. */
  readonly file: string;
  readonly from: string;
  readonly target: string;
}

const imports = importsIn(source);

test('imports follow the diagram', () => {
  const wrong = imports.filter(({ file, from, target }) => {
    if (!target.startsWith('.')) return false;
    const path = resolve(source, dirname(file), target);
    if (isIn(protocol, path)) return !SPEAKS.includes(from);
    if (!isIn(source, path)) return true;
    const to = folderOf(path);
    return to !== from && (layerOf(to) < 0 || layerOf(to) >= layerOf(from));
  });
  assert.deepEqual(wrong, []);
  assert.ok(imports.length > 200, 'the imports were found');
});

test('the client imports what it speaks with the server, and nothing else of the project', () => {
  const found = importsIn(client);
  const wrong = found.filter(({ file, target }) => {
    if (!target.startsWith('.')) return !/^(?:vscode|vscode-languageclient(?:\/.*)?|node:.*)$/.test(target);
    const path = resolve(client, dirname(file), target);
    return !isIn(client, path) && !isIn(protocol, path);
  });
  assert.deepEqual(wrong, []);
  assert.ok(
    found.some(({ target }) => target === 'vscode'),
    'the imports were found',
  );
  assert.ok(found.some(({ target }) => target.endsWith('/protocol.ts')));
});

test('the protocol knows neither side', () => {
  const wrong = importsIn(protocol).filter(({ file, target }) =>
    target.startsWith('.')
      ? !isIn(protocol, resolve(protocol, dirname(file), target))
      : !target.startsWith('node:'),
  );
  assert.deepEqual(wrong, []);
});

test('every way of importing is seen', () => {
  const text = [
    "import a from 'a';",
    "import 'b';",
    "export * from 'c';",
    "import {\n  d,\n  type e,\n} from 'd';",
    "const f = await import('e');",
    "type G = import('f').G;",
    "const h = require('g');",
    'const i = import(`h`);',
    '// import i from "i";',
  ].join('\n');
  assert.deepEqual(targetsIn(text), ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
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
  for (const folder of [source, client, protocol]) {
    const graph = new Map<string, string[]>();
    for (const { file, target } of importsIn(folder))
      if (target.startsWith('.'))
        graph.set(file, [
          ...(graph.get(file) ?? []),
          relative(folder, resolve(folder, dirname(file), target)),
        ]);
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      assert.ok(!path.includes(file), `a circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) walk(file, []);
  }
});

function importsIn(folder: string): Import[] {
  return sourceFiles(folder).flatMap((path) =>
    targetsIn(readFileSync(path, 'utf8')).map((target) => ({
      file: relative(folder, path),
      from: relative(folder, path).split('/')[0] ?? '',
      target,
    })),
  );
}

/** What a source text imports, statically and dynamically, in its order. */
function targetsIn(text: string): string[] {
  const code = text.replace(/^\s*\/\/.*$/gm, '');
  const forms =
    /^(?:import|export)\b[^;'"`]*?\bfrom\s*(['"])([^'"]+)\1|^import\s*(['"])([^'"]+)\3|\b(?:import|require)\s*\(\s*(['"`])([^'"`]+)\5/gm;
  return [...code.matchAll(forms)].map((match) => match[2] ?? match[4] ?? match[6] ?? '');
}

const isIn = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);

function folderOf(file: string): string {
  return relative(source, file).split('/')[0] ?? '';
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

test('no rule is named outside of its own file', () => {
  const wrong = sourceFiles(source).flatMap((path) => {
    const file = relative(source, path);
    if (/^rules\/(?:(?:compose|config|dockerfile|go)\/|all-rules\.ts)/.test(file)) return [];
    const named = readFileSync(path, 'utf8').match(
      /['"`](?:compose|config|dockerfile|go)\/[a-z]+(?:-[a-z]+)*['"`]/g,
    );
    return named ? [`${file}: ${named.join(', ')}`] : [];
  });
  assert.deepEqual(wrong, []);
});
