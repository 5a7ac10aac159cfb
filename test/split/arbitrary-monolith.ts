import fc from 'fast-check';

/** A small workspace with a shared image: its files by path below `/w`. */
export interface ArbitraryMonolith {
  readonly files: ReadonlyMap<string, string>;
  readonly programs: readonly string[];
}

const NAMES = ['api', 'worker', 'cron', 'mail-sender'] as const;

const shapes = fc.record({
  programs: fc.shuffledSubarray([...NAMES], { minLength: 2 }),
  cgoPrograms: fc.subarray([...NAMES], { maxLength: 2 }),
  distro: fc.constantFrom('alpine' as const, 'debian' as const),
  cgo: fc.constantFrom('default', 'env', 'command', 'arg'),
  packages: fc.subarray(['git', 'make', 'curl']),
  build: fc.constantFrom(
    'separate',
    'chain',
    'semicolons',
    'loop',
    'glob',
    'folder',
    'list',
    'heredoc',
    'install',
    'mounts',
  ),
  copy: fc.constantFrom('each', 'one', 'folder', 'wildcard', 'renamed-folder'),
  start: fc.constantFrom('cmd', 'cmd-path', 'shell', 'entrypoint', 'tini', 'script'),
  comments: fc.boolean(),
  user: fc.constantFrom(null, 'nobody', '1000:1000'),
  env: fc.boolean(),
  workdir: fc.boolean(),
  folder: fc.constantFrom('', 'backend/'),
  crlf: fc.record({ dockerfile: fc.boolean(), compose: fc.boolean() }),
  compose: fc.constantFrom(
    'short',
    'long',
    'flow',
    'merge',
    'alias',
    'extends',
    'tag',
    'image-only',
    'mixed',
  ),
  command: fc.constantFrom('list', 'text'),
  args: fc.boolean(),
  twice: fc.boolean(),
  composeComments: fc.boolean(),
  override: fc.boolean(),
  database: fc.boolean(),
});

type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

/** Shapes of Dockerfiles × shapes of Compose files, as people write them. */
export const arbitraryMonolith: fc.Arbitrary<ArbitraryMonolith> = shapes.map((shape) => ({
  files: filesOf(shape),
  programs: shape.programs,
}));

function filesOf(shape: Shape): ReadonlyMap<string, string> {
  const { folder, programs, crlf } = shape;
  const files = new Map<string, string>([[`${folder}go.mod`, 'module example.com/shop\n\ngo 1.23\n']]);
  for (const name of programs)
    files.set(
      `${folder}cmd/${name}/main.go`,
      shape.cgoPrograms.includes(name)
        ? 'package main\n\n// #cgo LDFLAGS: -lm\n// #include <math.h>\nimport "C"\n\nfunc main() { println(float64(C.sqrt(2))) }\n'
        : `package main\n\nfunc main() { println("${name}") }\n`,
    );
  if (shape.start === 'script') files.set(`${folder}entry.sh`, '#!/bin/sh\nset -e\nexec "$@"\n');
  const ended = (text: string, cr: boolean): string => (cr ? text.replaceAll('\n', '\r\n') : text);
  files.set(`${folder}Dockerfile`, ended(dockerfileOf(shape), crlf.dockerfile));
  files.set('compose.yaml', ended(composeOf(shape), crlf.compose));
  if (shape.override)
    files.set('compose.override.yaml', `services:\n  ${programs[0]}:\n    environment:\n      DEBUG: "1"\n`);
  return new Map([...files].map(([path, text]) => [`/w/${path}`, text]));
}

const needsC = ({ programs, cgoPrograms }: Shape): boolean =>
  programs.some((name) => cgoPrograms.includes(name));

function dockerfileOf(shape: Shape): string {
  const { distro, programs, comments } = shape;
  const lines: string[] = [];
  const say = (comment: string): void => {
    if (comments) lines.push(`# ${comment}`);
  };
  const alpine = distro === 'alpine';
  say('What compiles.');
  lines.push(`FROM golang:1.23${alpine ? '-alpine' : '-bookworm'} AS build`);
  const tools = [...(needsC(shape) && alpine ? ['gcc', 'musl-dev'] : []), ...shape.packages];
  if (tools.length > 0) {
    say('What the compiler needs.');
    lines.push(
      alpine
        ? `RUN apk add --no-cache ${tools.join(' ')}`
        : `RUN apt-get update \\\n && apt-get install -y --no-install-recommends \\\n    ${tools.join(' \\\n    ')} \\\n && rm -rf /var/lib/apt/lists/*`,
    );
  }
  const on = needsC(shape) ? '1' : '0';
  if (shape.cgo === 'env') lines.push(`ENV CGO_ENABLED=${on}`);
  if (shape.cgo === 'arg') lines.push(`ARG CGO_ENABLED=${on}`);
  lines.push('WORKDIR /src', 'COPY . .', '');
  lines.push(...buildLines(shape, shape.cgo === 'command' ? `CGO_ENABLED=${on} ` : '', say), '');
  say('What runs.');
  lines.push(alpine ? 'FROM alpine:3.22' : 'FROM debian:bookworm-slim');
  if (shape.start === 'tini')
    lines.push(alpine ? 'RUN apk add --no-cache tini' : 'RUN apt-get update && apt-get install -y tini');
  if (shape.env) lines.push('ENV MODE=production TZ=UTC');
  if (shape.workdir) lines.push('WORKDIR /srv');
  lines.push(...copyLines(shape, say));
  if (shape.start === 'script') lines.push('COPY entry.sh /entry.sh');
  if (shape.user !== null) lines.push(`USER ${shape.user}`);
  say('Without a command.');
  lines.push(...startLines(shape, programs[0] ?? ''));
  return `${lines.join('\n')}\n`;
}

