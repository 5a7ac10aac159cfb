import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify } from '../../../server/src/native/packages.ts';

const facts = (manager: string, name: string): string => {
  const { kind, bringsCompiler, bringsMake } = classify(manager, name);
  return `${kind} ${bringsCompiler === null ? '?' : bringsCompiler ? 'gcc' : '-'}${bringsMake ? ' make' : ''}`;
};

const TABLE: readonly (readonly [manager: string, names: string, expected: string])[] = [
  ['apk', 'gcc g++', 'compiler gcc'],
  ['apk', 'build-base', 'compiler gcc make'],
  ['apk', 'alpine-sdk', 'tool gcc make'],
  [
    'apk',
    'musl-dev libc-dev binutils binutils-gold linux-headers lld pkgconf gcc-aarch64-none-elf',
    'compiler -',
  ],
  ['apk', 'clang clang18 llvm', 'compiler ?'],
  ['apk', 'make cmake', 'make -'],
  ['apk', 'go rust cargo', 'tool gcc'],
  ['apk', 'libwebp-dev vips-dev sqlite-dev librdkafka-dev gpgme-dev lvm2-dev', 'headers -'],
  ['apk', 'postgresql-dev', 'headers ?'],
  ['apk', 'libwebp vips sqlite-libs librdkafka ffmpeg-libs device-mapper-libs', 'library -'],
  ['apk', 'vips-tools tesseract-ocr imagemagick sqlite gpgme btrfs-progs', 'tool -'],
  ['apk', 'ca-certificates tzdata musl-locales font-noto libc6-compat gcompat', 'base -'],
  [
    'apk',
    'bash curl git openssh-client tini su-exec upx jq protobuf nodejs python3 ffmpeg postgresql-client',
    'tool -',
  ],
  ['apk', 'some-stranger stranger-dev', 'unknown ?'],
  ['apt', 'build-essential', 'compiler gcc make'],
  ['apt', 'gcc g++ g++:amd64', 'compiler gcc'],
  [
    'apt',
    'gcc-12 clang clang-16 lld gcc-aarch64-linux-gnu g++-arm-linux-gnueabihf gcc-mingw-w64-x86-64',
    'compiler -',
  ],
  ['apt', 'crossbuild-essential-arm64 libc6-dev-arm64-cross musl-tools pkg-config libc6-dev', 'compiler -'],
  ['apt', 'make', 'make -'],
  ['apt', 'cmake', 'make ?'],
  ['apt', 'gfortran rustc', 'tool gcc'],
  ['apt', 'libwebp-dev libsqlite3-dev librdkafka-dev libdevmapper-dev libbtrfs-dev', 'headers -'],
  [
    'apt',
    'libwebp7 libwebp6 libvips42 libvips42t64 libssl1.1 libssl3t64 libsnappy1v5 libicu67 libicu76',
    'library -',
  ],
  ['apt', 'ca-certificates tzdata netbase locales', 'base -'],
  [
    'apt',
    'curl wget git openssh-client gosu dumb-init tini ffmpeg imagemagick jq netcat-openbsd gnupg unzip',
    'tool -',
  ],
  ['apt', 'stranger', 'unknown ?'],
  ['dnf', 'gcc gcc-c++', 'compiler gcc'],
  ['yum', '@development-tools', 'tool gcc make'],
  ['microdnf', 'glibc-devel binutils', 'compiler -'],
  ['tdnf', 'build-essential', 'compiler gcc make'],
  ['zypper', 'gcc', 'compiler gcc'],
  ['zypper', 'devel_basis', 'tool gcc make'],
  ['dnf', 'ca-certificates tzdata shadow-utils', 'base -'],
  ['dnf', 'git tar procps-ng', 'tool -'],
  ['dnf', 'libwebp-devel', 'headers -'],
];

for (const [manager, names, expected] of TABLE)
  for (const name of names.split(' '))
    test(`${manager}: ${name} is ${expected}`, () => {
      assert.equal(facts(manager, name), expected);
    });

test('a program that recommends a compiler may bring one', () => {
  assert.equal(classify('apt', 'dpkg-dev').bringsCompiler, null);
});

test('a package says which commands it may bring', () => {
  const may = (manager: string, name: string, command: string): boolean | null =>
    classify(manager, name).mayBring?.(command) ?? null;
  assert.equal(may('apk', 'ca-certificates', 'update-ca-certificates'), true);
  assert.equal(may('apk', 'ca-certificates', 'worker'), false);
  assert.equal(may('apk', 'tzdata', 'worker'), false);
  assert.equal(may('apt', 'git', 'perl'), true);
  assert.equal(may('apt', 'git', 'worker'), false);
  assert.equal(may('apk', 'libwebp', 'worker'), false);
  assert.equal(may('apk', 'stranger', 'worker'), null);
  assert.equal(may('apk', 'python3', 'worker'), null);
});
