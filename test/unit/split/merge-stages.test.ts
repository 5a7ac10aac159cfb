import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import { mergeStages, type Merged } from '../../../server/src/split/stages/merge-stages.ts';

const merge = (files: Readonly<Record<string, string>>): Merged =>
  mergeStages(
    Object.entries(files).map(([target, text]) => ({
      file: `/w/Dockerfile.${target}`,
      dockerfile: parseDockerfile(text).value,
      target,
    })),
  );

const file = (program: string, { head = '', builder = '', base = 'debian' } = {}): string =>
  `${head}FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\n${builder}RUN go build -o /out/${program} ./cmd/${program}\n\nFROM ${base}\nCOPY --from=build /out/${program} /bin/\nCMD ["${program}"]\n`;

test('what builders begin with alike is written once, and stages keep what they have of their own', () => {
  const merged = merge({
    api: file('api', { head: '# syntax=docker/dockerfile:1\n# Builds.\n' }),
    job: file('job', {
      head: '# syntax=docker/dockerfile:1\n# Builds the job.\n',
      builder: '# More.\nRUN make job\n',
    }),
  });
  assert.ok(merged.ok);
  assert.equal(
    merged.text,
    `# syntax=docker/dockerfile:1

# Builds.
FROM golang:1.25 AS build
WORKDIR /src
COPY . .

FROM build AS build-api
RUN go build -o /out/api ./cmd/api

FROM debian AS api
COPY --from=build-api /out/api /bin/
CMD ["api"]

# Builds the job.
FROM build AS build-job
# More.
RUN make job
RUN go build -o /out/job ./cmd/job

FROM debian AS job
COPY --from=build-job /out/job /bin/
CMD ["job"]
`,
  );
});

test('a stage that is the same in both is used by both, and mounts and copies of it are renamed', () => {
  const text = (program: string): string =>
    `ARG GO=1.25\nFROM golang:\${GO} AS deps\nCOPY go.mod .\n\nFROM deps AS build\nCOPY . .\nRUN --mount=type=bind,from=deps,target=/d go build -o /out/ ./cmd/${program}\n\nFROM deps AS tools\nRUN make ${program}\n\nFROM scratch\nCOPY --from=build /out/${program} /\nCOPY --from=tools --chown=1 /t /t\nCMD ["/${program}"]\n`;
  const merged = merge({ build: text('build'), job: text('job') });
  assert.ok(merged.ok);
  assert.equal(
    merged.text,
    `ARG GO=1.25

FROM golang:\${GO} AS deps
COPY go.mod .

FROM deps AS build-base
COPY . .

FROM build-base AS build-base-build
RUN --mount=type=bind,from=deps,target=/d go build -o /out/ ./cmd/build

FROM deps AS tools
RUN make build

FROM scratch AS build
COPY --from=build-base-build /out/build /
COPY --from=tools --chown=1 /t /t
CMD ["/build"]

FROM build-base AS build-base-job
RUN --mount=type=bind,from=deps,target=/d go build -o /out/ ./cmd/job

FROM deps AS tools-job
RUN make job

FROM scratch AS job
COPY --from=build-base-job /out/job /
COPY --from=tools-job --chown=1 /t /t
CMD ["/job"]
`,
  );
});

const REFUSED: Readonly<Record<string, readonly [string, string, RegExp, number]>> = {
  'another base': [
    file('api'),
    file('job').replace('golang:1.25', 'golang:1.24'),
    /it is not built on golang:1\.25 as the other files are/,
    0,
  ],
  'one stage': [file('api'), 'FROM golang\nRUN go build\n', /it has no stage that builds/, 0],
  'a number': [
    file('api'),
    file('job').replace('--from=build', '--from=0'),
    /names a stage by its number/,
    6,
  ],
  'no name': [file('api'), file('job').replace(' AS build', ''), /no name to build on/, 0],
  'two defaults': [`ARG V=1\n${file('api')}`, `ARG V=2\n${file('job')}`, /ARG V has another default/, 0],
  directives: [file('api'), `# escape=\`\n${file('job')}`, /its directives/, 1],
  'line ends': [file('api'), file('job').replaceAll('\n', '\r\n'), /its lines end/, 0],
};

for (const [name, [api, job, reason, line]] of Object.entries(REFUSED))
  test(`files are left alone, with the line: ${name}`, () => {
    const merged = merge({ api, job });
    assert.ok(!merged.ok);
    assert.match(merged.reason, reason);
    const text = merged.at?.file.endsWith('.api') ? api : job;
    assert.equal(text.slice(0, merged.at?.span.start).split('\n').length - 1, line);
  });
