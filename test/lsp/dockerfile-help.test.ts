import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { FULL, type LspClient, type Range } from './lsp-client.ts';
import { placeOf, textAt } from './text-place.ts';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';
const dockerfile = 'backend/Dockerfile';

test('a stage leads to its FROM, by its name in any case and by its number', async (t) => {
  const { client, texts } = await project(t);
  const text = texts[dockerfile];
  for (const piece of ['FROM bu|ilder AS', '--from=BUIL|DER', '--from=|0', 'from=bui|lder,'])
    assert.deepEqual(await definition(client, texts, dockerfile, piece), [`${dockerfile}: builder`], piece);
  assert.deepEqual(await definition(client, texts, dockerfile, 'AS pac|ked'), [`${dockerfile}: packed`]);
  assert.deepEqual(await definition(client, texts, dockerfile, 'FROM alp|ine:3.22 AS plain'), []);
  assert.ok(text.includes('AS packed'));
});

test('what COPY takes leads to what made it: a build, a move, a file of the context', async (t) => {
  const { client, texts } = await project(t);
  assert.deepEqual(await definition(client, texts, dockerfile, '/out/ser|ver ./server'), [
    `${dockerfile}: go build -o /out/server ./cmd/server`,
  ]);
  assert.deepEqual(await definition(client, texts, dockerfile, '/out/job| ./job'), [
    `${dockerfile}: mv /out/worker /out/job`,
  ]);
  assert.deepEqual(await definition(client, texts, dockerfile, 'CMD ["./ser|ver"]'), [
    'backend/cmd/server/main.go: main',
  ]);
  assert.deepEqual(await definition(client, texts, dockerfile, 'COPY go.m|od go.sum'), ['backend/go.mod: ']);
});

test('a package of go build leads to the main function, a loop to several', async (t) => {
  const { client, texts } = await project(t);
  assert.deepEqual(await definition(client, texts, dockerfile, './cmd/ser|ver\n'), [
    'backend/cmd/server/main.go: main',
  ]);
  const loop = texts[dockerfile].replace(
    'RUN go build -o /out/server ./cmd/server\n',
    'RUN for each in server worker; do go build -o /out/$each ./cmd/$each; done\n',
  );
  client.open(dockerfile, loop);
  assert.deepEqual(await definition(client, { ...texts, [dockerfile]: loop }, dockerfile, './cmd/$ea|ch'), [
    'backend/cmd/server/main.go: main',
    'backend/cmd/worker/main.go: main',
  ]);
});

test('a stage is referred to from its Dockerfile and from Compose; the first FROM names who builds the file', async (t) => {
  const { client, texts } = await project(t);
  assert.deepEqual(await references(client, texts, dockerfile, 'AS buil|der'), [
    `${dockerfile}:3 builder`,
    `${dockerfile}:12 BUILDER`,
    `${dockerfile}:14 0`,
    `${dockerfile}:15 builder`,
  ]);
  assert.deepEqual(await references(client, texts, dockerfile, 'AS pac|ked'), [
    `${compose}:6 packed`,
    `${compose}:10 Packed`,
    // Nobody says so here: it is the last stage.
    `${compose}:12 build`,
  ]);
  const users = [`${compose}:5 Dockerfile`, `${compose}:10 Dockerfile`, `${compose}:12 build`];
  assert.deepEqual(await references(client, texts, dockerfile, 'FR|OM golang:1.25'), users);
  assert.deepEqual(
    await references(client, texts, compose, 'dockerfile: Docker|file\n      target: packed'),
    users,
  );
  assert.deepEqual(
    await references(client, texts, compose, 'target: pac|ked'),
    await references(client, texts, dockerfile, 'AS pac|ked'),
  );
  assert.deepEqual(await references(client, texts, compose, 'ser|vices:'), []);
});

