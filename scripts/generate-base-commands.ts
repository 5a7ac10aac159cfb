/**
 * Writes server/src/native/base-commands.ts: the names of the commands that Debian's packages put into the images made
 * from them, over the releases of ./apt-release.ts, and the applets of busybox.
 *
 *   tsx scripts/generate-base-commands.ts
 *
 * It needs Debian and its package mirror, and downloads some 200 MB of packages, which are read and not installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AptRelease, RELEASES } from './apt-release.ts';

/** What debian's image has besides the packages of priority required. */
const DEBIAN = words('apt adduser debian-archive-keyring usr-is-merged');
/** What the Dockerfiles of buildpack-deps:scm and golang install on top of Debian. */
const GOLANG = words(
  'ca-certificates curl gnupg netbase sq wget tzdata git mercurial openssh-client subversion procps g++ gcc libc6-dev make pkg-config',
);
const debian = new Set<string>();
const golang = new Set<string>();
const applets = new Set<string>();
for (const release of RELEASES) {
  const apt = new AptRelease(release);
  const packages = apt.packages();
  const required = [...packages].flatMap(([name, each]) => (each.required ? [name] : []));
  const existing = (names: readonly string[]): string[] => names.filter((name) => packages.has(name));
  const base = apt.closure([...required, ...existing(DEBIAN)]);
  const more = apt.closure([...base, ...existing(GOLANG)]).filter((name) => !base.includes(name));
  for (const file of apt.download(base)) for (const name of commandsOf(file)) debian.add(name);
  for (const file of apt.download(more)) for (const name of commandsOf(file)) golang.add(name);
  for (const file of apt.download(['busybox-static']).filter((each) => /\/busybox-static_/.test(each)))
    for (const name of appletsOf(file)) applets.add(name);
  apt.remove();
  console.log(`${release}: ${base.length} packages in the base image, ${more.length} more in golang's`);
}
const list = (names: Iterable<string>): string => [...names].sort().join(' ');
const target = fileURLToPath(new URL('../server/src/native/base-commands.ts', import.meta.url));
writeFileSync(
  target,
  `/**
 * Written by scripts/generate-base-commands.ts from Debian's packages (${RELEASES.join(', ')}): names of commands in
 * /bin, /sbin, /usr/bin and /usr/sbin, together over all releases.
 */

/** Of debian:X and debian:X-slim: the packages of priority required, and apt. */
export const DEBIAN_COMMANDS = '${list(debian)}';

/** What golang:X has more: the packages of buildpack-deps:scm, and a C compiler. */
export const GOLANG_COMMANDS = '${list([...golang].filter((name) => !debian.has(name)))}';

/** Of Debian's busybox, which has some of its applets. */
export const BUSYBOX_APPLETS = '${list(applets)}';
`,
);
execFileSync('npx', ['biome', 'format', '--write', target], { stdio: 'inherit' });

function words(text: string): string[] {
  return text.split(' ');
}

/** A package's files in folders of commands, and the links that its script makes there (update-alternatives). */
function commandsOf(file: string): string[] {
  const listing = execFileSync('dpkg-deb', ['-c', file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const names = [...listing.matchAll(/ \.\/(?:usr\/)?s?bin\/([^\s/]+)(?: ->.*)?$/gm)];
  const script = execFileSync('sh', ['-c', 'dpkg-deb -I "$0" postinst 2>/dev/null || true', file], {
    encoding: 'utf8',
  });
  return [...names, ...script.matchAll(/\/(?:usr\/)?s?bin\/([\w.+-]+)/g)].map(([, name = '']) => name);
}

function appletsOf(file: string): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'busybox-'));
  execFileSync('dpkg-deb', ['-x', file, dir]);
  const found = execFileSync(
    'sh',
    ['-c', '"$(find "$0" -name busybox -type f -perm -100 | head -1)" --list', dir],
    {
      encoding: 'utf8',
    },
  );
  rmSync(dir, { recursive: true });
  return found.split('\n').filter((name) => name !== '');
}
