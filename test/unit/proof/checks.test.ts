import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import type { Case } from '../../../server/src/proof/case.ts';
import { checks } from '../../../server/src/proof/checks/all-checks.ts';
import { pairsOf } from '../../../server/src/proof/pair.ts';
import { said } from '../../../server/src/rules/analyse.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/**
 * Each check of the proof sees a loss that no other one sees, and lets a change pass that takes nothing away. A workspace is
 * changed by hand, well and badly.
 */
type Files = Readonly<Record<string, string>>;

const BASE: Files = {
  'go.mod': 'module example.com/shop\n\ngo 1.25\n',
  'cmd/api/main.go':
    'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tos.ReadFile("/data/in")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
  'cmd/job/main.go': 'package main\n\nfunc main() {}\n',
  'web/index.html': '<p>\n',
  'compose.yaml': 'services:\n  api:\n    build: .\n    environment:\n      MODE: "1"\n',
  Dockerfile: [
    'FROM golang:1.25 AS b',
    'WORKDIR /src',
    'COPY . .',
    'RUN CGO_ENABLED=0 go build -o /o/api ./cmd/api',
    'RUN CGO_ENABLED=0 go build -o /o/job ./cmd/job',
    'FROM debian:bookworm-slim',
    'RUN mkdir -p /data/in',
    'COPY --from=b /o/api /o/job /bin/',
    'USER app',
    'CMD ["/bin/api"]',
    '',
  ].join('\n'),
};

/** Cgo is on for a program with a C file of its own. */
const CGO: Files = {
  'cmd/api/main.go': 'package main\n\nimport "example.com/shop/c"\n\nfunc main() { c.F() }\n',
  'c/c.go': 'package c\n\n// void f(void) {}\nimport "C"\n\nfunc F() { C.f() }\n',
};

interface Shape {
  /** What the workspace is before the change, beyond the base. */
  readonly from?: Files | ((base: Files) => Files);
  /** A change that this check alone sees. */
  readonly caught: (files: Files) => Files;
  /** A change of the same kind that takes nothing away. */
  readonly passes: (files: Files) => Files;
}

const edit =
  (file: string, ...pairs: readonly (readonly [string, string])[]) =>
  (files: Files): Files => ({
    ...files,
    [file]: pairs.reduce((text, [from, to]) => {
      assert.ok(text.includes(from), `${file} has ${from}`);
      return text.replace(from, to);
    }, files[file] ?? ''),
  });
const dockerfile = (...pairs: readonly (readonly [string, string])[]) => edit('Dockerfile', ...pairs);

const MADE = 'rm -rf /srv/t && mkdir /srv/t && touch /srv/t/x';

