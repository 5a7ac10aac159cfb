import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import type { BuildContext, ShellStart } from '../../../server/src/image/model.ts';
import { traceImage } from '../../../server/src/image/trace-image.ts';
import { emptyContext } from '../../perf/empty-context.ts';

/** The files of a context by their paths: all in one folder. */
const contextOf = (files: Readonly<Record<string, string>>): BuildContext => ({
  ...emptyContext,
  kind: (path) => (path in files ? 'file' : path === 'init.d' ? 'directory' : 'missing'),
  list: (path) => (path === 'init.d' ? Object.keys(files).map((each) => each.replace('init.d/', '')) : null),
  read: (path) => files[path] ?? null,
});

interface Shape {
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly mounted?: string;
}

/** What a script ends in, what else it may end in and what it starts besides; or why that is not known. */
function starts(
  text: string,
  { args = [], files = { 'init.d/none': '' }, environment = {}, mounted = '' }: Shape = {},
): unknown {
  const context = contextOf(files);
  const { value: dockerfile } = parseDockerfile('FROM debian:12-slim\nCOPY init.d /init.d\n');
  const { final } = traceImage({ dockerfile, target: null, args: new Map(), platform: null }, context);
  assert.ok(final);
  const found = final.starts(text, {
    args: args.map((value) => ({ value, given: null })),
    name: '/start.sh',
    folder: '/app',
    user: '',
    environment: new Map(Object.entries(environment)),
    isImages: (path) => mounted === '' || !path.startsWith(mounted),
  });
  const line = ({ words }: ShellStart): string => words.map(({ value }) => value ?? '?').join(' ');
  if (found.main === null) return found.reason;
  return {
    main: line(found.main),
    instead: found.instead.map(line),
    also: found.also.map(line),
    ...(found.doubt === null ? {} : { doubt: found.doubt }),
  };
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
  assert.deepEqual(
    starts('if [ "$(id -u)" = 0 ]; then exec gosu app "$@"; fi\nexec "$@"', { args: ['api'] }),
    {
      main: 'exec api',
      instead: ['exec gosu app api'],
      also: [],
    },
  );
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

const INIT = { 'init.d/10-a.sh': '/opt/worker --migrate &\n', 'init.d/20-b.sh': 'LEVEL=debug\n' };

test('scripts that are read in are followed, in the order of their names', () => {
  const text = 'for f in /init.d/*.sh; do . "$f"; done\nexec "$@" "$LEVEL"';
  assert.deepEqual(starts(text, { args: ['api'], files: INIT }), {
    main: 'exec api debug',
    instead: [],
    also: ['/opt/worker --migrate'],
  });
  const guarded =
    'for f in /init.d/*; do case "$f" in *.sh) source "$f" ;; *) echo "$f" ;; esac; done\nexec api';
  assert.deepEqual(starts(guarded, { files: INIT }), {
    main: 'exec api',
    instead: [],
    also: ['/opt/worker --migrate'],
  });
});

test('run-parts starts what lies in a folder', () => {
  assert.deepEqual(starts('run-parts --exit-on-error /init.d\nexec api', { files: INIT }), {
    main: 'exec api',
    instead: [],
    also: ['/init.d/10-a.sh', '/init.d/20-b.sh'],
  });
});

test('a script that is read in by an unknown name may start anything', () => {
  const found = (text: string, shape?: Shape): unknown => (starts(text, shape) as { doubt?: string }).doubt;
  assert.match(String(found('. "$CONF"\nexec api')), /which script it reads in .* is not known/);
  assert.match(String(found('. /run/secrets/env\nexec api', { mounted: '/run' })), /\/run\/secrets\/env/);
  assert.match(
    String(found('for f in /init.d/*.sh; do . "$f"; done\nexec api', { files: INIT, mounted: '/init.d' })),
    /is not known/,
  );
  // What the base image brings starts no program of the repository, and what is not there starts nothing.
  assert.equal(found('. /etc/profile\nexec api'), undefined);
  assert.equal(found('[ -f /nowhere/x ] && . /nowhere/x\nexec api'), undefined);
});

test('a default stands for what nobody sets, and nothing else does', () => {
  assert.deepEqual(starts('exec ${PROGRAM:-api}'), { main: 'exec api', instead: [], also: [] });
  assert.deepEqual(starts('exec $PROGRAM'), { main: 'exec ?', instead: [], also: [] });
  assert.deepEqual(starts('exec $PROGRAM', { environment: { PROGRAM: 'worker -v' } }), {
    main: 'exec worker -v',
    instead: [],
    also: [],
  });
  assert.deepEqual(starts('[ -n "$DEBUG" ] && set -- dlv "$@"\nexec "$@"', { args: ['api'] }), {
    main: 'exec ?',
    instead: [],
    also: [],
  });
});

test('an end inside a function is the end of the script', () => {
  assert.deepEqual(starts('run() { exec "$@"; }\nrun ./api -v\n./never'), {
    main: 'exec ./api -v',
    instead: [],
    also: [],
  });
  assert.deepEqual(starts('check() { ./check || return 1; }\ncheck\nexec ./api'), {
    main: 'exec ./api',
    instead: [],
    also: ['./check'],
  });
});

test('an end inside a subshell is none of the script', () => {
  assert.deepEqual(starts('(exec ./prepare)\nexec ./api'), {
    main: 'exec ./api',
    instead: [],
    also: ['exec ./prepare'],
  });
});

test('what an alternative starts is started besides', () => {
  assert.deepEqual(starts('./migrate || ./repair\nexec ./api'), {
    main: 'exec ./api',
    instead: [],
    also: ['./migrate', './repair'],
  });
});

test('where every way ends, and only some in a program, that is what it starts', () => {
  assert.deepEqual(starts('case "$MODE" in help) echo usage; exit 0 ;; *) exec ./api ;; esac'), {
    main: 'exec ./api',
    instead: [],
    also: [],
  });
});

test('the first of a pipeline is what the container is', () => {
  assert.deepEqual(starts('./api 2>&1 | ./rotate'), { main: './api', instead: [], also: ['./rotate'] });
});

test('a line that is put together is followed', () => {
  assert.deepEqual(starts('cmd="./api -v"\neval "exec $cmd"'), {
    main: 'exec ./api -v',
    instead: [],
    also: [],
  });
});
