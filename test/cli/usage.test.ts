import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

const MAIN = fileURLToPath(new URL('../../server/src/cli/main.ts', import.meta.url));

/** What every command takes besides its own options. */
const COMMON = ['--root', '--help'];
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  check: [
    '--format',
    '--fix',
    '--fail-on',
    '--rule',
    '--ignore',
    '--profile',
    '--baseline',
    '--write-baseline',
    '--file',
  ],
  split: [
    '--write',
    '--dockerfile',
    '--program',
    '--into',
    '--keep',
    '--format',
    '--summary',
    '--bake',
    '--cache-mounts',
    '--file',
  ],
  inspect: ['--format', '--file'],
  'why-cgo': [],
  explain: [],
  measure: ['--format', '--into'],
  lsp: ['--stdio'],
};

describe('help', () => {
  test('names every command, with a line that says what it does', () =>
    onWorkspace({}, async (bench) => {
      const { status, out, error } = await bench.run('--help');
      assert.deepEqual([status, error], [0, '']);
      for (const command of Object.keys(OPTIONS))
        assert.match(out, new RegExp(`^  dockerfile-split ${command}.*  \\w.{10,}$`, 'm'));
      assert.equal((await bench.run('help')).out, out);
      const alone = await bench.run();
      assert.deepEqual([alone.status, alone.out, alone.error], [2, '', out]);
    }));

  for (const [command, options] of Object.entries(OPTIONS)) {
    test(`${command} has a page of its own, with a line for each option`, () =>
      onWorkspace({}, async (bench) => {
        const { status, out, error } = await bench.run(command, '--help');
        assert.deepEqual([status, error], [0, '']);
        for (const option of [...options, ...COMMON])
          assert.match(
            out,
            new RegExp(`^  (?:-\\w, )?${option}(?: \\S+)?(?:\\n? {2,})\\w.{5,}$`, 'm'),
            option,
          );
        assert.equal((await bench.run(command, '-h')).out, out);
        assert.equal((await bench.run('help', command)).out, out);
        for (const line of out.split('\n')) assert.ok(line.length <= 120, line);
      }));
  }
});

describe('a call that cannot be meant ends with 2 and one line', () => {
  const CASES: readonly (readonly [readonly string[], RegExp])[] = [
    [['chekc'], /there is no command 'chekc'; did you mean check\?/],
    [['frobnicate'], /there is no command 'frobnicate'; see dockerfile-split --help/],
    [['check', '--fromat', 'json'], /there is no option '--fromat'; did you mean --format\?/],
    [['check', '-x'], /there is no option '-x'/],
    [['check', '--rule', 'compose/monolitic-image'], /did you mean compose\/monolithic-image\?/],
    [['check', '--ignore', 'cgo-needed'], /did you mean dockerfile\/cgo-needed\?/],
    [['check', '--format', 'xml'], /--format is pretty, json, sarif, github or \w+, not 'xml'/],
    [['check', '--format'], /--format needs a value/],
    [['check', '--format', '--fix'], /--format needs a value/],
    [['check', '--fix=yes'], /--fix takes no value/],
    [['check', '--fail-on', 'fatal'], /--fail-on is error, warning, information or hint, not 'fatal'/],
    [['check', 'a', 'b'], /unexpected argument 'b'/],
    [['check', 'absent'], /absent: there is no such folder/],
    [['check', '/'], /\/: it is the root of the file system/],
    [['check', '--root', 'absent'], /absent: there is no such folder/],
    [['check', ''], /an argument is empty/],
    [['check', '--', '--help'], /--help: there is no such folder/],
    [['split', '--program', ''], /the value of --program is empty/],
    [['split', '--program', ' , '], /the value of --program is empty/],
    [['split', '--dockerfile', ''], /the value of --dockerfile is empty/],
    [['split', '--dockerfile', 'absent'], /absent: there is no such Dockerfile/],
    [['check', '-f', 'absent.yaml'], /absent\.yaml: there is no such file/],
    [['why-cgo'], /why-cgo needs a program/],
    [['why-cgo', 'absent'], /there is no program 'absent'/],
    [['lsp'], /lsp --stdio/],
  ];
  for (const [args, message] of CASES) {
    test(args.join(' '), () =>
      onWorkspace({}, async (bench) => {
        const { status, out, error } = await bench.run(...args);
        assert.deepEqual([status, out], [2, '']);
        assert.match(error, /^dockerfile-split: [^\n]*\n$/);
        assert.match(error, message);
      }),
    );
  }
});

test('output that cannot be written ends with 2 and one line', { skip: !existsSync('/dev/full') }, () =>
  onWorkspace('photos', async (bench) => {
    for (const args of [['check'], ['check', '--format', 'json'], ['split'], ['inspect'], ['--help']]) {
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), MAIN, ...args],
        {
          cwd: bench.folder,
          stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
          env: { ...process.env, HOME: bench.folder },
          encoding: 'utf8',
        },
      );
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /dockerfile-split: the output cannot be written: [^\n]*\n$/);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  }),
);
