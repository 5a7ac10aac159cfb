import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  debianPackages,
  LIBRARIES,
  libraryById,
  libraryFor,
  libraryOfPackage,
} from '../../../server/src/native/libraries.ts';

test('at least 60 libraries, all of their Debian names in the index of Debian 12', () => {
  assert.ok(LIBRARIES.length >= 60, String(LIBRARIES.length));
  const unchecked = LIBRARIES.filter((each) => !each.checked.debian.has('bookworm')).map((each) => each.id);
  assert.deepEqual(unchecked, []);
});

test('most are checked for trixie and bullseye too', () => {
  for (const release of ['bullseye', 'trixie'] as const) {
    const missing = LIBRARIES.filter((each) => !each.checked.debian.has(release));
    assert.ok(missing.length <= 8, `${release}: ${missing.map((each) => each.id).join(' ')}`);
  }
});

test('ids are unique, and no row is without a name to find it by', () => {
  assert.equal(new Set(LIBRARIES.map((each) => each.id)).size, LIBRARIES.length);
  for (const { id, pkgConfig, link, debian } of LIBRARIES) {
    assert.ok(pkgConfig.length + link.length > 0, id);
    assert.ok(debian.build.length > 0, id);
  }
});

for (const [name, id] of [
  ['pkg vips >= 8.8', 'libvips'],
  ['pkg libwebp', 'libwebp'],
  ['pkg opencv4', 'opencv'],
  ['pkg lept', 'leptonica'],
  ['pkg libzmq', 'zeromq'],
  ['pkg libseccomp', 'libseccomp'],
  ['pkg x11', 'x11'],
  ['pkg libavcodec', 'ffmpeg'],
  ['link rdkafka', 'librdkafka'],
  ['link pcap', 'libpcap'],
  ['link git2', 'libgit2'],
  ['link sqlite3', 'sqlite'],
  ['link crypto', 'openssl'],
  ['link asound', 'alsa'],
  ['link btrfs', 'btrfs'],
  ['link devmapper', 'devmapper'],
  ['link X11', 'x11'],
  ['link gpgme', 'gpgme'],
] as const)
  test(`${name} is ${id}`, () => {
    const [kind, ...rest] = name.split(' ');
    const text = rest.join(' ');
    assert.equal(libraryFor(kind === 'pkg' ? { pkgConfig: text } : { link: text })?.id, id);
  });

test('a release has its own names', () => {
  const run = (id: string, release: 'bullseye' | 'bookworm' | 'trixie' | null) => {
    const library = libraryById(id);
    return library && debianPackages(library, 'run', release);
  };
  assert.deepEqual(run('libvips', 'bookworm'), ['libvips42']);
  assert.deepEqual(run('libvips', 'trixie'), ['libvips42t64']);
  assert.deepEqual(run('libwebp', 'trixie'), ['libwebp7', 'libwebpdemux2', 'libwebpmux3']);
  assert.deepEqual(run('libwebp', 'bullseye'), ['libwebp6', 'libwebpdemux2', 'libwebpmux3']);
  assert.deepEqual(run('openssl', 'bullseye'), ['libssl1.1']);
  assert.deepEqual(run('libpcap', 'trixie'), ['libpcap0.8t64']);
  assert.deepEqual(run('librdkafka', null), ['librdkafka1'], 'the releases agree');
  assert.equal(run('libvips', null), null, 'they do not');
  assert.equal(run('pcre', 'trixie'), null, 'it is gone');
  const vips = libraryById('libvips');
  assert.ok(vips);
  assert.deepEqual(debianPackages(vips, 'build', null), ['libvips-dev']);
});

test('a package is known by the name of any release', () => {
  for (const [name, id] of [
    ['libwebp6', 'libwebp'],
    ['libwebp7', 'libwebp'],
    ['libvips42t64', 'libvips'],
    ['libssl1.1', 'openssl'],
    ['libssl3t64', 'openssl'],
    ['libgeos-c1v5', 'geos'],
    ['libgeos-c1t64', 'geos'],
    ['libgit2-1.1', 'libgit2'],
    ['libgit2-1.9', 'libgit2'],
    ['libleptonica6', 'leptonica'],
    ['libopencv-core4.5', 'opencv'],
    ['libicu70', 'icu'],
  ] as const)
    assert.deepEqual(
      [libraryOfPackage('debian', name)?.library.id, libraryOfPackage('debian', name)?.use],
      [id, 'run'],
      name,
    );
  assert.equal(libraryOfPackage('debian', 'libc6'), null);
  assert.equal(libraryOfPackage('alpine', 'libwebp6'), null);
  assert.equal(libraryOfPackage('alpine', 'libwebp-dev')?.use, 'build');
});

test('where Alpine has no such library, nothing is offered', () => {
  assert.equal(libraryById('systemd')?.alpine, null);
});
