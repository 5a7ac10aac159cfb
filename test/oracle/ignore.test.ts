import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { readIgnoreFile } from '../../server/src/dockerfile/ignore-file.ts';

interface Request {
  readonly ignore: string;
  readonly paths: readonly string[];
}

/** Few letters, so that patterns and paths meet often. */
const name = fc.stringMatching(/^[ab.d1]{1,4}$/).filter((each) => each !== '.' && each !== '..');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const piece = fc.oneof(
  { weight: 4, arbitrary: name },
  fc.constantFrom(
    '*',
    '**',
    '*a',
    'a*',
    '*a*b',
    '?',
    'a?',
    '**a',
    'a**',
    '[ab]',
    '[^a]*',
    '[a-d]1',
    '\\a',
    '\\*',
    '..',
    '.',
    '***',
    '*.a',
    '{a,b}',
    'a+',
    '(a)',
    'a$',
    '[]a]',
    '^a',
  ),
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '!', '/', '#', ' ', '! ', '/!'),
    fc.array(piece, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '/', ' '),
  )
  .map(([before, pieces, after]) => before + pieces.join('/') + after);
const request = fc.record({
  ignore: fc
    .tuple(fc.array(pattern, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, end]) => lines.join(end)),
  paths: fc.array(path, { minLength: 1, maxLength: 12 }),
});

test('.dockerignore hides what it hides from BuildKit', (t) => {
  if (spawnSync('go', ['version']).status !== 0) {
    t.skip('needs go: install Go 1.26.8, or any from 1.21 that may fetch it (https://go.dev/dl)');
    return;
  }
  const requests = fc.sample(request, 20_000);
  requests.push(
    { ignore: '*a*a*a*a*a*a*a*ab', paths: ['a'.repeat(60), `${'a'.repeat(60)}b`] },
    { ignore: `${'**/'.repeat(20)}x`, paths: [`${'a/'.repeat(40)}x`, `${'a/'.repeat(40)}y`] },
    { ignore: '\uFEFFa\n!a/b', paths: ['a', 'a/b', 'a/c'] },
  );
  const answers = ask(requests);
  let judged = 0;
  for (const [index, { ignore, paths }] of requests.entries()) {
    const answer = answers[index];
    assert.ok(answer);
    // A file that BuildKit refuses hides nothing: there is no build.
    if (answer.error !== '') continue;
    judged++;
    const hides = readIgnoreFile(ignore);
    assert.deepEqual(
      paths.map((each) => hides(each)),
      answer.hidden,
      JSON.stringify({ ignore, paths }),
    );
  }
  assert.ok(judged > 10_000, `${judged} files were judged`);
});

function ask(
  requests: readonly Request[],
): readonly { readonly error: string; readonly hidden: readonly boolean[] }[] {
  const { status, stdout, stderr, error } = spawnSync('go', ['run', '.'], {
    cwd: fileURLToPath(new URL('./ignore/', import.meta.url)),
    input: requests.map((each) => JSON.stringify(each)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