test('a stage is renamed where it is meant, in Compose too, in the quotes that stand there', async (t) => {
  const { client, texts } = await project(t);
  for (const [file, piece, word] of [
    [dockerfile, 'AS pac|ked', 'packed'],
    [compose, 'target: pac|ked', 'packed'],
    [compose, 'target: "Pac|ked"', 'Packed'],
  ] as const) {
    const at = position(client, texts, file, piece);
    const prepared = (await client.request('textDocument/prepareRename', at)) as { range: Range };
    assert.equal(textAt(texts[file], prepared.range), word);
    assert.deepEqual(await renamed(client, texts, file, piece, 'final'), [
      `${dockerfile}:10 packed → final`,
      `${compose}:6 packed → final`,
      `${compose}:10 "Packed" → "final"`,
    ]);
  }
  assert.deepEqual(await renamed(client, texts, dockerfile, 'FROM buil|der AS', 'tools'), [
    `${dockerfile}:1 builder → tools`,
    `${dockerfile}:3 builder → tools`,
    `${dockerfile}:12 BUILDER → tools`,
    `${dockerfile}:15 builder → tools`,
  ]);
});

test('commands and bake files that build the stage follow, and one that only may do so is in the way', async (t) => {
  const { client, texts, workspace } = await project(t);
  const makefile = `image:
\tdocker build --target packed -t x backend
\tdocker build -f backend/Dockerfile \\
\t  --target=Packed backend
other:
\tdocker build --target packed elsewhere
`;
  const bake = `target "api" {
  context = "backend"
  dockerfile = "Dockerfile"
  target = "packed"
}
`;
  workspace.write('Makefile', makefile);
  workspace.write('docker-bake.hcl', bake);
  client.notify('dockerfileSplit/refresh');
  const all = { ...texts, Makefile: makefile, 'docker-bake.hcl': bake };
  await assert.rejects(
    renamed(client, all, dockerfile, 'AS pac|ked', 'final'),
    /^Error: Makefile, line 6, may mean the stage, and is not edited$/,
  );
  const alone = makefile.slice(0, makefile.indexOf('other:'));
  workspace.write('Makefile', alone);
  client.notify('dockerfileSplit/refresh');
  const edits = await renamed(client, { ...all, Makefile: alone }, dockerfile, 'AS pac|ked', 'final');
  assert.deepEqual(edits.slice(3).toSorted(), [
    'Makefile:2 packed → final',
    'Makefile:4 Packed → final',
    'docker-bake.hcl:4 packed → final',
  ]);
});

test('places count UTF-16 units, whatever ends a line and continues it', async (t) => {
  const { client, texts } = await project(t);
  const windows = `# escape=\`\r\n# 🐳\r\nFROM golang:1.25-alpine \`\r\n  AS 🐳builder\r\nFROM golang:1.25-alpine \`\r\n  AS tools\r\nRUN echo 🐳 && true\r\nFROM scratch\r\nCOPY --from=TOOLS \`\r\n  /etc/os-release /x\r\n`;
  client.open(dockerfile, windows);
  const all = { ...texts, [dockerfile]: windows };
  assert.deepEqual(await definition(client, all, dockerfile, '--from=TO|OLS'), [`${dockerfile}: tools`]);
  assert.deepEqual(await renamed(client, all, dockerfile, 'AS to|ols', 'kit'), [
    `${dockerfile}:6 tools → kit`,
    `${dockerfile}:9 TOOLS → kit`,
  ]);
});

test('a name that cannot be is refused in one line, and a word that is no name is not renamed', async (t) => {
  const { client, texts } = await project(t);
  for (const [name, message] of [
    ['2nd', /^a stage cannot be called "2nd": a name begins with a letter/],
    ['a/b', /^a stage cannot be called "a\/b"/],
    ['a\nb', /^a stage cannot be called "a\\nb"/],
    ['', /^a stage cannot be called ""/],
    ['PACKED', /^line 10 has a stage packed already$/],
    ['scratch', /^scratch means something else to BuildKit/],
    ['busybox', /^line 16 takes files from the image busybox/],
  ] as const)
    await assert.rejects(
      client.request('textDocument/rename', {
        ...position(client, texts, dockerfile, 'AS buil|der'),
        newName: name,
      }),
      (error: Error) => message.test(error.message) && !error.message.includes('\n'),
      name,
    );
  for (const piece of ['--from=|0', 'FROM alp|ine:3.22 AS plain', 'WORK|DIR /src'])
    assert.equal(
      await client.request('textDocument/prepareRename', position(client, texts, dockerfile, piece)),
      null,
      piece,
    );
  await assert.rejects(
    client.request('textDocument/rename', {
      ...position(client, texts, dockerfile, 'WORK|DIR /src'),
      newName: 'a',
    }),
    /there is no stage here/,
  );
});

