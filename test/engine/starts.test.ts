import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';
import { findEngine } from './engine.ts';

const engine = findEngine();

test('an image is built as BuildKit builds it, started by Compose, and read', (t) => {
  if (typeof engine === 'string') return t.skip(engine);
  return onWorkspace(
    {
      Dockerfile: `# syntax=docker/dockerfile:1
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY <<EOF /src/main.go
package main

import ("fmt"; "net/http"; "os")

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, os.Args) })
	panic(http.ListenAndServe(":8080", nil))
}
EOF
RUN go build -o /hello main.go

FROM debian:bookworm-slim
COPY --from=build /hello /usr/local/bin/hello
USER 1000
CMD ["hello", "there"]
`,
      'compose.yaml': 'services:\n  hello:\n    build: .\n    ports: ["127.0.0.1::8080"]\n',
    },
    async ({ folder }) => {
      try {
        engine.in(folder, 'compose', 'up', '--build', '--detach');
        const address = engine.in(folder, 'compose', 'port', 'hello', '8080');
        assert.equal(await (await fetch(`http://${address}/`)).text(), '[hello there]');
        const image = engine.in(folder, 'compose', 'images', '--quiet').trim();
        assert.equal(engine.inspect(image).Config.User, '1000');
        engine.withFiles(image, (root) => {
          assert.ok(existsSync(join(root, 'usr/local/bin/hello')));
          assert.match(readFileSync(join(root, 'etc/os-release'), 'utf8'), /bookworm/);
        });
      } finally {
        engine.in(folder, 'compose', 'down', '--volumes', '--timeout', '0');
      }
    },
  );
});
