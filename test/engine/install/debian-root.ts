import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { run } from './run.ts';

/** Writes `rootfs.tar` into a folder: a Debian release as small as the `-slim` images are. */
export function debianRoot(
  release: string,
  folder: string,
  { debian, aptConfig, certificates }: Machine,
): void {
  const scratch = mkdtempSync(join(tmpdir(), 'dockerfile-split-debian-'));
  const root = join(scratch, 'root');
  try {
    // A debootstrap that is older than the release makes it like any other.
    const known = existsSync(`/usr/share/debootstrap/scripts/${release}`);
    const script = known ? [] : ['/usr/share/debootstrap/scripts/sid'];
    run('debootstrap', ['--variant=minbase', release, root, debian, ...script]);
    slim(root);
    const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
    write('etc/apt/sources.list', `deb ${debian} ${release} main\n`);
    // The machine's own certificates are for apt alone: like the official image this one trusts nobody.
    const authority = 'etc/apt/machine.crt';
    if (debian.startsWith('https:')) write(authority, certificates);
    write(
      'etc/apt/apt.conf.d/99machine',
      `${aptConfig}\n${debian.startsWith('https:') ? `Acquire::https::CAInfo "/${authority}";\n` : ''}`,
    );
    write('etc/apt/apt.conf.d/docker-clean', CLEAN);
    // No package starts a service in a build.
    mkdirSync(join(root, 'usr/sbin'), { recursive: true });
    writeFileSync(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    run('tar', ['--numeric-owner', '-C', root, '--exclude=./dev/*', '-cf', join(scratch, 'rootfs.tar'), '.']);
    cpSync(join(scratch, 'rootfs.tar'), join(folder, 'rootfs.tar'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** As in the official images apt keeps neither packages nor its own caches, which would weigh more than most installs. */
const REMOVE =
  'rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true';
const CLEAN = `DPkg::Post-Invoke { "${REMOVE}"; };
APT::Update::Post-Invoke { "${REMOVE}"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
`;

/** Takes away what the official images leave out, and says so to dpkg. */
function slim(root: string): void {
  const docs = ['doc', 'man', 'info', 'locale', 'lintian'].map((name) => `usr/share/${name}`);
  writeFileSync(
    join(root, 'etc/dpkg/dpkg.cfg.d/docker'),
    docs.map((path) => `path-exclude /${path}/*\n`).join(''),
  );
  for (const folder of [...docs, 'var/cache/apt', 'var/lib/apt/lists', 'var/log'])
    if (existsSync(join(root, folder)))
      for (const name of readdirSync(join(root, folder)))
        rmSync(join(root, folder, name), { recursive: true });
  mkdirSync(join(root, 'var/lib/apt/lists/partial'), { recursive: true });
  mkdirSync(join(root, 'var/cache/apt/archives/partial'), { recursive: true });
}
