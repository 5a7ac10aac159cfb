import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeActions } from '../../../server/src/editor/code-actions.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { report } from '../../../server/src/rules/report.ts';
import { afterChange } from '../../../server/src/text/change.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
const MODULE = {
  'go.mod': 'module example.com/app\n\ngo 1.25\n',
  'cmd/x/main.go': 'package main\n\nfunc main() {}\n',
};

/** The file after the finding of a rule was ignored by the lightbulb; null where that is not offered. */
function ignored(files: Readonly<Record<string, string>>, file: string, rule: string): string | null {
  const texts = new Map(Object.entries({ ...MODULE, ...files }).map(([path, text]) => [`/w/${path}`, text]));
  const snapshot = new Snapshot(new MemoryFiles(texts));
  const analysis = snapshot.derive(report, { settings, levels: [] });
  const finding = analysis.findings.find((each) => each.rule.id === rule && each.at.file === `/w/${file}`);
  assert.ok(
    finding,
    `only ${analysis.findings.map((each) => `${each.rule.id} in ${each.at.file}`).join(', ')}`,
  );
  const action = codeActions(snapshot, analysis, { ...finding.at, only: ['quickfix'] }).find(
    ({ title }) => title === `Ignore ${rule} here`,
  );
  if (!action || !('changes' in action)) return null;
  assert.ok(!action.safe);
  const [change, ...more] = action.changes;
  assert.ok(change && more.length === 0);
  const after = afterChange(change, texts.get(change.file) ?? '') ?? '';
  const now = snapshot.with([{ path: change.file, text: after }]).derive(report, { settings, levels: [] });
  assert.deepEqual(
    now.findings.map((each) => each.message),
    analysis.findings.filter((each) => each !== finding).map((each) => each.message),
    'it is gone, nothing else is, and nothing came',
  );
  return after;
}

const BUILD = 'FROM golang:1.25-bookworm AS b\nWORKDIR /s\nCOPY . .\n';
const END = 'FROM scratch\nCOPY --from=b /x /x\nCMD ["/x"]\n';

test('a comment is written above the finding, as deep as its line', () => {
  assert.equal(
    ignored(
      { 'compose.yaml': 'services:\n  a:\n    build:\n      context: ./gone # here\n' },
      'compose.yaml',
      'compose/context-not-found',
    ),
    'services:\n  a:\n    build:\n      # dockerfile-split-ignore compose/context-not-found: say why\n      context: ./gone # here\n',
  );
  assert.equal(
    ignored(
      { Dockerfile: `${BUILD}RUN CGO_ENABLED=1 go build -o /x ./cmd/x\n${END}` },
      'Dockerfile',
      'dockerfile/cgo-not-needed',
    ),
    `${BUILD}# dockerfile-split-ignore dockerfile/cgo-not-needed: say why\nRUN CGO_ENABLED=1 go build -o /x ./cmd/x\n${END}`,
  );
});

test('line ends are kept', () => {
  const text = 'services:\r\n  a:\r\n    build: ./gone\r\n';
  assert.equal(
    ignored({ 'compose.yaml': text }, 'compose.yaml', 'compose/context-not-found'),
    'services:\r\n  a:\r\n    # dockerfile-split-ignore compose/context-not-found: say why\r\n    build: ./gone\r\n',
  );
});

test('inside of a continued line it stands between its parts', () => {
  assert.equal(
    ignored(
      { Dockerfile: `${BUILD}RUN true && \\\n    CGO_ENABLED=1 go build -o /x ./cmd/x\n${END}` },
      'Dockerfile',
      'dockerfile/cgo-not-needed',
    ),
    `${BUILD}RUN true && \\\n    # dockerfile-split-ignore dockerfile/cgo-not-needed: say why\n    CGO_ENABLED=1 go build -o /x ./cmd/x\n${END}`,
  );
});

test('a heredoc is text, so that the comment stands above the instruction', () => {
  assert.equal(
    ignored(
      { Dockerfile: `${BUILD}RUN <<EOT\nset -e\nCGO_ENABLED=1 go build -o /x ./cmd/x\nEOT\n${END}` },
      'Dockerfile',
      'dockerfile/cgo-not-needed',
    ),
    `${BUILD}# dockerfile-split-ignore dockerfile/cgo-not-needed: say why\nRUN <<EOT\nset -e\nCGO_ENABLED=1 go build -o /x ./cmd/x\nEOT\n${END}`,
  );
});

test('above the first line of a file it stays behind the directives', () => {
  assert.equal(
    ignored(
      {
        Dockerfile: `# syntax=docker/dockerfile:1\n${BUILD}ENV CGO_ENABLED=1\nRUN go build -o /x ./cmd/x\n${END}`,
      },
      'Dockerfile',
      'dockerfile/cgo-not-needed',
    )?.split('\n')[4],
    '# dockerfile-split-ignore dockerfile/cgo-not-needed: say why',
  );
});

test('in a flow collection of several lines a comment is one', () => {
  assert.equal(
    ignored(
      { 'compose.yaml': 'services: {\n  a: {\n    build: ./gone }}\n' },
      'compose.yaml',
      'compose/context-not-found',
    ),
    'services: {\n  a: {\n    # dockerfile-split-ignore compose/context-not-found: say why\n    build: ./gone }}\n',
  );
});

test('where a line in between would be text, and where no comments are read, nothing is offered', () => {
  assert.equal(
    ignored(
      { '.dockerfile-split.json': '{ "rules": { "compose/gone": "off" } }' },
      '.dockerfile-split.json',
      'config/not-valid',
    ),
    null,
  );
  // The name of the service begins in a quoted text that goes over two lines.
  assert.equal(
    ignored(
      { 'compose.yaml': 'x-a: "one\n  two"\nservices: { a: { labels: { b: "c\n d" }, build: ./gone } }\n' },
      'compose.yaml',
      'compose/context-not-found',
    ),
    null,
  );
});
