import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ours } from './compose-compare.ts';
import { write } from './compose-data.ts';
import { buildComposeOracle } from './compose-oracle.ts';

/** One mistake each, of those that Compose refuses on every machine, as the value of a service or the text of a file. */
const SERVICES: Readonly<Record<string, string>> = {
  'a key that there is not': '{image: x, enviroment: {A: b}}',
  'a key of build that there is not': '{build: {contxt: .}}',
  'a list for a map': '{image: x, healthcheck: [a]}',
  'a map for a list': '{image: x, ports: {a: b}}',
  'a map for a text': '{image: {a: b}}',
  'a number for a text': '{image: x, hostname: 1}',
  'a flag that is none': '{image: x, restart: [a]}',
  'neither image nor build': '{command: a}',
  'a service to wait for': '{image: x, depends_on: [gone]}',
  'a network': '{image: x, networks: [gone]}',
  'a volume': '{image: x, volumes: ["gone:/x"]}',
  'a secret': '{image: x, secrets: [gone]}',
  'a configuration': '{image: x, configs: [gone]}',
  'a service to extend': '{extends: gone}',
  'waiting for itself': '{image: x, depends_on: [a]}',
  'a text that ends early': '{image: x, command: say "hello}',
  'a duration': '{image: x, healthcheck: {test: [CMD, a], interval: often}}',
  'a size': '{image: x, mem_limit: much}',
  'how a check begins': '{image: x, healthcheck: {test: [curl, x]}}',
  'a port': '{image: x, ports: [a:b]}',
  'a variable that is none': '{image: "x${"}',
  'two ways to build': '{build: {dockerfile: a, dockerfile_inline: FROM b}}',
  'one name for many': '{image: x, container_name: c, scale: 2}',
  'a mode and networks': '{image: x, network_mode: host, networks: [default]}',
  'two mounts at one place': '{image: x, volumes: [./a:/x, ./b:/x/], tmpfs: /x}',
};

const FILES: Readonly<Record<string, string>> = {
  'services as a list': 'services: [a]\n',
  'a section that there is not': 'services: {a: {image: x}}\nservice: {}\n',
  'a secret of nothing': 'services: {a: {image: x}}\nsecrets: {s: {}}\n',
  'an included circle': 'include: [compose.yaml]\nservices: {a: {image: x}}\n',
};

test('what is certain is refused by compose-go, in the same words', (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  const folder = mkdtempSync(join(tmpdir(), 'compose-errors-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const texts = {
    ...FILES,
    ...Object.fromEntries(
      Object.entries(SERVICES).map(([name, value]) => [name, `services:\n  a: ${value}\n  b: {image: y}\n`]),
    ),
  };
  const cases = write(
    folder,
    Object.entries(texts).map(([name, text]) => ({ name, files: { 'compose.yaml': text }, env: {} })),
  );
  const answers = oracle.load(cases.map(({ request }) => request));
  const differing = cases.flatMap(({ name, request }, index) => {
    const [first] = ours(request).errors;
    const theirs = answers[index]?.error;
    return first?.certain && first.message === theirs
      ? []
      : [{ name, certain: first?.certain, ours: first?.message, theirs }];
  });
  assert.deepEqual(differing, []);
});
