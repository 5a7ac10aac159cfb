import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseFiles } from '../../../server/src/image/files/base-files.ts';
import { baseImage } from '../../../server/src/native/base-images.ts';

const kind = (image: string, path: string): string => baseFiles(baseImage(image), image).at(path).kind;

test('a known distribution has no command that its base packages lack', () => {
  for (const image of [
    'alpine:3.22',
    'debian:bookworm-slim',
    'ubuntu:24.04',
    'busybox',
    'golang:1.25',
    'golang:1.25-alpine',
  ])
    for (const folder of ['/bin', '/sbin', '/usr/bin', '/usr/sbin'])
      assert.equal(kind(image, `${folder}/worker`), 'absent', `${image} ${folder}`);
});

test('a command that some release of the distribution has may be there', () => {
  for (const [image, path] of [
    ['alpine', '/sbin/apk'],
    ['alpine', '/usr/bin/wget'],
    ['alpine', '/bin/sleep'],
    ['debian', '/usr/bin/apt-get'],
    ['debian', '/usr/bin/perl'],
    ['debian:jessie', '/bin/ping'],
    ['golang:1.25', '/usr/bin/git'],
    ['golang:1.25', '/usr/bin/gcc'],
    ['golang:1.25', '/usr/bin/cc'],
    ['golang:1.25', '/usr/bin/svn'],
    ['ubuntu', '/usr/bin/apt'],
    ['busybox', '/bin/httpd'],
    ['buildpack-deps:bookworm-scm', '/usr/bin/git'],
    ['gcr.io/distroless/base-debian12', '/usr/bin/openssl'],
  ] as const)
    assert.equal(kind(image, path), 'unknown', `${image} ${path}`);
});

test('wget, gcc and git are not in debian', () => {
  assert.equal(kind('debian:bookworm', '/usr/bin/gcc'), 'absent');
  assert.equal(kind('debian:bookworm', '/usr/bin/git'), 'absent');
  assert.equal(kind('debian:bookworm', '/usr/bin/curl'), 'absent');
});

test('distroless images have no shell and no command', () => {
  assert.equal(kind('gcr.io/distroless/static-debian12:nonroot', '/bin/sh'), 'absent');
  assert.equal(kind('gcr.io/distroless/static-debian12:nonroot', '/usr/bin/worker'), 'absent');
});

test('an image that is not known may hold everything', () => {
  for (const image of ['registry.example.com/base', 'golang:nanoserver', 'fedora', 'buildpack-deps'])
    assert.equal(kind(image, '/usr/bin/worker'), 'unknown', image);
});

test('libraries and data are not told from the commands', () => {
  assert.equal(kind('alpine', '/usr/lib/libz.so.1'), 'unknown');
  assert.equal(kind('alpine', '/etc/passwd'), 'unknown');
});
