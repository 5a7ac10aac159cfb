import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseGo } from '../../server/src/go/syntax/parse-go.ts';
import { missingGo } from './cgo/go-build.ts';

/**
 * Folders of the Go tree with every construct of the language. Of the tests of its type checker, those in `check` are left
 * out: what they hold is meant to be rejected, methods with several receivers among it.
 */
const FOLDERS = [
  'go',
  'net',
  'os',
  'encoding',
  'text',
  'reflect',
  'runtime',
  'internal/types/testdata/examples',
  'internal/types/testdata/fixedbugs',
  'internal/types/testdata/spec',
  'cmd/compile/internal/types2',
];

/** A file that go/parser reads is read here without a fault, and has as many calls, literals, selectors and so on. */
test("the Go parser agrees with go/parser on Go's own sources", (t) => {
  const need = missingGo();
  if (need) return t.skip(need);
  const root = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).stdout.trim();
  const files = FOLDERS.flatMap((folder) => goFilesBelow(join(root, 'src', folder)));
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: fileURLToPath(new URL('go-syntax', import.meta.url)),
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
  });
  assert.equal(status, 0, stderr);
  let compared = 0;
  const differing = stdout
    .trimEnd()
    .split('\n')
    .flatMap((theirs, index) => {
      const path = files[index] ?? '';
      const ours = seen(readFileSync(path, 'utf8'));
      // A file with a fault need not be read alike; that it is read without an exception was shown.
      if (theirs === 'ERR') return [];
      compared++;
      return ours === theirs ? [] : [`${path}: ours ${ours}, theirs ${theirs}`];
    });
  assert.deepEqual(differing, []);
  assert.ok(compared > 1500, `${compared} files were compared`);
});

function goFilesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return goFilesBelow(path);
    return entry.name.endsWith('.go') ? [path] : [];
  });
}

function seen(text: string): string {
  const syntax = parseGo(text);
  const counts = { call: 0, composite: 0, selector: 0, func: 0, star: 0, assert: 0 };
  // A constant that repeats the one above shares its values, which go/parser sees once.
  const visited = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || visited.has(node)) return;
    visited.add(node);
    const { kind, name } = node as { kind?: string; name?: unknown };
    if (kind === 'typeswitch') counts.assert++;
    else if (kind === 'func') counts.func += name === undefined ? 1 : 0;
    else if (kind !== undefined && Object.hasOwn(counts, kind)) counts[kind as keyof typeof counts]++;
    for (const child of Object.values(node)) visit(child);
    // What is read when it is asked for is no property of its own.
    if (kind === 'func') visit((node as { body?: unknown }).body);
  };
  visit(syntax.decls);
  // Bodies are read by the walk.
  if (syntax.broken) return 'broken';
  const { call, composite, selector, func, star, assert: assertions } = counts;
  return [call, composite, selector, func, star, assertions].join(' ');
}
