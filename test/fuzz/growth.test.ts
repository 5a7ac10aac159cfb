import { test } from 'node:test';
import { growsLinearly } from '../support/grows-linearly.ts';
import { parseDockerfile } from '../../server/src/dockerfile/parse-dockerfile.ts';
import { parseGoMod } from '../../server/src/go/imports/go-mod.ts';
import { lexGoHead } from '../../server/src/go/imports/lex-head.ts';
import { traceImage } from '../../server/src/image/trace-image.ts';
import { emptyContext } from '../perf/empty-context.ts';
import { pathological } from './pathological.ts';

const LONG: Readonly<Record<string, (n: number) => string>> = {
  continuations: (n) => `RUN a${' \\\n x'.repeat(n)}`,
  'comments between': (n) => `RUN a${' \\\n # x\n\n'.repeat(n)}`,
  'one long line': (n) => `RUN ${'x'.repeat(20 * n)}`,
  blanks: (n) => `RUN <<${' '.repeat(20 * n)}<`,
  flags: (n) => `RUN ${'--a=b '.repeat(n)}`,
  pairs: (n) => `ENV ${'a=b '.repeat(n)}`,
  quotes: (n) => `ENV a=${'"a'.repeat(n)}`,
  json: (n) => `CMD [${'"a",'.repeat(n)}"a"]`,
  brackets: (n) => `CMD ${'['.repeat(n)}`,
  heredocs: (n) => `RUN ${'<<A '.repeat(n)}\n${'A\n'.repeat(n)}`,
  instructions: (n) => 'RUN a\n'.repeat(n),
  stages: (n) => 'FROM a AS b\n'.repeat(n),
  triggers: (n) => 'ONBUILD '.repeat(n),
  'a directive': (n) => `# escape=${' '.repeat(20 * n)}x${' '.repeat(20 * n)}y`,
  'open braces behind a heredoc': (n) => `RUN <<A ${'${a:-'.repeat(n)}`,
};

test('parsing a Dockerfile takes steps by its length, not by its square', () => {
  for (const [name, make] of Object.entries({ ...LONG, ...pathological }))
    growsLinearly(name, make, parseDockerfile);
});

test('following a Dockerfile takes steps by its length, not by its square', () => {
  for (const [name, make] of Object.entries(pathological)) growsLinearly(name, make, follow);
});

test('reading a Go file or a go.mod takes steps by its length, not by its square', () => {
  const head = (text: string): unknown => lexGoHead(text);
  growsLinearly('imports', (n) => `package p\nimport (\n${'\t"a/b/c"\n'.repeat(n)})\n`, head);
  growsLinearly('import declarations', (n) => `package p\n${'import "a/b/c"\n'.repeat(n)}`, head);
  growsLinearly('a licence', (n) => `${'// words of a licence\n'.repeat(n)}\npackage p\n`, head);
  growsLinearly('a licence in a block', (n) => `/*\n${' * words\n'.repeat(n)}*/\npackage p\n`, head);
  growsLinearly('comments', (n) => `package p\n${'/* a */ // b\n'.repeat(n)}import "C"\n`, head);
  growsLinearly(
    '#cgo lines',
    (n) => `package p\n/*\n${'#cgo LDFLAGS: -la\n'.repeat(n)}*/\nimport "C"\n`,
    head,
  );
  growsLinearly('unclosed', (n) => `package p\nimport (\n${'/* '.repeat(n)}`, head);
  growsLinearly(
    'embeds',
    (n) => `package p\nimport _ "embed"\n${'//go:embed a\nvar x string\n'.repeat(n)}`,
    head,
  );
  growsLinearly('blanks before #cgo', (n) => `package p\n//${' '.repeat(n)}#cgo x\nimport "C"\n`, head);
  growsLinearly('blanks in #cgo', (n) => `package p\n//#cgo a:${' '.repeat(n)}x\nimport "C"\n`, head);
  growsLinearly('old constraints', (n) => `${'// +build a b\n'.repeat(n)}\npackage p\n`, head);
  growsLinearly('go.mod', (n) => `require (\n${'\ta.b/c v1.0.0 // indirect\n'.repeat(n)})\n`, parseGoMod);
  growsLinearly('a line of go.mod', (n) => `require ${'"a\\'.repeat(n)}\n`, parseGoMod);
});

function follow(text: string): void {
  const { value: dockerfile } = parseDockerfile(text);
  const trace = traceImage({ dockerfile, target: null, args: new Map(), platform: null }, emptyContext);
  for (const { files } of trace.needed) {
    files.programs();
    files.at('/app/server');
  }
}
