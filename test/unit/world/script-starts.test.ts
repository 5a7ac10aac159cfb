import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptStarts } from '../../../server/src/world/start/script-starts.ts';

const at = { file: '/start.sh', span: { start: 0, end: 0 } };

/** What a script ends in, what else it may end in and what it starts besides; or why that is not known. */
function starts(text: string, args: readonly string[] = []): unknown {
  const scope = { args: args.map((value) => ({ value, at })), name: '/start.sh', at, folder: '/app' };
  const found = scriptStarts(text, { ...scope, variable: () => undefined });
  const line = ({ words }: { readonly words: readonly { readonly value: string | null }[] }): string =>
    words.map(({ value }) => value ?? '?').join(' ');
  return found.main === null
    ? found.reason
    : { main: line(found.main), instead: found.instead.map(line), also: found.also.map(line) };
}

test('one program in the background that is waited for is what the container is', () => {
  assert.deepEqual(starts('./api &\nwait'), { main: './api', instead: [], also: [] });
});

test('several programs side by side are none', () => {
  assert.equal(
    starts('./api &\n./worker &\nwait -n'),
    'its start script starts several programs side by side',
  );
});

test('a program in the background stands beside the last one', () => {
  assert.deepEqual(starts('./worker &\nexec ./api'), { main: 'exec ./api', instead: [], also: ['./worker'] });
});

test('an end that may not be come to is told beside the last', () => {
  assert.deepEqual(starts('if [ "$(id -u)" = 0 ]; then exec gosu app "$@"; fi\nexec "$@"', ['api']), {
    main: 'exec api',
    instead: ['exec gosu app api'],
    also: [],
  });
});

test('where every way ends in a program, nothing behind them is come to', () => {
  assert.deepEqual(starts('if [ -e /x ]; then exec ./a; else exec ./b; fi\n./never'), {
    main: 'exec ./b',
    instead: ['exec ./a'],
    also: [],
  });
});

test('a script that may end in nothing is not known', () => {
  assert.equal(
    starts('if [ -e /x ]; then exec ./a; fi'),
    'whether its start script starts a program is decided at run time',
  );
});

test('a way that leaves without a program is no end', () => {
  assert.deepEqual(starts('if [ -e /x ]; then ./migrate; exit 1; fi\nexec ./a'), {
    main: 'exec ./a',
    instead: [],
    also: ['./migrate'],
  });
});
