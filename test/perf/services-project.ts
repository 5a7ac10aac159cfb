import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of the project, relative to its folder. */
export interface ServicesProject {
  readonly compose: string;
  /** Of the first service that is built; it has a finding. */
  readonly dockerfile: string;
  /** A file that the first program alone imports; without an import of cgo. */
  readonly go: string;
  /** The line that the import of `go` is. */
  readonly import: string;
  /** An import in its place that needs cgo. */
  readonly cgo: string;
}

/**
 * Writes a project of so many services, of which every fourth is built here from a Dockerfile and a program of its own, and
 * the others run images of other people. The programs share ten packages. One service starts the program of another.
 */
export function writeProject(folder: string, count: number): ServicesProject {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const built = Array.from({ length: Math.max(2, Math.round(count / 4)) }, (_, index) => `program${index}`);
  write('go.mod', 'module example.com/m\n\ngo 1.24\n');
  for (let index = 0; index < SHARED; index++)
    write(
      `internal/shared${index}/shared.go`,
      `package shared${index}\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc Run() {\n\t_ = http.ListenAndServe(":8080", nil)\n\t_ = os.Getenv("LEVEL")\n}\n`,
    );
  write(
    'internal/native/native.go',
    'package native\n\n// int one(void) { return 1; }\nimport "C"\n\nvar One = int(C.one())\n',
  );
  const line = 'import _ "example.com/m/internal/shared0"';
  for (const [index, name] of built.entries()) {
    const shared = [0, 1, 2].map((step) => `example.com/m/internal/shared${(index + step) % SHARED}`);
    write(`internal/${name}/own.go`, `package ${name}\n\n${line}\n\nfunc Run() {}\n`);
    write(
      `cmd/${name}/main.go`,
      `package main\n\nimport (\n\t"example.com/m/internal/${name}"\n${shared.map((path) => `\t_ "${path}"\n`).join('')})\n\nfunc main() { ${name}.Run() }\n`,
    );
    write(`docker/${name}.Dockerfile`, dockerfileOf(name, index === 0 ? '1' : '0'));
  }
  const services = built.map(
    (name, index) =>
      `  ${name}:\n    build:\n      context: .\n      dockerfile: docker/${name}.Dockerfile\n    command: ["/app/${index === 1 ? 'other' : name}"]\n    environment:\n      LEVEL: info\n    ports:\n      - "${9000 + index}:8080"\n`,
  );
  const bought = Array.from(
    { length: count - built.length },
    (_, index) =>
      `  bought${index}:\n    image: redis:7\n    environment:\n      LEVEL: info\n    volumes:\n      - data${index}:/data\n`,
  );
  const volumes = bought.map((_, index) => `  data${index}:\n`).join('');
  write('compose.yaml', `services:\n${[...services, ...bought].join('')}volumes:\n${volumes}`);
  return {
    compose: 'compose.yaml',
    dockerfile: `docker/${built[0]}.Dockerfile`,
    go: `internal/${built[0]}/own.go`,
    import: line,
    cgo: 'import _ "example.com/m/internal/native"',
  };
}

const SHARED = 10;

const dockerfileOf = (name: string, cgo: string): string => `FROM golang:1.24-bookworm AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=${cgo} go build -o /out/${name} ./cmd/${name}

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/${name} /app/${name}
EXPOSE 8080
CMD ["/app/${name}"]
`;