test('a stage that a variable may mean, and a target in a variable, keep their names', async (t) => {
  const { client, texts } = await project(t);
  const variable = `ARG BASE=builder\n${texts[dockerfile].replace('FROM builder AS', 'FROM ${BASE} AS')}`;
  client.open(dockerfile, variable);
  await assert.rejects(
    renamed(client, { ...texts, [dockerfile]: variable }, dockerfile, 'AS buil|der', 'tools'),
    /^Error: line 4 means the stage through a variable$/,
  );
  client.change(dockerfile, texts[dockerfile]);
  const target = texts[compose].replace('target: packed', 'target: ${STAGE:-packed}');
  client.open(compose, target);
  await assert.rejects(
    renamed(client, texts, dockerfile, 'AS pac|ked', 'final'),
    /the target of service api has a variable in it/,
  );
});

test('hover tells what CGO_ENABLED does to each program, what a build makes, and who needs a package', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const texts = { [dockerfile]: workspace.read(dockerfile) };
  const server = 'ENABLED=1 go build -ldflags="-s -w" -o /bin/server';
  const setting = await hover(client, texts, dockerfile, `CGO_|${server}`);
  assert.match(setting, /^`backend\/cmd\/server`: cgo is on: CGO_ENABLED=1 is set on the command\. /);
  assert.doesNotMatch(setting, /cmd\/worker/);

  const build = await hover(client, texts, dockerfile, 'go bu|ild -ldflags="-s -w" -o /bin/server');
  assert.match(build, /^Builds `backend\/cmd\/server`\. cgo is on/);
  assert.match(
    build,
    /it imports \[example\.com\/photos\/internal\/imageprocessor\]\(file:\/\/\/\S+\/cmd\/server\/\w+\.go#L\d+\) → \[github\.com/,
  );
  assert.match(build, /It is written to `\/bin\/server`, and lies in the image as `\/app\/server`\.$/);

  assert.equal(
    await hover(client, texts, dockerfile, 'libwebp-|dev'),
    '`libwebp-dev`, headers of libwebp: needed by `scheduler` and `server`, not by `worker`.',
  );
  assert.match(
    await hover(client, texts, dockerfile, 'build-|base'),
    /^`build-base`, a C compiler: needed by `scheduler` and `server`\.\n\n`build-base`: `worker` needs it only because cgo is on there\.$/,
  );
  assert.match(
    await hover(client, texts, dockerfile, 'ca-cert|ificates tzdata'),
    /^`ca-certificates`: who needs it is unknown, as it is no compiler and no C library/,
  );
});

test('a setting that decides nothing says so, and what does', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const text = workspace.read(dockerfile).replace('WORKDIR /src\n', 'ENV CGO_ENABLED=0\nWORKDIR /src\n');
  workspace.write(dockerfile, text);
  const client = await workspace.client(t);
  const told = await hover(client, { [dockerfile]: text }, dockerfile, 'ENV CGO|_ENABLED=0');
  assert.match(told, /^No build of this Dockerfile goes by this word\.\n\n/);
  assert.equal(told.match(/cgo is on: CGO_ENABLED=1 is set on the command/g)?.length, 3);
});

test('of a stage that no image needs nothing is claimed', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const text = `${workspace.read(dockerfile).replace('FROM alpine', 'FROM builder AS spare\n# CGO_ENABLED=0 is not for it.\nRUN apk add vips-dev && CGO_ENABLED=1 go build -o /spare ./cmd/worker\nFROM alpine')}`;
  workspace.write(dockerfile, text);
  const client = await workspace.client(t);
  const told = (piece: string): Promise<string> => hover(client, { [dockerfile]: text }, dockerfile, piece);
  assert.equal(
    await told('vips|-dev'),
    '`vips-dev`, headers of libvips: who needs it is unknown, as no image that is built here needs this stage.',
  );
  assert.equal(
    await told('CGO_|ENABLED=1 go build -o /spare'),
    '`go build ./cmd/worker`: cgo is on: CGO_ENABLED=1 is set on the command.',
  );
  assert.match(
    await told('go bu|ild -o /spare'),
    /^Builds `example\.com\/photos\/cmd\/worker`, for no image/,
  );
  assert.equal(await told('# CGO_|ENABLED=0'), '');
});

