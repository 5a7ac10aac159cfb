import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { hash } from '../../../server/src/text/hash.ts';
import { TreeFiles } from '../../support/tree-files.ts';

const SETTINGS = { path: '/m', root: '/m', moduleCache: null, env: [] };

const DOCKERFILE = (name: string): string =>
  `FROM golang:1.24-alpine AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/${name} ./cmd/${name}\nFROM alpine:3.22\nCOPY --from=build /out/${name} /app/${name}\nCMD ["/app/${name}"]\n`;

const COMPOSE = `services:
  api:
    build: .
    environment:
      LOG: info
  cache:
    image: redis:7
  worker:
    build: { context: ., dockerfile: Dockerfile.worker }
    command: /app/worker
# the end
`;

const FILES: readonly (readonly [string, string])[] = [
  ['/m/compose.yaml', COMPOSE],
  ['/m/Dockerfile', DOCKERFILE('api')],
  ['/m/Dockerfile.worker', DOCKERFILE('worker')],
  ['/m/.dockerignore', '.git\n'],
  ['/m/go.mod', 'module example.com/m\n\ngo 1.24\n'],
  ['/m/cmd/api/main.go', 'package main\n\nimport _ "example.com/m/a"\n\nfunc main() {}\n'],
  ['/m/cmd/worker/main.go', 'package main\n\nfunc main() {}\n'],
  ['/m/a/a.go', 'package a\n\nimport _ "os"\n'],
  ['/m/b/b.go', 'package b\n\nimport "C"\n'],
];

/** A workspace in which one edit follows the other. */
class Session {
  #snapshot = new Snapshot(new TreeFiles(FILES));
  #taken: Record<string, number> = {};
  readonly texts = new Map(FILES);

  constructor() {
    this.look();
  }

  edit(path: string, from: string, to: string): void {
    const text = this.texts.get(path)?.replace(from, to) ?? to;
    assert.notEqual(text, this.texts.get(path));
    this.texts.set(path, text);
    this.#snapshot = this.#snapshot.with([{ path, text }]);
  }

  /** What an analysis runs of anew. */
  look(): Record<string, number> {
    const before = { ...this.#taken };
    this.#snapshot.derive(analyse, SETTINGS);
    this.#taken = Object.fromEntries(this.#snapshot.counts);
    return Object.fromEntries(
      Object.entries(this.#taken).flatMap(([name, count]) => {
        const more = count - (before[name] ?? 0);
        return more === 0 || name === 'analyse' || name === 'world' ? [] : [[name, more]];
      }),
    );
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }
}

const rules = (ids: string): Record<string, 1> =>
  Object.fromEntries(
    ids
      .trim()
      .split(/\s+/)
      .map((id) => [`rule-${id}`, 1]),
  );

/** Rules that look at one image after the other, of so many images. */
const ofImages = (count: number, ids: string): Record<string, number> =>
  Object.fromEntries(
    ids
      .trim()
      .split(/\s+/)
      .map((id) => [`image-${id}`, count]),
  );

/** Rules that look at services, and those that look at so many images with what services say of them. */
const ofServices = (images: number): Record<string, number> => ({
  ...rules(`
    compose/binary-not-in-image compose/command-is-arguments compose/context-not-found compose/dockerfile-not-found
    compose/image-tag-collision compose/redundant-command compose/target-not-found compose/wrong-dockerfile
    config/unused-ignore`),
  ...ofImages(
    images,
    `compose/monolithic-image dockerfile/entry-not-in-image dockerfile/libc-mismatch
    dockerfile/native-package-missing`,
  ),
  // What they pass when they build it; it is the same, and nothing that fails in it is looked for again.
  'beside-image': images,
  ignores: 1,
  unknown: 1,
});

/** What is looked up in a Compose file that says something else: it is loaded once, and each service is taken from it. */
const OF_COMPOSE = {
  'parse-compose-file': 1,
  'compose-projects': 1,
  'load-projects': 1,
  'service-names': 1,
  'project-ids': 1,
  project: 1,
  'project-errors': 1,
  'built-tags': 1,
  service: 3,
};

test('asking again does nothing, and neither does the world that was asked for once', () => {
  const session = new Session();
  assert.deepEqual(session.look(), {});
  const world = buildWorld(session.snapshot, SETTINGS);
  assert.equal(buildWorld(session.snapshot, SETTINGS), world);
  assert.equal(world.services.map(({ runs }) => runs.kind).join(' '), 'program other program');
  assert.equal(world.images.flatMap(({ programs }) => programs).length, 2);
  assert.deepEqual(session.look(), {});
});

test('a comment in a Compose file or a Go file runs no rule, and looks at no service', () => {
  const session = new Session();
  session.edit('/m/compose.yaml', '# the end', '# it ends here');
  // Whether a comment silences something is looked at, in its file alone.
  assert.deepEqual(session.look(), { 'compose-projects': 1, 'parse-compose-file': 1, ignores: 1 });
  session.edit('/m/a/a.go', 'import _ "os"\n', 'import _ "os"\n// more\n');
  assert.deepEqual(session.look(), { lex: 1 });
});

