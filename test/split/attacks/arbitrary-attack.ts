import fc from 'fast-check';

/** A workspace that tries to break a split, and what each of its programs truly needs. */
export interface Attack {
  /** By path below the workspace. */
  readonly files: ReadonlyMap<string, string>;
  readonly truth: Truth;
}

export interface Truth {
  /** The projects that people start, each with its files in order. */
  readonly projects: readonly (readonly string[])[];
  /** By program: the paths that it uses, if they are there, and the programs that it starts, where they lie. */
  readonly needs: ReadonlyMap<
    string,
    { readonly paths: readonly string[]; readonly programs: readonly string[] }
  >;
  /** Programs that must lie in a service's image besides its own: hooks, health checks, commands by hand. */
  readonly beside: readonly { readonly service: string; readonly path: string }[];
  /** Whether something of the repository builds `Dockerfile` by its name. */
  readonly isBuiltByName: boolean;
  /** The programs that do not compile without cgo. */
  readonly needCgo: ReadonlySet<string>;
}

const NAMES = ['api', 'cron', 'migrate', 'worker'] as const;
type Name = (typeof NAMES)[number];

const BIN = '/usr/local/bin';

const shapes = fc.record({
  programs: fc.shuffledSubarray([...NAMES], { minLength: 2, maxLength: 4 }),
  c: fc.subarray([...NAMES], { maxLength: 1 }),
  net: fc.subarray([...NAMES], { maxLength: 2 }),
  /** Who writes to a folder of its own, and how one can know of it. */
  data: fc.dictionary(
    fc.constantFrom(...NAMES),
    fc.constantFrom('code', 'image-env', 'service-env', 'config', 'argument'),
    {
      maxKeys: 2,
    },
  ),
  starts: fc.option(fc.constantFrom('literal', 'joined', 'argument', 'service-env', 'image-env'), {
    nil: null,
    freq: 3,
  }),
  build: fc.constantFrom('separate', 'chain', 'loop', 'packages', 'pattern'),
  cgo: fc.constantFrom('default', 'command', 'env'),
  copy: fc.constantFrom('each', 'one', 'folder', 'glob'),
  builder: fc.subarray(['version', 'after', 'strip', 'chmod', 'sums', 'smoke', 'asset'] as const, {
    maxLength: 2,
  }),
  final: fc.subarray(['chmod', 'chown', 'loop', 'sums', 'smoke', 'user', 'labels'] as const, {
    maxLength: 3,
  }),
  start: fc.constantFrom('cmd', 'entrypoint-cleared', 'script', 'none'),
  overlay: fc.constantFrom(null, 'argument', 'environment', 'target'),
  tag: fc.constantFrom(null, null, 'shared', 'shared-with-user'),
  beside: fc.constantFrom(null, null, 'hook', 'health', 'run', 'exec'),
  foreign: fc.constantFrom(null, null, 'make', 'script', 'from-tag', 'fly'),
});

type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

/** Two services that build one tag in two ways leave it open which one a third finds there: nobody can be right about that. */
export const arbitraryAttack: fc.Arbitrary<Attack> = shapes
  .map((shape) => (shape.overlay === 'target' ? { ...shape, tag: null } : shape))
  .map((shape) => ({
    files: filesOf(shape),
    truth: truthOf(shape),
  }));

const first = ({ programs }: Shape): Name => programs[0] ?? 'api';
/** The program that another one starts, or that is started beside it. */
const second = ({ programs }: Shape): Name => programs[1] ?? 'api';