const SHAPES: Readonly<Record<string, Shape>> = {
  parses: {
    caught: (files) => ({ ...files, 'extra.yaml': 'a: [\n' }),
    passes: (files) => ({ ...files, 'extra.yaml': 'a: []\n' }),
  },
  targets: {
    from: (base) => ({
      ...dockerfile(['FROM debian', 'FROM scratch AS empty\nFROM debian'])(base),
      'compose.yaml': 'services:\n  e:\n    build: {context: ., target: empty}\n',
    }),
    // A stage that is gone is found by a rule too; a context that is fetched is nobody's mistake.
    caught: edit('compose.yaml', ['context: .', 'context: https://example.com/app.git']),
    passes: dockerfile(['FROM scratch AS empty', 'FROM scratch AS EMPTY']),
  },
  sameStart: {
    caught: dockerfile(['CMD ["/bin/api"]', 'CMD ["/bin/api", "-v"]']),
    passes: dockerfile(['CMD ["/bin/api"]', 'CMD [ "/bin/api" ]']),
  },
  stillHeld: {
    from: edit('compose.yaml', [
      '    environment',
      '    healthcheck: {test: [CMD, /bin/job]}\n    environment',
    ]),
    caught: dockerfile(['/o/api /o/job /bin/', '/o/api /bin/']),
    passes: dockerfile(['COPY --from=b /o/api /o/job /bin/', 'COPY --from=b /o/job /o/api /bin/']),
  },
  userAndFolder: {
    caught: dockerfile(['USER app\n', '']),
    passes: dockerfile(['USER app\n', 'USER root\nUSER app\n']),
  },
  environment: {
    from: dockerfile(['USER app', 'ENV A=1\nUSER app']),
    caught: dockerfile(['ENV A=1', 'ENV A=2']),
    passes: dockerfile(['ENV A=1', 'ENV A 1']),
  },
  labels: {
    from: dockerfile(['USER app', 'LABEL a=1\nUSER app']),
    caught: dockerfile(['LABEL a=1\n', '']),
    passes: dockerfile(['LABEL a=1\nUSER app', 'USER app\nLABEL a=1']),
  },
  packages: {
    from: dockerfile(['USER app', 'RUN apt-get install -y ffmpeg tzdata\nUSER app']),
    caught: dockerfile(['ffmpeg ', '']),
    passes: dockerfile(['ffmpeg tzdata', 'tzdata ffmpeg']),
  },
  ports: {
    from: dockerfile(['USER app', 'EXPOSE 8080 9090\nUSER app']),
    caught: dockerfile(['EXPOSE 8080 9090', 'EXPOSE 9090']),
    passes: dockerfile(['EXPOSE 8080 9090', 'EXPOSE 8080']),
  },
  paths: {
    caught: dockerfile(['RUN mkdir -p /data/in\n', '']),
    passes: dockerfile(['RUN mkdir -p /data/in\n', 'RUN mkdir /data\nRUN mkdir /data/in\n']),
  },
  access: {
    from: dockerfile(['USER app', 'RUN chown -R app /data\nUSER app']),
    caught: dockerfile(['RUN chown -R app /data\n', '']),
    passes: dockerfile(['RUN chown -R app /data', 'RUN chown -R app: /data && chgrp -R 0 /data']),
  },
  healthCheck: {
    from: dockerfile(['USER app', 'HEALTHCHECK CMD ["true"]\nUSER app']),
    caught: dockerfile(['HEALTHCHECK CMD ["true"]\n', '']),
    passes: dockerfile(['HEALTHCHECK CMD ["true"]\nUSER app', 'USER app\nHEALTHCHECK CMD ["true"]']),
  },
  cgo: {
    // A program that has pure Go in its place is not broken without cgo, and is another one.
    from: (base) => ({
      ...dockerfile(['CGO_ENABLED=0 go build -o /o/api', 'CGO_ENABLED=1 go build -o /o/api'])(base),
      ...CGO,
      'c/pure.go': '//go:build !cgo\n\npackage c\n\nfunc F() {}\n',
    }),
    caught: dockerfile(['CGO_ENABLED=1', 'CGO_ENABLED=0']),
    passes: dockerfile(['CGO_ENABLED=1 go build', 'CGO_ENABLED=1 GOFLAGS= go build']),
  },
  libraries: {
    from: (base) => ({
      ...dockerfile(
        ['FROM golang:1.25 AS b', 'FROM golang:1.25-alpine AS b\nRUN apk add gcc musl-dev acme-sdk'],
        ['CGO_ENABLED=0 go build -o /o/api', 'CGO_ENABLED=1 go build -o /o/api'],
      )(base),
      ...CGO,
    }),
    // cgo stays on by word, and a package that nobody knows may bring a compiler: no other check minds, and no rule.
    caught: dockerfile(['gcc musl-dev acme-sdk', 'acme-sdk']),
    passes: dockerfile(['gcc musl-dev acme-sdk', 'acme-sdk gcc musl-dev']),
  },
  argumentWorlds: {
    from: (base) => ({
      ...dockerfile(
        [
          'RUN CGO_ENABLED=0 go build -o /o/api ./cmd/api',
          'ARG NAME=job\nRUN CGO_ENABLED=1 go build -o /o/api ./cmd/$NAME',
        ],
        ['RUN CGO_ENABLED=0 go build -o /o/job ./cmd/job\n', ''],
        ['/o/api /o/job', '/o/api'],
      )(base),
      ...CGO,
      'compose.yaml': 'services:\n  job:\n    build: .\n',
    }),
    caught: dockerfile(['CGO_ENABLED=1', 'CGO_ENABLED=0']),
    passes: dockerfile(['CGO_ENABLED=1 go build', 'CGO_ENABLED=1 GOFLAGS= go build']),
  },
  copySources: {
    // Of a stage with a command that nobody understands a rule says nothing.
    from: dockerfile(
      ['FROM golang:1.25 AS b', `FROM debian AS t\nRUN odd\nRUN ${MADE}\nFROM golang:1.25 AS b`],
      ['USER app', 'COPY --from=t /srv/t/x /srv/x\nUSER app'],
    ),
    caught: dockerfile([MADE, MADE.replace('x', 'y')]),
    passes: dockerfile([MADE, `${MADE} /srv/t/y`]),
  },
  tags: {
    from: (base) => ({
      ...base,
      'compose.yaml': 'services:\n  api:\n    image: local/api:dev\n    build: .\n',
      'debug.Dockerfile': 'FROM local/api:dev\nUSER root\n',
    }),
    caught: edit('compose.yaml', ['local/api:dev', 'local/api:new']),
    passes: edit('compose.yaml', ['local/api:dev', '"local/api:dev"']),
  },
  composeRest: {
    caught: edit('compose.yaml', ['MODE: "1"', 'MODE: "2"']),
    passes: edit('compose.yaml', ['MODE: "1"', "MODE: '1'"]),
  },
  newFindings: {
    // Nothing is lost by a compiler that nobody needs.
    from: dockerfile(['FROM golang:1.25 AS b', 'FROM golang:1.25-alpine AS b']),
    caught: dockerfile(['AS b\n', 'AS b\nRUN apk add build-base\n']),
    passes: dockerfile(['AS b\n', 'AS b\nRUN apk add git\n']),
  },
};

