import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheMounts } from '../../../server/src/edit/dockerfile/cache-mounts.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };

/** A Dockerfile with the mounts that it lacks; null where none are offered. */
function mounted(dockerfile: string): string | null {
  const { images } = buildWorld(
    new Snapshot(
      new MemoryFiles([
        ['/w/go.mod', 'module example.com/shop\n\ngo 1.25\n'],
        ['/w/main.go', 'package main\n\nfunc main() {}\n'],
        ['/w/Dockerfile', dockerfile],
        ['/w/compose.yaml', 'services: {api: {build: .}}\n'],
      ]),
    ),
    settings,
  );
  const [image] = images;
  assert.ok(image);
  const found = cacheMounts(image);
  return found && applyEdits(dockerfile, found.edits);
}

const END = '\nFROM alpine\nCOPY --from=b /o /o\nCMD ["/o"]\n';

test('what downloads gets the modules, what compiles the packages too', () => {
  assert.equal(
    mounted(
      `FROM golang:1.25 AS b\nWORKDIR /src\nRUN mkdir -p /x\nCOPY go.mod ./\nRUN go mod download\nCOPY . .\n# Builds.\nRUN CGO_ENABLED=0 \\\n    go build -o /o .\n${END}`,
    ),
    `FROM golang:1.25 AS b\nWORKDIR /src\nRUN mkdir -p /x\nCOPY go.mod ./\nRUN --mount=type=cache,target=/go/pkg/mod \\\n    go mod download\nCOPY . .\n# Builds.\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\\n    CGO_ENABLED=0 \\\n    go build -o /o .\n${END}`,
  );
});

test('CRLF, another escape character, a heredoc, and the stage below', () => {
  assert.equal(
    mounted(
      `# escape=\`\r\nFROM golang AS d\r\nWORKDIR /src\r\nCOPY . .\r\nRUN go mod download\r\nFROM d AS b\r\nRUN <<E\r\ngo build -o /o .\r\nE\r\n${END.replaceAll('\n', '\r\n')}`,
    ),
    `# escape=\`\r\nFROM golang AS d\r\nWORKDIR /src\r\nCOPY . .\r\nRUN --mount=type=cache,target=/go/pkg/mod \`\r\n    go mod download\r\nFROM d AS b\r\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build <<E\r\ngo build -o /o .\r\nE\r\n${END.replaceAll('\n', '\r\n')}`,
  );
});

const BUILD = 'FROM golang:1.25 AS b\nWORKDIR /src\nCOPY . .\n';
const NONE: Readonly<Record<string, string>> = {
  'some are there': `${BUILD}RUN --mount=type=cache,target=/x go build -o /o .\n${END}`,
  'a tool may use Go': `${BUILD}RUN make generate\nRUN go build -o /o .\n${END}`,
  'a command is not known': `${BUILD}RUN ./gen\nRUN go build -o /o .\n${END}`,
  'another user': `${BUILD}USER 1000\nRUN go build -o /o .\n${END}`,
  'other folders': `${BUILD}ENV GOPATH=/elsewhere\nRUN go build -o /o .\n${END}`,
  'another image': `FROM debian AS b\nWORKDIR /src\nCOPY . .\nRUN go build -o /o .\n${END}`,
  'modules that are copied out': `${BUILD}RUN go build -o /o .\n${END}COPY --from=b /go/pkg/mod/x /x\n`,
  'nothing that builds': 'FROM alpine\nCMD ["x"]\n',
};

for (const [name, text] of Object.entries(NONE))
  test(`none are offered: ${name}`, () => assert.equal(mounted(text), null));