function truthOf(shape: Shape): Truth {
  const { programs, data, starts, overlay, beside } = shape;
  const needs = new Map(
    programs.map((name) => {
      const paths = name in data ? [`/data/${name}`] : [];
      if (shape.builder.includes('asset') && name === first(shape)) paths.push('/etc/schema.txt');
      return [
        name,
        { paths, programs: starts !== null && name === first(shape) ? [`${BIN}/${second(shape)}`] : [] },
      ];
    }),
  );
  return {
    projects:
      overlay === null ? [['compose.yaml']] : [['compose.yaml'], ['compose.yaml', 'compose.prod.yaml']],
    needs,
    beside: beside === null ? [] : [{ service: first(shape), path: `${BIN}/${second(shape)}` }],
    isBuiltByName: shape.foreign === 'make' || shape.foreign === 'script' || shape.foreign === 'fly',
    needCgo: new Set(shape.c.filter((name) => programs.includes(name))),
  };
}

function filesOf(shape: Shape): ReadonlyMap<string, string> {
  const files = new Map<string, string>([['go.mod', 'module example.com/shop\n\ngo 1.25\n']]);
  for (const name of shape.programs) files.set(`cmd/${name}/main.go`, sourceOf(shape, name));
  if (shape.c.some((name) => shape.programs.includes(name)))
    files.set(
      'c/c.go',
      'package c\n\n// static int f(void) { return 1; }\nimport "C"\n\nfunc F() { C.f() }\n',
    );
  if (Object.values(shape.data).includes('config'))
    files.set(
      'config.yaml',
      Object.entries(shape.data)
        .map(([name, how]) => (how === 'config' ? `${name}:\n  folder: /data/${name}\n` : ''))
        .join(''),
    );
  if (shape.start === 'script') files.set('entry.sh', '#!/bin/sh\nset -e\nexec "$@"\n');
  files.set('Dockerfile', dockerfileOf(shape));
  files.set('compose.yaml', composeOf(shape));
  if (shape.overlay !== null) {
    files.set('compose.prod.yaml', overlayOf(shape));
    files.set('Makefile', 'prod:\n\tdocker compose -f compose.yaml -f compose.prod.yaml up -d\n');
  }
  for (const [path, text] of foreignOf(shape)) files.set(path, (files.get(path) ?? '') + text);
  return files;
}

function sourceOf(shape: Shape, name: Name): string {
  const imports = new Set<string>(['os']);
  const body: string[] = ['_ = os.Args'];
  const how = shape.data[name];
  if (how === 'code') body.push(`os.WriteFile("/data/${name}/log", nil, 0o644)`);
  if (how === 'image-env' || how === 'service-env')
    body.push(`os.WriteFile(os.Getenv("${name.toUpperCase()}_DATA") + "/log", nil, 0o644)`);
  if (how === 'config') body.push('os.ReadFile("/etc/shop/config.yaml")');
  if (how === 'argument') body.push('os.WriteFile(os.Args[len(os.Args)-1], nil, 0o644)');
  if (shape.builder.includes('asset') && name === first(shape)) body.push('os.ReadFile("/etc/schema.txt")');
  if (shape.starts !== null && name === first(shape)) {
    imports.add('os/exec');
    const path = `${BIN}/${second(shape)}`;
    body.push(
      {
        literal: `exec.Command("${path}").Run()`,
        joined: `exec.Command("${BIN}/" + "${second(shape)}").Run()`,
        argument: 'exec.Command(os.Args[1]).Run()',
        'service-env': 'exec.Command(os.Getenv("HELPER")).Run()',
        'image-env': 'exec.Command(os.Getenv("HELPER")).Run()',
      }[shape.starts],
    );
  }
  if (shape.net.includes(name)) {
    imports.add('net/http');
    body.push('http.Get("http://localhost")');
  }
  if (shape.c.includes(name)) {
    imports.add('example.com/shop/c');
    body.push('c.F()');
  }
  const list = [...imports].sort().map((path) => `\t"${path}"`);
  return `package main\n\nimport (\n${list.join('\n')}\n)\n\nfunc main() {\n${body.map((line) => `\t${line}`).join('\n')}\n}\n`;
}