const builtIn = ({ build }: Shape): string => (build === 'install' ? '/go/bin' : '/out');

function buildLines(shape: Shape, set: string, say: (comment: string) => void): string[] {
  const { programs } = shape;
  const one = (name: string): string => `${set}go build -o /out/${name} ./cmd/${name}`;
  const folders = programs.map((name) => `./cmd/${name}`).join(' ');
  switch (shape.build) {
    case 'chain':
      say('One after the other.');
      return [`RUN ${programs.map(one).join(' && \\\n    ')}`];
    case 'semicolons':
      return [`RUN set -eux; \\\n    ${programs.map(one).join('; \\\n    ')}`];
    case 'loop':
      return [`RUN for p in ${programs.join(' ')}; do ${set}go build -o /out/$p ./cmd/$p; done`];
    case 'glob':
      return [`RUN for dir in ./cmd/*; do ${set}go build -o /out/ $dir; done`];
    case 'folder':
      return [`RUN mkdir -p /out && ${set}go build -o /out/ ./cmd/...`];
    case 'list':
      return [`RUN ${set}go build -trimpath -o /out/ ${folders}`];
    case 'heredoc':
      return [`RUN <<EOF\nset -e\n${programs.map(one).join('\n')}\nEOF`];
    case 'install':
      return [`RUN ${set}go install ${folders}`];
    case 'mounts':
      return programs.map(
        (name) => `RUN --mount=type=cache,target=/root/.cache/go-build \\\n    ${one(name)}`,
      );
    default:
      return programs.map((name) => `RUN ${one(name)}`);
  }
}

function copyLines(shape: Shape, say: (comment: string) => void): string[] {
  const { programs } = shape;
  const from = builtIn(shape);
  say('What was compiled.');
  switch (shape.copy) {
    case 'one':
      return [`COPY --from=build ${programs.map((name) => `${from}/${name}`).join(' ')} /usr/local/bin/`];
    case 'folder':
      return [`COPY --from=build ${from}/ /usr/local/bin/`];
    case 'wildcard':
      return [`COPY --from=build ${from}/* /usr/local/bin/`];
    case 'renamed-folder':
      return [`COPY --from=build ${from} /usr/local/bin`];
    default:
      return programs.map((name) => `COPY --from=build ${from}/${name} /usr/local/bin/${name}`);
  }
}

function startLines({ start }: Shape, first: string): string[] {
  switch (start) {
    case 'cmd-path':
      return [`CMD ["/usr/local/bin/${first}"]`];
    case 'shell':
      return [`CMD ${first}`];
    case 'entrypoint':
      return [`ENTRYPOINT ["/usr/local/bin/${first}"]`];
    case 'tini':
      return ['ENTRYPOINT ["/sbin/tini", "--"]', `CMD ["${first}"]`];
    case 'script':
      return ['ENTRYPOINT ["sh", "/entry.sh"]', `CMD ["${first}"]`];
    default:
      return [`CMD ["${first}"]`];
  }
}

function composeOf(shape: Shape): string {
  const { programs, folder, composeComments } = shape;
  const context = folder === '' ? '.' : './backend';
  const lines: string[] = [];
  if (shape.compose === 'merge') lines.push('x-app: &app', `  build: ${context}`, '  restart: always', '');
  if (shape.compose === 'alias') lines.push('x-build: &build', `  context: ${context}`, '');
  lines.push('services:');
  if (shape.database) lines.push('  db:', '    image: postgres:17');
  if (shape.compose === 'extends') lines.push('  base:', `    build: ${context}`, '    profiles: [never]');
  programs.forEach((name, index) => {
    const names = shape.twice && index === programs.length - 1 ? [name, `${name}-2`] : [name];
    for (const service of names) {
      if (composeComments) lines.push(`  # This is ${service}.`);
      lines.push(`  ${service}:`);
      lines.push(...buildOf(shape.compose, context, index).map((line) => `    ${line}`));
      if (index > 0) lines.push(`    ${commandOf(shape, name)}`);
      if (composeComments) lines.push('    # It comes back.');
      lines.push('    restart: always');
    }
  });
  return `${lines.join('\n')}\n`;
}

function buildOf(compose: Shape['compose'], context: string, index: number): string[] {
  switch (compose) {
    case 'long':
      return ['build:', `  context: ${context}`, '  dockerfile: Dockerfile'];
    case 'flow':
      return [`build: {context: ${context}}`];
    case 'merge':
      return ['<<: *app'];
    case 'alias':
      return ['build: *build'];
    case 'extends':
      return ['extends:', '  service: base'];
    case 'tag':
      return ['image: shop:dev', `build: ${context}`];
    case 'image-only':
      return index === 0 ? ['image: shop:dev', `build: ${context}`] : ['image: shop:dev'];
    case 'mixed':
      return index % 2 === 0 ? [`build: ${context}`] : ['build:', `  context: ${context}`];
    default:
      return [`build: ${context}  # here`];
  }
}

function commandOf({ start, command, args }: Shape, name: string): string {
  const words = [start === 'entrypoint' ? `/usr/local/bin/${name}` : name, ...(args ? ['--level', '2'] : [])];
  const key = start === 'entrypoint' ? 'entrypoint' : 'command';
  return command === 'list'
    ? `${key}: [${words.map((word) => `"${word}"`).join(', ')}]`
    : `${key}: ${words.join(' ')}`;
}
