import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The world of one comparison. */
export interface GoWorld {
  readonly goos: string;
  readonly goarch: string;
  readonly cgo: boolean;
  readonly tags: readonly string[];
  /** The minor version of the Go that lists. */
  readonly minor: number;
}

/** A published module, as a main module to look at: its version is pinned, and so is all that it requires. */
export interface PinnedModule {
  readonly path: string;
  readonly version: string;
  /** Tags of the fifth world. */
  readonly tags: readonly string[];
  /** Modules inside it that a `replace` names: they are not part of what is downloaded with it. */
  readonly nested?: Readonly<Record<string, string>>;
}

/** What `go list -json` says of a package. */
export interface GoListPackage {
  readonly ImportPath: string;
  readonly Dir?: string;
  readonly Name?: string;
  readonly Standard?: boolean;
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly Imports?: readonly string[];
  readonly CgoCFLAGS?: readonly string[];
  readonly CgoCPPFLAGS?: readonly string[];
  readonly CgoCXXFLAGS?: readonly string[];
  readonly CgoLDFLAGS?: readonly string[];
  readonly CgoPkgConfig?: readonly string[];
}

/** linux on both architectures, with and without cgo, and once with the module's tags. */
export const worldsOf = (tags: readonly string[], minor: number): readonly GoWorld[] => [
  { goos: 'linux', goarch: 'amd64', cgo: true, tags: [], minor },
  { goos: 'linux', goarch: 'amd64', cgo: false, tags: [], minor },
  { goos: 'linux', goarch: 'arm64', cgo: true, tags: [], minor },
  { goos: 'linux', goarch: 'arm64', cgo: false, tags: [], minor },
  { goos: 'linux', goarch: 'amd64', cgo: true, tags, minor },
];

/** The go command at hand; null when there is none. */
export function goCommand(): {
  readonly version: string;
  readonly minor: number;
  readonly moduleCache: string;
} | null {
  const run = spawnSync('go', ['env', 'GOVERSION', 'GOMODCACHE'], { encoding: 'utf8' });
  if (run.status !== 0) return null;
  const [version = '', moduleCache = ''] = run.stdout.split('\n');
  return { version, minor: Number(/^go1\.(\d+)/.exec(version)?.[1] ?? 0), moduleCache };
}

/**
 * Copies a module from the module cache to a folder of its own, downloading it first. What it lacks there (nested modules,
 * a workspace of them) is put beside it or left out.
 */
export function checkOut(module: PinnedModule, parent: string): string {
  const dir = join(parent, `${module.path.replaceAll('/', '+')}@${module.version}`);
  if (existsSync(dir)) return dir;
  copyModule(`${module.path}@${module.version}`, dir);
  rmSync(join(dir, 'go.work'), { force: true });
  for (const [folder, nested] of Object.entries(module.nested ?? {})) copyModule(nested, join(dir, folder));
  return dir;
}

function copyModule(module: string, to: string): void {
  const run = spawnSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`go mod download ${module} failed:\n${run.stdout}${run.stderr}`);
  const { Dir } = JSON.parse(run.stdout) as { Dir: string };
  mkdirSync(to, { recursive: true });
  cpSync(Dir, to, { recursive: true });
  // The module cache is read-only, and a copy of it too.
  spawnSync('chmod', ['-R', 'u+w', to]);
}

/** The environment of a go command in a world. */
export const goEnvironment = ({ goos, goarch, cgo }: GoWorld): NodeJS.ProcessEnv => ({
  ...process.env,
  GOOS: goos,
  GOARCH: goarch,
  CGO_ENABLED: cgo ? '1' : '0',
  GOFLAGS: '-mod=mod',
  GOWORK: '',
});

/** Every package that the module in a folder reaches, as the go command sees it. Downloads what it needs. */
export function goList(
  dir: string,
  world: GoWorld,
  env: NodeJS.ProcessEnv = goEnvironment(world),
): GoListPackage[] {
  const fields =
    'ImportPath,Dir,Name,Standard,GoFiles,CgoFiles,Imports,CgoCFLAGS,CgoCPPFLAGS,CgoCXXFLAGS,CgoLDFLAGS,CgoPkgConfig';
  const tags = world.tags.length > 0 ? [`-tags=${world.tags.join(',')}`] : [];
  const run = spawnSync('go', ['list', '-e', '-deps', '-pgo=off', `-json=${fields}`, ...tags, './...'], {
    cwd: dir,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`go list in ${dir} failed:\n${run.stderr}`);
  return JSON.parse(`[${run.stdout.replace(/^\}\n\{/gm, '},{')}]`) as GoListPackage[];
}
