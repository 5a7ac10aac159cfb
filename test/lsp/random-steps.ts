import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What one step did, as an editor would say it. Paths are relative to the workspace. */
export type Told =
  | { readonly kind: 'open'; readonly path: string; readonly text: string }
  | { readonly kind: 'change'; readonly path: string; readonly text: string }
  | { readonly kind: 'close'; readonly path: string }
  /** What the disk raised: the kind of event is that of LSP. */
  | {
      readonly kind: 'watched';
      readonly events: readonly { readonly path: string; readonly type: 1 | 2 | 3 }[];
    };

/** A person who edits, saves, deletes and brings back in an order that a seed decides. */
export class RandomSteps {
  readonly #root: string;
  #state: number;
  readonly open = new Map<string, string>();
  readonly #away = new Map<string, string>();

  constructor(root: string, seed: number) {
    this.#root = root;
    this.#state = seed * 2654435761 + 1;
    for (const [path, [text = '']] of Object.entries(TEXTS)) this.#write(path, text);
  }

  /** Does one thing on the disk or in the editor. */
  step(): { readonly what: string; readonly told: readonly Told[] } {
    const path = this.#of(Object.keys(TEXTS));
    const folder = this.#of(FOLDERS);
    switch (this.#below(9)) {
      case 0:
      case 1:
        return this.#save(path, this.#of(TEXTS[path] ?? []));
      case 2:
        return this.#remove(path);
      case 3:
        return this.#remove(folder);
      case 4:
        return this.#restore(folder);
      case 5:
        return this.#rename(folder);
      case 6:
      case 7:
        return this.#type(path, this.#of(TEXTS[path] ?? []));
      default:
        return this.#close();
    }
  }

  #save(path: string, text: string): Step {
    const made = this.#write(path, text);
    const known = this.open.has(path);
    if (known) this.open.set(path, text);
    return {
      what: `save ${path}`,
      told: [...(known ? [{ kind: 'change', path, text } as const] : []), this.#watched(made)],
    };
  }

