import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseImage } from '../../../server/src/native/base-images.ts';

/** family, libc, compiler, manager, shell, certificates, user: one line an image. */
const line = (image: string): string => {
  const { family, libc, hasCompiler, manager, shell, certificates, user } = baseImage(image);
  return [family, libc, hasCompiler, manager, shell, certificates, user]
    .map((each) =>
      each === null ? '?' : each === true ? 'yes' : each === false ? 'no' : each === '' ? 'root' : each,
    )
    .join(' ');
};

const TABLE: readonly (readonly [images: string, expected: string])[] = [
  ['scratch', 'scratch none no ? no no root'],
  [
    'alpine alpine:3.22 docker.io/library/alpine:3 public.ecr.aws/docker/library/alpine mirror.gcr.io/library/alpine arm64v8/alpine',
    'alpine musl no apk yes yes root',
  ],
  [
    'golang:1.25-alpine golang:alpine golang:1.25.3-alpine3.22 golang:1.25-rc-alpine',
    'alpine musl no apk yes yes root',
  ],
  [
    'golang golang:1.25 golang:1.25-bookworm golang:1.21.5-bullseye golang:tip-trixie docker.io/golang:1 golang:1.25@sha256:abc',
    'debian glibc yes apt yes yes root',
  ],
  ['golang:1.25-windowsservercore-ltsc2022 golang:nanoserver', 'unknown unknown ? ? ? ? ?'],
  ['debian debian:bookworm-slim debian:12 debian:trixie-20250811', 'debian glibc no apt yes no root'],
  ['ubuntu ubuntu:24.04', 'ubuntu glibc no apt yes no root'],
  ['buildpack-deps:bookworm', 'debian glibc yes apt yes yes root'],
  ['buildpack-deps:bookworm-scm buildpack-deps:curl', 'debian glibc no apt yes yes root'],
  ['busybox busybox:glibc busybox:1.36-glibc', 'busybox glibc no ? yes no root'],
  ['busybox:musl', 'busybox musl no ? yes no root'],
  ['busybox:uclibc', 'busybox unknown no ? yes no root'],
  ['gcr.io/distroless/static gcr.io/distroless/static-debian12', 'distroless none no ? no yes 0'],
  [
    'gcr.io/distroless/static:nonroot gcr.io/distroless/static-debian12:nonroot-arm64',
    'distroless none no ? no yes 65532',
  ],
  [
    'gcr.io/distroless/base-debian12 gcr.io/distroless/base-nossl gcr.io/distroless/cc-debian11',
    'distroless glibc no ? no yes 0',
  ],
  ['gcr.io/distroless/base:debug-nonroot', 'distroless glibc no ? yes yes 65532'],
  ['gcr.io/distroless/java17', 'distroless unknown ? ? ? ? ?'],
  ['cgr.dev/chainguard/static cgr.dev/chainguard/static:latest', 'wolfi none no ? no yes 65532'],
  ['cgr.dev/chainguard/glibc-dynamic', 'wolfi glibc no ? no yes 65532'],
  ['cgr.dev/chainguard/glibc-dynamic:latest-dev', 'wolfi glibc no apk yes yes 65532'],
  ['cgr.dev/chainguard/go', 'wolfi glibc yes ? yes yes ?'],
  ['cgr.dev/chainguard/wolfi-base', 'wolfi glibc no apk yes yes ?'],
  [
    'registry.access.redhat.com/ubi9 registry.access.redhat.com/ubi9/ubi:9.4 registry.redhat.io/ubi8/ubi',
    'rhel glibc no dnf yes yes root',
  ],
  [
    'registry.access.redhat.com/ubi9/ubi-minimal registry.access.redhat.com/ubi9-minimal',
    'rhel glibc no microdnf yes yes root',
  ],
  [
    'registry.access.redhat.com/ubi9/ubi-micro registry.access.redhat.com/ubi10-micro',
    'rhel glibc no ? yes ? root',
  ],
  [
    'amazonlinux:2023 rockylinux:9 almalinux:9 fedora fedora:41 public.ecr.aws/amazonlinux/amazonlinux:2',
    'rhel glibc no dnf yes yes root',
  ],
  ['rockylinux:9-minimal oraclelinux:9-slim', 'rhel glibc no microdnf yes yes root'],
  ['opensuse/leap:15 opensuse/tumbleweed', 'suse glibc no zypper yes ? root'],
  [
    'example.com/alpine quay.io/library/alpine team/golang ghcr.io/x/debian:12 toString constructor registry.access.redhat.com/ubi9/go-toolset',
    'unknown unknown ? ? ? ? ?',
  ],
];

for (const [images, expected] of TABLE)
  for (const image of images.split(' '))
    test(image, () => {
      assert.equal(line(image), expected);
    });

test('what a golang image sets', () => {
  const { env, workdir, go, start } = baseImage('golang:1.25.3-alpine');
  assert.equal(workdir, '/go');
  assert.equal(env?.get('GOPATH'), '/go');
  assert.equal(env?.get('GOTOOLCHAIN'), 'local');
  assert.equal(env?.get('GOLANG_VERSION'), '1.25.3');
  assert.equal(
    env?.get('PATH'),
    '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  );
  assert.deepEqual(go, { minor: 25 });
  assert.deepEqual(start, { entrypoint: [], cmd: ['/bin/sh'] });
  assert.equal(
    baseImage('golang:1.20').env?.has('GOTOOLCHAIN'),
    false,
    'images before 1.21 know no toolchains',
  );
});

test('the folder that distroless starts in, and its path', () => {
  assert.equal(baseImage('gcr.io/distroless/static-debian12:nonroot').workdir, '/home/nonroot');
  assert.equal(baseImage('gcr.io/distroless/static-debian12').workdir, '/');
  assert.match(baseImage('gcr.io/distroless/base:debug').env?.get('PATH') ?? '', /:\/busybox$/);
});

test('a release is known where the tag names it', () => {
  for (const [image, release] of [
    ['debian:bookworm-slim', 'bookworm'],
    ['debian:12.5', 'bookworm'],
    ['debian:13', 'trixie'],
    ['debian:11-slim', 'bullseye'],
    ['golang:1.25-trixie', 'trixie'],
    // What a tag without a release stands on is in the history of the official images.
    ['golang:1.25', 'trixie'],
    ['golang:1.24.5', 'bookworm'],
    ['golang:1.20.4', 'bullseye'],
    ['golang:1.15', null],
    ['golang', null],
    ['golang:1.25-alpine', null],
    ['debian', null],
    ['ubuntu:24.04', null],
    ['buildpack-deps:bookworm', 'bookworm'],
  ] as const)
    assert.equal(baseImage(image).release, release, image);
});

test('/bin is a link where the release has it so', () => {
  assert.equal(baseImage('debian:bookworm').mergedUsr, true);
  assert.equal(baseImage('debian:bullseye').mergedUsr, null);
  assert.equal(baseImage('alpine').mergedUsr, null);
  assert.equal(baseImage('scratch').mergedUsr, false);
});
