import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onWorkspace } from '../../support/command-line.ts';

const GO = {
  'go.mod': 'module example.com/shop\n\ngo 1.25\n',
  'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
  'compose.yaml': 'services:\n  web:\n    build: .\n',
};

/** What the engine says that service web runs. */
async function runs(dockerfile: string): Promise<{ program: string | null; reason: string | null }> {
  let found: { program: string | null; reason: string | null } | null = null;
  await onWorkspace({ ...GO, Dockerfile: dockerfile }, async (bench) => {
    found = (await bench.json('inspect')).projects[0].services[0].runs;
  });
  assert.ok(found);
  return found;
}

test('a frontend beside a Go module runs nothing of it', async () => {
  const build = 'FROM node:22-alpine AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n';
  const nothing = { program: null, reason: null };
  assert.deepEqual(
    await runs(`${build}FROM nginx:alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\n`),
    nothing,
  );
  assert.deepEqual(
    await runs(`${build}FROM node:22-alpine\nCOPY --from=build /app /app\nCMD ["node", "/app/server.js"]\n`),
    nothing,
  );
});

test('where Go may be at hand it stays unknown', async () => {
  for (const dockerfile of [
    'FROM node:22-alpine\nCOPY . .\nRUN apk add --no-cache go\nRUN ./configure-everything\n',
    'FROM node:22-alpine\nCOPY --from=golang:1.25 /usr/local/go /usr/local/go\nCOPY . .\nRUN ./configure-everything\n',
    'FROM example.com/team/base:1\nCOPY . .\nRUN ./configure-everything\n',
  ]) {
    const { program, reason } = await runs(dockerfile);
    assert.equal(program, null);
    assert.notEqual(reason, null, dockerfile);
  }
});
