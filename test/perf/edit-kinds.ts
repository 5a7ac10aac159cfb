/** What an edit of a kind writes, by its number, with values that no other has. */
export const KINDS: Readonly<Record<string, (i: number) => Edit>> = {
  value: (i) => [['/m/compose.yaml', compose({ value: `value-${i}` })]],
  service: (i) => [
    [
      '/m/compose.yaml',
      compose({ service: i % 2 ? `  extra${i}:\n    build: .\n    command: run-${i}\n` : '' }),
    ],
  ],
  argument: (i) => [['/m/compose.yaml', compose({ arg: `value-${i}` })]],
  inline: (i) => [['/m/compose.yaml', compose({ inline: `value-${i}` })]],
  image: (i) => [['/m/Dockerfile', dockerfile('api', `RUN echo value-${i} > /f-${i}\n`)]],
  import: (i) => [['/m/a/a.go', `//go:build !tag${i}\n\npackage a\n\nimport _ "example.com/m/p${i}"\n`]],
  code: (i) => [['/m/a/a.go', `package a\n\nimport "os"\n\nvar V${i} = os.Getenv("V${i}")\n`]],
  module: (i) => [
    ['/m/go.mod', `module example.com/m\n\ngo 1.24\n\nrequire example.com/r${i} v1.0.${i}\n`],
    ['/m/.dockerignore', `*.md\nignored-${i}\n`],
  ],
  file: (i) => [
    [`/m/f${i - 1}/g.go`, null],
    [`/m/f${i}/g.go`, `package g${i}\n`],
    [`/m/cmd/p${i - 1}/main.go`, null],
    [`/m/cmd/p${i}/main.go`, 'package main\n\nfunc main() {}\n'],
    [`/m/Dockerfile.x${i - 1}`, null],
    [`/m/Dockerfile.x${i}`, dockerfile(`p${i}`)],
  ],
  /** All of them in turn, which leaves what each of them added beside the others. */
  all: (i) => {
    const kinds = Object.values(KINDS).slice(0, -1);
    return kinds[i % kinds.length]?.(Math.floor(i / kinds.length)) ?? [];
  },
};

/** What one edit writes; null takes a file away. */
type Edit = readonly (readonly [path: string, text: string | null])[];

const dockerfile = (name: string, extra = ''): string =>
  `FROM golang:1.24-alpine AS build\nARG TAG=x\nWORKDIR /src\nCOPY . .\n${extra}RUN CGO_ENABLED=0 go build -o /out/${name} ./cmd/${name}\nFROM alpine:3.22\nCOPY --from=build /out/${name} /app/${name}\nCMD ["/app/${name}"]\n`;

const compose = ({ value = 'info', service = '', arg = 'x', inline = '' }): string => `services:
  api:
    build:
      context: .
      args:
        TAG: ${arg}
    environment:
      LOG: ${value}
  cache:
    image: redis:7
  worker:
    build: { context: ., dockerfile: Dockerfile.worker }
    command: /app/worker
  small:
    build:
      context: .
      dockerfile_inline: |
        FROM alpine:3.22
        RUN echo ${inline}
${service}`;

/** The workspace that is edited. */
export const FILES: readonly (readonly [string, string])[] = [
  ['/m/compose.yaml', compose({})],
  ['/m/Dockerfile', dockerfile('api')],
  ['/m/Dockerfile.worker', dockerfile('worker')],
  ['/m/.dockerignore', '*.md\n'],
  ['/m/go.mod', 'module example.com/m\n\ngo 1.24\n'],
  ['/m/cmd/api/main.go', 'package main\n\nimport _ "example.com/m/a"\n\nfunc main() {}\n'],
  ['/m/cmd/worker/main.go', 'package main\n\nfunc main() {}\n'],
  ['/m/a/a.go', 'package a\n\nimport _ "os"\n'],
];
