import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostFact } from '../../../server/src/proof/lost-fact.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import type { Image } from '../../../server/src/world/world.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };

function imageOf(stages: string): Image {
  const { images } = buildWorld(
    new Snapshot(
      new MemoryFiles([
        ['/w/go.mod', 'module example.com/shop\n\ngo 1.25\n'],
        ['/w/cmd/api/main.go', 'package main\n\nfunc main() {}\n'],
        ['/w/cmd/job/main.go', 'package main\n\nfunc main() {}\n'],
        ['/w/Dockerfile', stages],
        ['/w/compose.yaml', 'services: {api: {build: .}}\n'],
      ]),
    ),
    settings,
  );
  const [image] = images;
  assert.ok(image);
  return image;
}

const BUILD =
  'FROM golang:1.25 AS b\nWORKDIR /src\nCOPY . .\nRUN go build -o /o/ ./cmd/api && go build -o /o/ ./cmd/job\n';
const API = 'COPY --from=b /o/api /bin/\nCMD ["api"]\n';

/** What is missed when one final stage becomes another; `needs` is what the program is known to need. */
function missed(
  before: string,
  after: string,
  needs: { ports?: readonly number[]; paths?: readonly string[] } = {},
): { reason: string; line: string } | null {
  const old = imageOf(`${BUILD}${before}${API}`);
  const [program] = old.programs.filter((each) => each.package.binaryName === 'api');
  assert.ok(program);
  const lost = lostFact(
    {
      image: old,
      program,
      also: [],
      listens: new Map((needs.ports ?? []).map((port) => [port, 'its code listens on it'])),
      paths: new Map((needs.paths ?? []).map((path) => [path, 'its code names it'])),
    },
    imageOf(`${BUILD}${after}${API}`),
  );
  if (!lost) return null;
  const { text } = old.trace.request.dockerfile;
  const line = text.slice(0, lost.at.span.start).split('\n').length;
  return { reason: lost.reason, line: text.split('\n')[line - 1] ?? '' };
}

const DEBIAN = 'FROM debian\n';

test('what another program needs may go', () => {
  assert.equal(missed(DEBIAN, DEBIAN), null);
  assert.equal(
    missed(
      `${DEBIAN}RUN apt-get install -y libwebp7 gcc\nRUN mkdir /data /jobs\nEXPOSE 80 90\nCOPY conf /etc/job/\n`,
      `${DEBIAN}RUN mkdir /data\nEXPOSE 80\n`,
      { ports: [80], paths: ['/data'] },
    ),
    null,
  );
});

const LOST: Readonly<Record<string, readonly [string, string, RegExp, string]>> = {
  'another program': [
    '',
    'COPY --from=b /o/job /bin/\n',
    /still hold \/bin\/job/,
    'RUN go build -o /o/ ./cmd/api && go build -o /o/ ./cmd/job',
  ],
  'the user': ['USER app\n', '', /run as root instead of app/, 'USER app'],
  'the folder': ['WORKDIR /srv\n', '', /start in another folder/, 'WORKDIR /srv'],
  'the environment': ['ENV MODE=x\n', 'ENV MODE=y\n', /lose MODE/, 'ENV MODE=x'],
  'a label': ['LABEL team=shop\n', '', /lose LABEL team=shop/, 'LABEL team=shop'],
  'a signal': ['STOPSIGNAL SIGINT\n', '', /lose STOPSIGNAL SIGINT/, 'STOPSIGNAL SIGINT'],
  'a tool': [
    'RUN apt-get install -y ffmpeg tzdata\n',
    'RUN apt-get install -y tzdata\n',
    /lose the package ffmpeg/,
    'RUN apt-get install -y ffmpeg tzdata',
  ],
  certificates: [
    'COPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n',
    '',
    /lose \/etc\/ssl\/certs/,
    'COPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
  ],
  'a port': ['EXPOSE 80\n', '', /not expose 80/, 'EXPOSE 80'],
  'a path': ['RUN mkdir -p /data/in\n', '', /lose \/data\/in/, 'RUN mkdir -p /data/in'],
};

for (const [name, [before, after, reason, line]] of Object.entries(LOST))
  test(`what its own needs is missed, with the line: ${name}`, () => {
    // Nothing is in the image but what the stage puts there.
    const base = name === 'a tool' ? DEBIAN : 'FROM scratch\n';
    const lost = missed(`${base}${before}`, `${base}${after}`, { ports: [80], paths: ['/data/in'] });
    assert.match(lost?.reason ?? 'nothing', reason);
    assert.equal(lost?.line, line);
  });