test('a command that changes asks what that service runs, and the rules that look at services', () => {
  const session = new Session();
  session.edit('/m/compose.yaml', 'command: /app/worker', 'command: /app/other');
  assert.deepEqual(session.look(), {
    ...OF_COMPOSE,
    ...ofServices(1),
    'service-build': 1,
    'service-runs': 1,
    // It starts nothing that its image holds.
    elsewhere: 1,
  });
});

test('a value that moves what stands below it traces no image and judges no program', () => {
  const session = new Session();
  session.edit('/m/compose.yaml', 'LOG: info', 'LOG: debugging');
  assert.deepEqual(session.look(), {
    ...OF_COMPOSE,
    ...ofServices(2),
    'service-build': 3,
    'service-runs': 2,
  });
});

test('an import that needs no more of C judges the programs that reach it, and no service', () => {
  const session = new Session();
  const judged = {
    lex: 1,
    'go-modules': 1,
    'judge-cgo': 2,
    'judge-programs': 1,
    'judge-modules': 1,
    'image-programs': 1,
    ...rules(
      'config/not-valid config/unused-ignore dockerfile/sibling-drift go/import-pulls-cgo go/must-be-pure',
    ),
    ...ofImages(
      1,
      `compose/monolithic-image dockerfile/binary-unused dockerfile/cgo-needed dockerfile/cgo-not-needed
      dockerfile/cgo-stub dockerfile/libc-mismatch dockerfile/native-package-missing dockerfile/several-programs`,
    ),
    unknown: 1,
  };
  session.edit('/m/a/a.go', '"os"', '"fmt"');
  assert.deepEqual(session.look(), judged);
  session.edit('/m/a/a.go', '"fmt"', '"example.com/m/b"');
  // Two files are on the way to C now, where a comment may silence what is said of it; and one rule has something to say.
  assert.deepEqual(session.look(), { ...judged, ...rules('dockerfile/cgo-needed'), ignores: 2 });
});

test('an edit of a Dockerfile traces that image, and judges no program again', () => {
  const session = new Session();
  session.edit('/m/Dockerfile', 'FROM alpine:3.22', '# small\nFROM alpine:3.22');
  assert.deepEqual(session.look(), {
    'parse-dockerfile': 1,
    'file-problem': 1,
    'trace-image': 1,
    'image-programs': 1,
    'service-runs': 1,
    'image-runs': 1,
    'build-failures': 1,
    ...rules(`
      compose/binary-not-in-image compose/command-is-arguments compose/redundant-command compose/wrong-dockerfile
      dockerfile/not-valid dockerfile/sibling-drift go/import-pulls-cgo`),
    ...ofImages(
      1,
      `compose/build-arg-package-not-found compose/monolithic-image dockerfile/binary-unused dockerfile/cgo-needed
      dockerfile/cgo-not-needed dockerfile/cgo-stub dockerfile/copy-source-not-built
      dockerfile/copy-source-not-found dockerfile/entry-not-in-image dockerfile/go-too-old dockerfile/libc-mismatch
      dockerfile/native-package-missing dockerfile/native-package-not-needed dockerfile/not-a-main-package
      dockerfile/package-not-found dockerfile/replace-outside-context dockerfile/several-programs
      dockerfile/single-go-file dockerfile/workspace-not-copied`,
    ),
    ignores: 1,
    unknown: 1,
  });
});

test('a snapshot that something is tried out in shares what the change does not touch', () => {
  const session = new Session();
  const text = DOCKERFILE('worker').replace('CGO_ENABLED=0', 'CGO_ENABLED=1');
  const fork = session.snapshot.with([{ path: '/m/Dockerfile.worker', text }]);
  assert.equal(buildWorld(fork, SETTINGS).images.flatMap(({ holds }) => holds).length, 2);
  assert.deepEqual(session.look(), {
    'parse-dockerfile': 1,
    'trace-image': 1,
    'image-programs': 1,
    'file-problem': 1,
  });
  assert.deepEqual(session.look(), {});
});

test('a fix is made for the text that is there now, though its finding was taken over', () => {
  const session = new Session();
  session.edit('/m/compose.yaml', '# the end', '# it ends here');
  // Whether a comment silences something is looked at, in its file alone.
  assert.deepEqual(session.look(), { 'compose-projects': 1, 'parse-compose-file': 1, ignores: 1 });
  const { findings } = session.snapshot.derive(analyse, SETTINGS);
  const [finding] = findings.filter(({ rule }) => rule.id === 'compose/redundant-command');
  const [fix] = finding?.fixes() ?? [];
  assert.ok(fix?.kind === 'changes');
  assert.deepEqual(
    fix.changes.map((change) => change.kind === 'edit' && change.hash),
    [hash(session.texts.get('/m/compose.yaml') ?? '')],
  );
});
