import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bumpGoTag } from '../../../server/src/native/go-tags.ts';

test('a newer Go keeps the variant of the tag', () => {
  for (const [from, version, to] of [
    ['golang:1.23-alpine', '1.25.0', 'golang:1.25-alpine'],
    ['golang:1.23-bookworm', '1.25.0', 'golang:1.25-bookworm'],
    // A pinned patch gets a pinned one.
    ['golang:1.22.3-bookworm', '1.22.7', 'golang:1.22.7-bookworm'],
    ['golang:1.22.3-bookworm', '1.24', 'golang:1.24-bookworm'],
    // Releases that the newer Go was never made on.
    ['golang:1.20-buster', '1.22', 'golang:1.22-bullseye'],
    ['golang:1.24-bullseye', '1.26', 'golang:1.26-bookworm'],
    ['golang:1.21-alpine3.17', '1.25.1', 'golang:1.25-alpine3.21'],
    // The default does not change under it.
    ['docker.io/library/golang:1.22', '1.25', 'docker.io/library/golang:1.25-bookworm'],
    ['golang:1.25', '1.26', 'golang:1.26'],
    ['golang:1.21', '1.22', 'golang:1.22'],
    ['golang:latest', '1.26', null],
    ['golang:1.22@sha256:0123', '1.26', null],
    ['golang:1.22-nanoserver', '1.26', null],
  ] as const)
    assert.equal(bumpGoTag(from, version), to, from);
});