function dockerfileOf(shape: Shape): string {
  const { programs, builder } = shape;
  const lines = ['FROM golang:1.25 AS build', 'WORKDIR /src'];
  const on = programs.some((name) => shape.c.includes(name)) ? '1' : '0';
  if (shape.cgo === 'env') lines.push(`ENV CGO_ENABLED=${on}`);
  lines.push('COPY . .');
  const set = shape.cgo === 'command' ? `CGO_ENABLED=${on} ` : '';
  const builds = programs.map((name) => `${set}go build -o /out/${name} ./cmd/${name}`);
  if (builder.includes('version')) builds[1] = `echo 1.4 > /src/version && ${builds[1]}`;
  if (shape.build === 'chain') lines.push(`RUN ${builds.join(' && ')}`);
  else if (shape.build === 'loop')
    lines.push(`RUN for p in ${programs.join(' ')}; do ${set}go build -o /out/$p ./cmd/$p; done`);
  else if (shape.build === 'packages')
    lines.push(`RUN ${set}go build -o /out/ ${programs.map((name) => `./cmd/${name}`).join(' ')}`);
  else if (shape.build === 'pattern') lines.push(`RUN ${set}go build -o /out/ ./cmd/...`);
  else lines.push(...builds.map((each) => `RUN ${each}`));
  const hasVersion = builder.includes('version') && (shape.build === 'chain' || shape.build === 'separate');
  if (builder.includes('after')) lines.push('RUN echo done > /out/.built');
  if (builder.includes('strip')) lines.push('RUN strip /out/*');
  if (builder.includes('chmod')) lines.push('RUN chmod 755 /out/*');
  if (builder.includes('sums')) lines.push('RUN sha256sum /out/* > /src/sums.txt');
  if (builder.includes('smoke')) lines.push(`RUN /out/${second(shape)} --version`);
  if (builder.includes('asset')) lines.push(`RUN /out/${second(shape)} schema > /src/schema.txt`);
  if (shape.overlay === 'target') lines.push('', 'FROM build AS debug', 'CMD ["/out/api"]');

  lines.push('', 'FROM debian:bookworm-slim AS runtime');
  for (const name of Object.keys(shape.data))
    lines.push(`RUN mkdir -p /data/${name} && chown 1000:1000 /data/${name}`);
  for (const [name, how] of Object.entries(shape.data))
    if (how === 'image-env') lines.push(`ENV ${name.toUpperCase()}_DATA=/data/${name}`);
  if (shape.starts === 'image-env') lines.push(`ENV HELPER=${BIN}/${second(shape)}`);
  if (shape.copy === 'each')
    lines.push(...programs.map((name) => `COPY --from=build /out/${name} ${BIN}/${name}`));
  else if (shape.copy === 'one')
    lines.push(`COPY --from=build ${programs.map((name) => `/out/${name}`).join(' ')} ${BIN}/`);
  else lines.push(`COPY --from=build ${shape.copy === 'folder' ? '/out/' : '/out/*'} ${BIN}/`);
  if (hasVersion) lines.push('COPY --from=build /src/version /etc/version');
  if (builder.includes('sums')) lines.push('COPY --from=build /src/sums.txt /etc/sums.txt');
  if (builder.includes('asset')) lines.push('COPY --from=build /src/schema.txt /etc/schema.txt');
  if (Object.values(shape.data).includes('config')) lines.push('COPY config.yaml /etc/shop/config.yaml');
  if (shape.start === 'script') lines.push(`COPY entry.sh ${BIN}/entry.sh`);
  const { final } = shape;
  if (final.includes('chmod')) lines.push(`RUN chmod +x ${BIN}/*`);
  if (final.includes('chown')) lines.push(`RUN cd ${BIN} && chown 1000 *`);
  if (final.includes('loop')) lines.push(`RUN for f in ${BIN}/*; do test -x $f; done`);
  if (final.includes('sums'))
    lines.push(`RUN sha256sum ${programs.map((name) => `${BIN}/${name}`).join(' ')} > /etc/image.sums`);
  if (final.includes('smoke')) lines.push(`RUN ${BIN}/${second(shape)} --version`);
  if (final.includes('labels')) lines.push('LABEL team=shop');
  if (final.includes('user')) lines.push('USER 1000');
  lines.push('WORKDIR /data');
  const run = `${BIN}/${first(shape)}`;
  if (shape.start === 'script') lines.push(`ENTRYPOINT ["${BIN}/entry.sh"]`);
  if (shape.start === 'entrypoint-cleared') lines.push(`ENTRYPOINT ["${run}"]`);
  else if (shape.start !== 'none') lines.push(`CMD ["${run}"]`);
  return `${lines.join('\n')}\n`;
}

