import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBuildKit } from '../daemons/buildkit.ts';
import { startRegistry } from '../daemons/registry.ts';
import { debianRoot } from './debian-root.ts';
import type { EngineCache } from './engine-cache.ts';
import { type Machine, machine } from './machine.ts';
import { makeOnce } from './make-once.ts';
import { run } from './run.ts';

interface Recipe {
  /** `images/NAME.Dockerfile` */
  readonly file: string;
  readonly names: readonly string[];
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
  /** Folders by the names under which the Dockerfile knows them; `context` is the build context. */
  readonly folders?: Readonly<Record<string, string>>;
}

const RELEASES = ['bookworm', 'trixie'];

/** Which releases of Go there are, on which Debian, and under which tags. */
const GO = [
  {
    version: '1.26.8',
    debian: 'bookworm',
    compiled: 'yes',
    tags: ['1.26-bookworm', '1-bookworm', 'bookworm'],
  },
  { version: '1.26.8', debian: 'trixie', compiled: '', tags: ['1.26', '1.26-trixie', '1', 'latest'] },
  { version: '1.22.12', debian: 'bookworm', compiled: '', tags: ['1.22', '1.22-bookworm'] },
];

const IMAGES = fileURLToPath(new URL('../images/', import.meta.url));

/** Fills a registry's storage with the images that Dockerfiles of the tests stand on, each made of Debian's and Go's own parts. */
export const makeImages = (cache: EngineCache): Promise<void> =>
  makeOnce(cache.images, 'Making base images (some minutes, once) …', async (to) => {
    const here = machine();
    const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-images-'));
    const registry = await startRegistry({
      folder,
      program: join(cache.tools, 'registry'),
      images: to,
      writable: true,
    });
    try {
      const buildkit = await startBuildKit(folder, cache.tools, registry.address);
      try {
        for (const recipe of await recipes(cache, here, folder))
          make(recipe, {
            buildctl: join(cache.tools, 'buildctl'),
            socket: buildkit.socket,
            registry: registry.address,
            folder,
          });
      } finally {
        await buildkit.stop();
      }
    } finally {
      await registry.daemon.stop();
      run('rm', ['-rf', folder]);
    }
  });

async function recipes({ tools, parts }: EngineCache, here: Machine, folder: string): Promise<Recipe[]> {
  const settings = join(folder, 'machine');
  mkdirSync(settings);
  writeFileSync(join(settings, 'ca-certificates.crt'), here.certificates);
  writeFileSync(join(settings, 'go.env'), `${here.goEnv}\n`);
  const roots = new Map<string, string>();
  for (const release of RELEASES) {
    const root = join(parts, `debian-${release}`);
    await makeOnce(root, `Installing Debian ${release} …`, (into) => debianRoot(release, into, here));
    roots.set(release, root);
  }
  return [
    ...RELEASES.map((release) => ({
      file: 'debian',
      names: [`library/debian:${release}-slim`, `library/debian:${release}`],
      folders: { context: roots.get(release) ?? '' },
    })),
    {
      file: 'frontend',
      names: ['1', '1.4', '1.7', 'latest'].map((tag) => `docker/dockerfile:${tag}`),
      folders: { tools },
    },
    { file: 'busybox', names: ['library/busybox:latest', 'library/busybox:1.36'] },
    ...['static', 'base'].flatMap((kind) =>
      ['', '-nonroot'].map((user) => ({
        file: 'distroless',
        target: `${kind}${user}`,
        names: [kind, `${kind}-debian12`].map(
          (name) => `distroless/${name}:${user === '' ? 'latest' : 'nonroot'}`,
        ),
      })),
    ),
    ...GO.map(({ version, debian, compiled, tags }) => ({
      file: 'golang',
      names: tags.map((tag) => `library/golang:${tag}`),
      args: { DEBIAN: debian, GOLANG_VERSION: version, COMPILED: compiled },
      folders: { goroot: goRoot(version), machine: settings },
    })),
  ];
}

/** The folder of a Go release, which the module proxy has as a module. */
function goRoot(version: string): string {
  const module = `golang.org/toolchain@v0.0.1-go${version}.linux-amd64`;
  const { stdout, stderr } = spawnSync('go', ['mod', 'download', '-json', module], {
    encoding: 'utf8',
    cwd: tmpdir(),
  });
  const { Dir: dir, Error: problem } = JSON.parse(stdout || '{}') as { Dir?: string; Error?: string };
  if (!dir) throw new Error(`Go ${version} cannot be downloaded: ${problem ?? stderr}`);
  return dir;
}

function make(
  { file, names, target, args = {}, folders = {} }: Recipe,
  {
    buildctl,
    socket,
    registry,
    folder,
  }: Readonly<Record<'buildctl' | 'socket' | 'registry' | 'folder', string>>,
): void {
  const empty = join(folder, 'empty');
  mkdirSync(empty, { recursive: true });
  const { context = empty, ...named } = folders;
  const refs = names.map((name) => `${registry}/${name}`).join(',');
  const options = [
    `filename=${file}.Dockerfile`,
    ...(target ? [`target=${target}`] : []),
    ...Object.entries(args).map(([name, value]) => `build-arg:${name}=${value}`),
    ...Object.keys(named).map((name) => `context:${name}=local:${name}`),
  ];
  const locals = Object.entries({ ...named, context, dockerfile: IMAGES });
  const build = ['--addr', `unix://${socket}`, 'build', '--progress=plain', '--frontend=dockerfile.v0'];
  // Nothing goes over a wire, so that time for compression would be lost.
  const output = ['--output', `type=image,"name=${refs}",push=true,compression=uncompressed`];
  run(buildctl, [
    ...build,
    ...locals.flatMap(([name, path]) => ['--local', `${name}=${path}`]),
    ...options.flatMap((option) => ['--opt', option]),
    ...output,
  ]);
}
