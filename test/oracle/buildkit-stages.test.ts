import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { parseDockerfile } from '../../server/src/dockerfile/parse-dockerfile.ts';
import type { Command } from '../../server/src/image/model.ts';
import { traceImage } from '../../server/src/image/trace-image.ts';
import { emptyContext } from '../perf/empty-context.ts';

/** A fixed seed keeps runs alike; FUZZ_SEED and FUZZ_RUNS look further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260101);
const runs = Number(process.env['FUZZ_RUNS'] ?? 5_000);

interface Request {
  readonly dockerfile: string;
  readonly target: string;
  readonly args: Readonly<Record<string, string>>;
}

interface Config {
  readonly error: string;
  readonly env: readonly string[] | null;
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly ports: readonly string[] | null;
}

const NAMES = ['A', 'B', 'C'];
const name = fc.constantFrom(...NAMES);
const value = fc.oneof(
  fc.constantFrom('x', 'y', '""', "'q'", 'u v'.replace(' ', '_')),
  name.map((each) => `$${each}`),
  fc
    .tuple(name, fc.constantFrom(':-', '-', ':+', '+'), fc.constantFrom('d', '$A', ''))
    .map(([each, operator, word]) => `\${${each}${operator}${word}}`),
  name.map((each) => `"i$${each}j"`),
);

const instruction = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(name, value).map(([each, text]) => `ARG ${each}=${text}`) },
  { weight: 2, arbitrary: name.map((each) => `ARG ${each}`) },
  { weight: 1, arbitrary: fc.tuple(name, name, value).map(([a, b, text]) => `ARG ${a} ${b}=${text}`) },
  { weight: 4, arbitrary: fc.tuple(name, value).map(([each, text]) => `ENV ${each}=${text}`) },
  {
    weight: 2,
    arbitrary: fc.tuple(name, value, name, value).map(([a, x, b, y]) => `ENV ${a}=${x} ${b}=${y}`),
  },
  { weight: 1, arbitrary: fc.tuple(name, value).map(([each, text]) => `ENV ${each} ${text}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('', '/', '/w/'), value)
      .map(([root, text]) => `WORKDIR ${root}p${text}`),
  },
  { weight: 1, arbitrary: value.map((text) => `USER u${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('ENTRYPOINT ["e", "$A"]', 'ENTRYPOINT run $A', 'ENTRYPOINT []') },
  { weight: 1, arbitrary: fc.constantFrom('CMD ["c", "$B"]', 'CMD do it', 'CMD []') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('SHELL ["/sh"]', 'EXPOSE 80', 'EXPOSE 81/udp 82', 'EXPOSE ${PORT:-83}'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'ONBUILD ENV A=onbuild',
      'ONBUILD ARG B=onbuild',
      'ONBUILD WORKDIR /onbuild/$A',
    ),
  },
);

const requests: fc.Arbitrary<Request> = fc
  .record({
    globals: fc.array(
      fc.oneof(
        fc.tuple(name, value).map(([each, text]) => `ARG ${each}=${text}`),
        name.map((each) => `ARG ${each}`),
      ),
      { maxLength: 3 },
    ),
    stages: fc.array(fc.tuple(fc.nat(), fc.array(instruction, { maxLength: 6 })), {
      minLength: 1,
      maxLength: 4,
    }),
    target: fc.nat(),
    args: fc.dictionary(name, fc.constantFrom('given', ''), { maxKeys: 2 }),
  })
  .map(({ globals, stages, target, args }) => {
    const probe = `WORKDIR /probe/${NAMES.map((each) => `\${${each}:-unset}`).join('/')}`;
    const texts = stages.map(([base, body], index) =>
      // A stage stands on nothing, or on one before it.
      [
        `FROM ${base % (index + 1) === 0 ? 'scratch' : `s${(base % (index + 1)) - 1}`} AS s${index}`,
        ...body,
        probe,
      ].join('\n'),
    );
    return {
      dockerfile: `${[...globals, ...texts].join('\n')}\n`,
      target: target % (stages.length + 1) === 0 ? '' : `s${(target % (stages.length + 1)) - 1}`,
      args,
    };
  });

test('stages hold the environment, folder, user, ports and start that BuildKit gives their images', (t) => {
  const oracle = buildOracle(t);
  if (!oracle) return;
  const drawn = fc.sample(requests, { numRuns: runs, seed });
  const answers = oracle(drawn);
  let compared = 0;
  for (const [index, request] of drawn.entries()) {
    const theirs = answers[index];
    assert.ok(theirs);
    if (theirs.error !== '') continue;
    compared++;
    assert.deepEqual(
      ours(request),
      plain(theirs),
      `${JSON.stringify(request.args)} ${request.target}\n${request.dockerfile}`,
    );
  }
  t.diagnostic(`${compared} of ${runs} compared`);
  assert.ok(compared > runs / 2, `BuildKit rejects ${runs - compared} of ${runs}`);
});

function ours({ dockerfile, target, args }: Request): unknown {
  const { value } = parseDockerfile(dockerfile);
  const { final } = traceImage(
    {
      dockerfile: value,
      target: target === '' ? null : target,
      args: new Map(Object.entries(args)),
      platform: null,
    },
    emptyContext,
  );
  const words = (command: Command | null): string[] => command?.words.map((word) => word.value) ?? [];
  return {
    env: byName(final?.env ?? []),
    workdir: final?.workdir,
    user: final?.user ?? '',
    entrypoint: words(final?.entrypoint ?? null),
    cmd: words(final?.cmd ?? null),
    ports: ascending(final?.exposes.map(({ port }) => port ?? -1) ?? []),
  };
}

function plain({ env, workdir, user, entrypoint, cmd, ports }: Config): unknown {
  const pairs = (env ?? []).map((each): [string, string] => {
    const equals = each.indexOf('=');
    return [each.slice(0, equals), each.slice(equals + 1)];
  });
  return {
    env: byName(pairs),
    workdir,
    user,
    entrypoint: withoutShell(entrypoint ?? []),
    cmd: withoutShell(cmd ?? []),
    ports: ascending((ports ?? []).map((each) => Number(each.split('/')[0]))),
  };
}

const byName = (pairs: Iterable<readonly [string, string | null]>): (readonly [string, string | null])[] =>
  [...pairs].filter(([each]) => each !== 'PATH').sort(([a], [b]) => (a < b ? -1 : 1));

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** A start in shell form without the shell, which the engine knows apart. */
const withoutShell = (words: readonly string[]): readonly string[] =>
  /^\/(?:bin\/)?sh$/.test(words[0] ?? '') ? words.slice(-1) : words;

function buildOracle(t: TestContext): ((requests: readonly Request[]) => Config[]) | null {
  if (spawnSync('go', ['version']).status !== 0) {
    t.skip('needs go: install Go 1.26.8, or any from 1.21 that may fetch it (https://go.dev/dl)');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'buildkit-stages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'oracle');
  const cwd = fileURLToPath(new URL('buildkit-stages', import.meta.url));
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`go build failed in test/oracle/buildkit-stages:\n${built.stderr}`);
  return (asked) => {
    const input = asked.map((request) => `${JSON.stringify(request)}\n`).join('');
    const run = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
    if (run.status !== 0) throw new Error(`the BuildKit oracle failed: ${run.stderr}`);
    return run.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Config);
  };
}