function composeOf(shape: Shape): string {
  const lines = ['services:'];
  for (const [index, name] of shape.programs.entries()) {
    lines.push(`  ${name}:`);
    if (shape.tag !== null) lines.push('    image: local/shop:dev');
    lines.push('    build: .');
    const args: string[] = [];
    if (shape.starts === 'argument' && index === 0) args.push(`${BIN}/${second(shape)}`);
    if (shape.data[name] === 'argument') args.push(`/data/${name}/out`);
    const words = [`${BIN}/${name}`, ...args];
    if (shape.start === 'entrypoint-cleared') {
      if (index > 0) lines.push('    entrypoint: []');
      const own = index > 0 ? words : args;
      if (own.length > 0) lines.push(`    command: ${JSON.stringify(own)}`);
    } else if (index > 0 || args.length > 0 || shape.start === 'none')
      lines.push(`    command: ${JSON.stringify(words)}`);
    const env: string[] = [];
    if (shape.data[name] === 'service-env') env.push(`${name.toUpperCase()}_DATA: /data/${name}`);
    if (shape.starts === 'service-env' && index === 0) env.push(`HELPER: ${BIN}/${second(shape)}`);
    if (env.length > 0) lines.push('    environment:', ...env.map((each) => `      ${each}`));
    if (index > 0) continue;
    if (shape.beside === 'hook')
      lines.push('    post_start:', `      - command: ["${BIN}/${second(shape)}", "--once"]`);
    if (shape.beside === 'health')
      lines.push('    healthcheck:', `      test: ["CMD", "${BIN}/${second(shape)}", "--check"]`);
  }
  if (shape.tag === 'shared-with-user')
    lines.push(
      '  again:',
      '    image: local/shop:dev',
      `    command: ["${BIN}/${second(shape)}"]`,
      ...(shape.start === 'entrypoint-cleared' ? ['    entrypoint: []'] : []),
    );
  return `${lines.join('\n')}\n`;
}

function overlayOf(shape: Shape): string {
  const name = second(shape);
  const own = {
    argument: [`    command: ["${BIN}/${name}", "--prod"]`],
    environment: ['    environment:', '      MODE: prod'],
    target: ['    build:', '      target: debug'],
  }[shape.overlay ?? 'environment'];
  return `services:\n  ${name}:\n${own.join('\n')}\n`;
}

function foreignOf(shape: Shape): [string, string][] {
  const path = `${BIN}/${second(shape)}`;
  const out: [string, string][] = [];
  if (shape.beside === 'run')
    out.push(['Makefile', `\nmigrate:\n\tdocker compose run --rm ${first(shape)} ${path} up\n`]);
  if (shape.beside === 'exec')
    out.push(['scripts/once.sh', `#!/bin/sh\ndocker compose exec ${first(shape)} ${path} --once\n`]);
  if (shape.foreign === 'make') out.push(['Makefile', '\nimage:\n\tdocker build -t shop .\n']);
  if (shape.foreign === 'script')
    out.push(['tools/publish.py', 'subprocess.run(["docker", "build", "--file", "Dockerfile", "."])\n']);
  if (shape.foreign === 'fly') out.push(['fly.toml', 'app = "shop"\n\n[env]\n  MODE = "x"\n']);
  if (shape.foreign === 'from-tag' && shape.tag !== null)
    out.push(['debug.Dockerfile', `FROM local/shop:dev\nCOPY --from=local/shop:dev ${path} /debug\n`]);
  return out;
}
