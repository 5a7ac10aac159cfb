import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Debian releases that people build Go images on, oldest first. */
export const RELEASES = ['bullseye', 'bookworm', 'trixie'] as const;

export interface AptPackage {
  /** Of priority `required`: debootstrap's smallest variant installs it. */
  readonly required: boolean;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
}

/** apt's view of one Debian release on an empty machine, in a folder of its own: the machine's own apt is left alone. */
export class AptRelease {
  readonly #dir = mkdtempSync(join(tmpdir(), 'apt-release-'));

  /** Fetches the index of the release from the mirror that this machine uses. Throws when that cannot be reached. */
  constructor(release: (typeof RELEASES)[number]) {
    for (const each of ['lists/partial', 'cache/archives/partial', 'debs'])
      mkdirSync(join(this.#dir, each), { recursive: true });
    writeFileSync(join(this.#dir, 'status'), '');
    writeFileSync(
      join(this.#dir, 'sources.list'),
      `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror()} ${release} main\n`,
    );
    writeFileSync(
      join(this.#dir, 'apt.conf'),
      [
        `Dir::State::lists "${this.#dir}/lists";`,
        `Dir::State::status "${this.#dir}/status";`,
        `Dir::Cache "${this.#dir}/cache";`,
        `Dir::Etc::sourcelist "${this.#dir}/sources.list";`,
        'Dir::Etc::sourceparts "/dev/null";',
        'Acquire::Languages "none";',
        'APT::Architecture "amd64";',
        'APT::Sandbox::User "root";',
      ].join('\n'),
    );
    this.#run('apt-get', ['update', '-qq']);
  }

  /** Every package of the release. */
  packages(): ReadonlyMap<string, AptPackage> {
    const packages = new Map<string, AptPackage>();
    for (const record of this.#run('apt-cache', ['dumpavail']).split('\n\n')) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(record)?.[1] ?? '';
      // Of alternatives apt takes the first, unless another is there already.
      const names = (list: string): string[] =>
        list.split(',').flatMap((each) => /^\s*([^\s(|:]+)/.exec(each)?.[1] ?? []);
      packages.set(field('Package'), {
        required: field('Priority') === 'required',
        depends: [...names(field('Pre-Depends')), ...names(field('Depends'))],
        recommends: names(field('Recommends')),
      });
    }
    packages.delete('');
    return packages;
  }

  /** What `apt-get install --no-install-recommends` puts on an empty machine. */
  closure(names: readonly string[]): readonly string[] {
    const plan = this.#run('apt-get', ['install', '-s', '--no-install-recommends', ...names]);
    return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
  }

  /** Downloads packages and gives each one's file. */
  download(names: readonly string[]): readonly string[] {
    const folder = join(this.#dir, 'debs');
    this.#run('apt-get', ['download', '-qq', ...names], folder);
    return readdirSync(folder).map((name) => join(folder, name));
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true });
  }

  #run(program: string, args: readonly string[], cwd?: string): string {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, APT_CONFIG: join(this.#dir, 'apt.conf'), LC_ALL: 'C' },
    });
  }
}

/** The address that this machine's own apt has Debian's packages from. */
function mirror(): string {
  const text = readFileSync('/etc/apt/sources.list.d/debian.sources', 'utf8');
  const [, address] = /^URIs: (\S+)$/m.exec(text) ?? [];
  if (address === undefined) throw new Error('/etc/apt/sources.list.d/debian.sources names no address.');
  return address;
}