test('one Dockerfile for several programs tells of a package once', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const text = `FROM golang:1.25-alpine AS builder
RUN apk add --no-cache build-base libwebp-dev
ARG PROGRAM
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /app ./cmd/$PROGRAM
FROM alpine:3.22
COPY --from=builder /app /app
CMD ["/app"]
`;
  workspace.write(dockerfile, text);
  workspace.write(
    compose,
    `services:\n${['server', 'worker']
      .map((each) => `  ${each}:\n    build:\n      context: backend\n      args: {PROGRAM: ${each}}\n`)
      .join('')}`,
  );
  const client = await workspace.client(t);
  const told = (piece: string): Promise<string> => hover(client, { [dockerfile]: text }, dockerfile, piece);
  assert.equal(
    await told('libwebp|-dev'),
    '`libwebp-dev`, headers of libwebp: needed by `server`, not by `worker`.',
  );
  assert.deepEqual(
    (await told('CGO_|ENABLED=1')).split('\n\n').map((each) => each.split(':')[0]),
    ['`backend/cmd/server`', '`backend/cmd/worker`'],
  );
});

test('an unknown program makes a package unknown, with the reason', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write('backend/cmd/worker/extra.go', 'package main\n\nimport _ "example.org/nobody/has/this"\n');
  const client = await workspace.client(t);
  const told = await hover(client, { [dockerfile]: workspace.read(dockerfile) }, dockerfile, 'libwebp-|dev');
  assert.match(told, /needed by `scheduler` and `server`\.\n\n/);
  assert.match(told, /whether `worker` needs it is unknown, as .*example\.org\/nobody\/has\/this/);
});

test('an inlay hint stands where nobody wrote CGO_ENABLED and it is known', async (t) => {
  const { client, texts } = await project(t);
  assert.deepEqual(await hints(client, texts[dockerfile]), [
    '5 CGO_ENABLED=0 (no C compiler) before go build -o /out/server ./cmd/server',
  ]);
  const change = (from: string | RegExp, to: string): string => {
    const text = texts[dockerfile].replace(from, to);
    client.open(dockerfile, text);
    return text;
  };
  assert.match(
    (await hints(client, change('golang:1.25-alpine', 'golang:1.25')))[0] ?? '',
    /^5 CGO_ENABLED=1 \(default\) before/,
  );
  assert.match(
    (
      await hints(client, change('RUN go build -o /out/server', 'RUN GOARCH=arm64 go build -o /out/server'))
    )[0] ?? '',
    /^5 CGO_ENABLED=0 \(cross build\) before go build/,
  );
  assert.deepEqual(await hints(client, change('golang:1.25-alpine', 'example.org/our/go:1')), []);
  assert.deepEqual(await hints(client, change('RUN go build', 'RUN CGO_ENABLED=0 go build')), []);
});

test('an inlay hint that another file changes is asked for again', async (t) => {
  const capabilities = { ...FULL, workspace: { ...FULL.workspace, inlayHint: { refreshSupport: true } } };
  const { client, texts } = await project(t, { capabilities });
  const text = texts[dockerfile].replace('RUN go build', 'ARG ARCH=amd64\nRUN GOARCH=$ARCH go build');
  client.open(dockerfile, text);
  client.open(compose, texts[compose]);
  assert.equal((await hints(client, text)).length, 1);
  const args = texts[compose].replace('target: packed', 'target: packed\n      args: {ARCH: arm64}');
  client.change(compose, args);
  await client.until(() => client.asked.includes('workspace/inlayHint/refresh'), 'the other platform');
  assert.deepEqual(await hints(client, text), [], 'two images differ in it');
});