for (const [name, { from, caught, passes }] of Object.entries(SHAPES)) {
  const before = typeof from === 'function' ? from(BASE) : { ...BASE, ...from };
  test(`${name} alone sees what is lost`, () => assert.deepEqual(seenBy(before, caught(before)), [name]));
  test(`${name} lets pass what takes nothing away`, () =>
    assert.deepEqual(seenBy(before, passes(before)), []));
}

test('tags sees what a service of another project runs', () => {
  const before = {
    ...BASE,
    'compose.yaml': 'services:\n  api:\n    image: local/api:dev\n    build: .\n',
    'elsewhere/compose.yaml': 'services:\n  api:\n    image: local/api:dev\n',
  };
  assert.deepEqual(seenBy(before, edit('compose.yaml', ['local/api:dev', 'local/api:new'])(before)), [
    'tags',
  ]);
});

test('every check has a loss of its own', () => {
  assert.deepEqual(Object.keys(SHAPES), Object.keys(checks));
});

/** The checks that see a loss between two workspaces. */
function seenBy(before: Files, after: Files): string[] {
  assert.notDeepEqual(before, after);
  const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
  const [old, now] = [before, after].map((files) => {
    const disk = Object.entries(files).map(([path, text]): [string, string] => [`/w/${path}`, text]);
    const snapshot = new Snapshot(new MemoryFiles(disk));
    return { world: buildWorld(snapshot, settings), said: said(snapshot, settings) };
  });
  assert.ok(old && now);
  const theCase: Case = {
    before: old.world,
    after: now.world,
    files: Object.keys({ ...before, ...after })
      .filter((path) => before[path] !== after[path])
      .map((path) => `/w/${path}`),
    pairs: pairsOf(old.world, now.world),
    said: { before: old.said, after: now.said },
  };
  return Object.entries(checks).flatMap(([name, check]) => ([...check(theCase)].length > 0 ? [name] : []));
}