  #remove(path: string): Step {
    const files = this.#filesIn(path);
    rmSync(join(this.#root, path), { recursive: true, force: true });
    return {
      what: `remove ${path}`,
      told: [this.#watched([{ path, type: 3 }, ...files.map((file) => ({ path: file, type: 3 as const }))])],
    };
  }

  #restore(folder: string): Step {
    const made = Object.entries(TEXTS).flatMap(([path, texts]) =>
      path.startsWith(`${folder}/`) ? this.#write(path, this.#of(texts)) : [],
    );
    return { what: `restore ${folder}`, told: [this.#watched(made)] };
  }

  /** Out of the workspace's way and back, as a branch that lacks a folder does. */
  #rename(folder: string): Step {
    const away = this.#away.get(folder);
    const here = join(this.#root, folder);
    if (away === undefined) {
      if (!existsSync(here)) return { what: 'nothing', told: [] };
      const files = this.#filesIn(folder);
      const to = join(this.#root, '..', `away-${this.#away.size}-${this.#state}`);
      renameSync(here, to);
      this.#away.set(folder, to);
      return {
        what: `rename ${folder} out`,
        told: [this.#watched([folder, ...files].map((path) => ({ path, type: 3 })))],
      };
    }
    this.#away.delete(folder);
    const before = this.#filesIn(folder);
    rmSync(here, { recursive: true, force: true });
    mkdirSync(dirname(here), { recursive: true });
    renameSync(away, here);
    const gone = before.filter((path) => !existsSync(join(this.#root, path)));
    const back = [folder, ...this.#filesIn(folder)].map((path) => ({ path, type: 1 as const }));
    return {
      what: `rename ${folder} back`,
      told: [this.#watched([...back, ...gone.map((path) => ({ path, type: 3 as const }))])],
    };
  }

  #type(path: string, text: string): Step {
    const kind = this.open.has(path) ? 'change' : 'open';
    this.open.set(path, text);
    return { what: `${kind} ${path}`, told: [{ kind, path, text }] };
  }

  #close(): Step {
    const path = this.#of([...this.open.keys()]);
    if (path === undefined) return { what: 'nothing', told: [] };
    this.open.delete(path);
    return { what: `close ${path}`, told: [{ kind: 'close', path }] };
  }

  /** Some watchers tell of a folder alone, some of its files alone, some of both. */
  #watched(all: readonly Event[]): Told {
    const tops = all.filter(({ path }) => !all.some((other) => path.startsWith(`${other.path}/`)));
    const leaves = all.filter(({ path }) => !all.some((other) => other.path.startsWith(`${path}/`)));
    return { kind: 'watched', events: this.#of([tops, leaves, all]) };
  }

  #write(path: string, text: string): Event[] {
    const full = join(this.#root, path);
    const events: Event[] = [];
    for (let dir = dirname(path); dir !== '.'; dir = dirname(dir))
      if (!existsSync(join(this.#root, dir))) events.unshift({ path: dir, type: 1 });
    events.push({ path, type: existsSync(full) ? 2 : 1 });
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return events;
  }

  #filesIn(path: string): string[] {
    return Object.keys(TEXTS).filter(
      (file) => file.startsWith(`${path}/`) && existsSync(join(this.#root, file)),
    );
  }

  #below(end: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * end);
  }

  #of<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
}

type Event = { readonly path: string; readonly type: 1 | 2 | 3 };

interface Step {
  readonly what: string;
  readonly told: readonly Told[];
}

const GO = (name: string, ...imports: string[]): string =>
  `package ${name}\n\n${imports.map((each) => `import _ "${each}"\n`).join('')}\n${name === 'main' ? 'func main() {}\n' : ''}`;

const COMPOSE = (worker: string): string => `services:
  api:
    build: .
    command: /app/api
  worker:
    build:
      context: .
      dockerfile: ${worker}
    command: /app/worker
  tool:
    build: ./tool
`;

const DOCKERFILE = (program: string, cgo: string): string => `FROM golang:1.24-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY . .
RUN CGO_ENABLED=${cgo} go build -o /out/${program} ./cmd/${program}
FROM alpine:3.20
COPY --from=build /out/${program} /app/${program}
CMD ["/app/${program}"]
`;

/** Every file that comes and goes, each with the texts that it takes turns in; the first one is there in the beginning. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'compose.yaml': [COMPOSE('Dockerfile.worker'), COMPOSE('Dockerfile'), COMPOSE('docker/Dockerfile')],
  Dockerfile: [DOCKERFILE('api', '1'), DOCKERFILE('api', '0'), DOCKERFILE('worker', '1')],
  'Dockerfile.worker': [DOCKERFILE('worker', '0'), DOCKERFILE('worker', '1'), 'FROM alpine\n'],
  'docker/Dockerfile': [DOCKERFILE('worker', '0'), DOCKERFILE('api', '0')],
  '.dockerignore': ['.git\n', 'internal/native\n', 'cmd\n', '*.md\n'],
  'go.mod': ['module example.com/app\n\ngo 1.24\n', 'module example.com/other\n\ngo 1.24\n'],
  'cmd/api/main.go': [
    GO('main', 'example.com/app/internal/plain'),
    GO('main', 'example.com/app/internal/native'),
  ],
  'cmd/worker/main.go': [
    GO('main', 'example.com/app/internal/deep/er'),
    GO('main', 'example.com/app/internal/plain'),
    GO('worker'),
  ],
  'internal/plain/plain.go': [GO('plain'), GO('plain', 'example.com/app/internal/native')],
  'internal/native/native.go': [GO('native', 'C'), GO('native')],
  'internal/deep/er/er.go': [GO('er', 'example.com/app/internal/native'), GO('er')],
  'internal/deep/er/more.go': [GO('er'), GO('er', 'C')],
  'tool/Dockerfile': [DOCKERFILE('tool', '1'), DOCKERFILE('tool', '0')],
  'tool/go.mod': ['module example.com/tool\n\ngo 1.24\n'],
  'tool/cmd/tool/main.go': [GO('main'), GO('main', 'C')],
};

const FOLDERS = [
  'internal',
  'internal/native',
  'internal/deep',
  'internal/deep/er',
  'cmd',
  'cmd/worker',
  'tool',
  'tool/cmd',
  'docker',
];