test('names of the workspace are text, whatever they hold', async (t) => {
  const { client, workspace } = await project(t);
  const name = '<img src=x onerror=alert(1)>[a](http://evil)`*';
  const text = `services:\n  ${JSON.stringify(name)}:\n    build: ./backend\n`;
  workspace.write(compose, text);
  client.notify('dockerfileSplit/refresh');
  const told = await hover(client, { [compose]: text }, compose, '<img sr|c=x');
  assert.doesNotMatch(told, /(?<!\\)</);
  assert.doesNotMatch(told, /(?<!\\)\[a|:\/\/evil/);
  const service = await hover(client, { [compose]: text }, compose, 'bui|ld: ./');
  assert.doesNotMatch(service, /(?<!\\)<img/);
});

type Texts = Readonly<Record<string, string>>;

/** A Dockerfile whose stages are named in every way, and three services that build it. */
async function project(t: TestContext, options?: Parameters<Workspace['client']>[1]) {
  const workspace = new Workspace(t);
  const texts = {
    [dockerfile]: `FROM golang:1.25-alpine AS builder
WORKDIR /src
FROM builder AS made
COPY . .
RUN go build -o /out/server ./cmd/server
RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker \\
 && mv /out/worker /out/job
COPY go.mod go.sum ./
FROM alpine:3.22 AS plain
FROM alpine:3.22 AS packed
WORKDIR /app
COPY --from=BUILDER /src /src
COPY --from=made /out/server ./server
COPY --from=0 /src /other
RUN --mount=type=bind,from=builder,target=/mnt true
COPY --from=busybox /bin/true /bin/
COPY --from=made /out/job ./job
CMD ["./server"]
`,
    [compose]: `services:
  api:
    build:
      context: ./backend
      dockerfile: Dockerfile
      target: packed
  job:
    command: ["./job"]
    build:
      {context: ./backend, dockerfile: "Dockerfile", target: "Packed"}
  all:
    build: ./backend
`,
    'backend/go.mod': 'module example.com/three\n\ngo 1.25\n',
    'backend/go.sum': '',
    'backend/cmd/server/main.go': 'package main\n\nfunc main() {}\n',
    'backend/cmd/worker/main.go': 'package main\n\nfunc main() {}\n',
  };
  for (const dir of ['backend/cmd/server', 'backend/cmd/worker'])
    mkdirSync(join(workspace.root, dir), { recursive: true });
  for (const [path, text] of Object.entries(texts)) workspace.write(path, text);
  return { workspace, texts, client: await workspace.client(t, options) };
}

const position = (client: LspClient, texts: Texts, file: string, piece: string) => ({
  textDocument: { uri: client.uri(file) },
  position: placeOf(texts[file] ?? '', piece),
});

interface Location {
  readonly uri: string;
  readonly range: Range;
}

const pathOf = (client: LspClient, uri: string): string => uri.slice(client.uri('.').length + 1);

/** What a word leads to: the file, and what stands there. */
async function definition(client: LspClient, texts: Texts, file: string, piece: string): Promise<string[]> {
  const found = (await client.request('textDocument/definition', position(client, texts, file, piece))) as
    | Location
    | Location[]
    | null;
  return [found ?? []].flat().map(({ uri, range }) => {
    const path = pathOf(client, uri);
    return `${path}: ${textAt(texts[path] ?? '', range)}`;
  });
}

async function references(client: LspClient, texts: Texts, file: string, piece: string): Promise<string[]> {
  const found = (await client.request('textDocument/references', {
    ...position(client, texts, file, piece),
    context: { includeDeclaration: false },
  })) as Location[] | null;
  return (found ?? []).map(({ uri, range }) => {
    const path = pathOf(client, uri);
    return `${path}:${range.start.line + 1} ${textAt(texts[path] ?? '', range).replaceAll('"', '')}`;
  });
}

async function renamed(
  client: LspClient,
  texts: Texts,
  file: string,
  piece: string,
  newName: string,
): Promise<string[]> {
  const edit = (await client.request('textDocument/rename', {
    ...position(client, texts, file, piece),
    newName,
  })) as { documentChanges: { textDocument: { uri: string }; edits: { range: Range; newText: string }[] }[] };
  return edit.documentChanges.flatMap(({ textDocument, edits }) => {
    const path = pathOf(client, textDocument.uri);
    return edits.map(
      ({ range, newText }) =>
        `${path}:${range.start.line + 1} ${textAt(texts[path] ?? '', range)} → ${newText}`,
    );
  });
}

async function hover(client: LspClient, texts: Texts, file: string, piece: string): Promise<string> {
  const found = (await client.request('textDocument/hover', position(client, texts, file, piece))) as {
    contents: { value: string };
  } | null;
  return found?.contents.value ?? '';
}

async function hints(client: LspClient, text: string): Promise<string[]> {
  const all = (await client.request('textDocument/inlayHint', {
    textDocument: { uri: client.uri(dockerfile) },
    range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
  })) as { position: { line: number; character: number }; label: string }[];
  return all.map(
    ({ position: { line, character }, label }) =>
      `${line + 1} ${label} before ${text.split('\n')[line]?.slice(character)}`,
  );
}
