import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import type { BuildContext, StageTrace } from '../../../server/src/image/model.ts';
import { traceImage } from '../../../server/src/image/trace-image.ts';

const EMPTY: BuildContext = {
  kind: (path) => (path === '.' ? 'directory' : 'missing'),
  list: (path) => (path === '.' ? [] : null),
  read: () => null,
  mayCome: () => false,
  goPackages: () => ({
    known: true,
    value: [{ dir: '.', importPath: 'example.com/app', isMain: true, binaryName: 'app' }],
  }),
};

function stage(text: string): StageTrace {
  const dockerfile = parseDockerfile(text).value;
  const { final } = traceImage({ dockerfile, target: null, args: new Map(), platform: null }, EMPTY);
  assert.ok(final);
  return final;
}

/** Each install of a Dockerfile: `apk .deps: gcc musl-dev; 1 unknown`. */
const installs = (run: string, from = 'alpine'): string[] =>
  stage(`FROM ${from}\nRUN ${run}\n`).steps.flatMap(({ effect }) => {
    if (effect.kind !== 'install') return [];
    const { manager, virtual, packages, unknown } = effect.install;
    const names = packages.map((each) => each.name).join(' ');
    return [
      `${manager}${virtual === null ? '' : ` ${virtual}`}: ${names}${unknown.length > 0 ? `; ${unknown.length} unknown` : ''}`,
    ];
  });

for (const [run, expected] of [
  ['apk add --no-cache gcc musl-dev', 'apk: gcc musl-dev'],
  ['apk --no-cache --update add git', 'apk: git'],
  ['apk -U add git', 'apk: git'],
  ['apk add -t .deps gcc', 'apk .deps: gcc'],
  ['apk add -Ut .deps gcc', 'apk .deps: gcc'],
  ['apk add --no-cache --virtual=.deps gcc', 'apk .deps: gcc'],
  ['apk add --virtual .deps --no-cache gcc', 'apk .deps: gcc'],
  [
    'apk add -X https://example.com/edge gcc=13.2.1-r0 "musl-dev>1.2" git@edge curl~8 !gnutls',
    'apk: gcc musl-dev git curl; 1 unknown',
  ],
  ['apk add ./local.apk', 'apk: ; 1 unknown'],
  ['apk add $PACKAGES', 'apk: '],
  ['apk add $(cat packages.txt) git', 'apk: git; 1 unknown'],
  ['P="gcc git" && apk add $P', 'apk: gcc git'],
  ['apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev', 'apt: gcc libc6-dev'],
  ['apt-get -y -qq -o Dpkg::Options::=--force-confold install curl', 'apt: curl'],
  ['apt-get install -t bookworm-backports -y golang', 'apt: golang'],
  [
    'DEBIAN_FRONTEND=noninteractive apt-get install -yq gcc=4:12.2.0-3 libssl-dev:amd64 git/bookworm',
    'apt: gcc libssl-dev:amd64 git',
  ],
  ['apt-get install -y ./tool_1.0_amd64.deb', 'apt: ; 1 unknown'],
  ['apt-get build-dep -y vips', 'apt: ; 1 unknown'],
  ['aptitude install -y make', 'apt: make'],
  ['dnf -y install --setopt=install_weak_deps=False gcc-c++ make && dnf clean all', 'dnf: gcc-c++ make'],
  ['yum groupinstall -y "Development Tools"', 'dnf: @development-tools'],
  ['dnf group install -y "Development Tools"', 'dnf: @development-tools'],
  [
    'dnf install -y @development-tools gcc-12.2.1-7.x86_64 python3.11',
    'dnf: @development-tools gcc python3.11',
  ],
  ['microdnf install --nodocs --enablerepo extra -y tar', 'dnf: tar'],
  ['tdnf install -y build-essential', 'dnf: build-essential'],
  ['zypper --non-interactive install -y gcc', 'zypper: gcc'],
  ['zypper in -y -t pattern devel_basis', 'zypper: devel_basis'],
] as const)
  test(run, () => {
    assert.deepEqual(installs(run), [expected]);
  });

test('no install', () => {
  for (const run of ['apk update', 'apt-get update', 'apk del gcc', 'dnf clean all', 'apk info -e gcc'])
    assert.deepEqual(installs(run), [], run);
  assert.deepEqual(installs('dnf install -y --installroot /mnt/rootfs glibc'), [], 'it goes to another tree');
  assert.deepEqual(installs('apk add --root=/rootfs --initdb busybox'), []);
});

/** How cgo stands in a go build after a RUN, by what is installed then. */
function cgoAfter(run: string, from = 'golang:1.25-alpine'): string {
  const text = `FROM ${from}\nWORKDIR /src\nCOPY . .\nRUN ${run}\nRUN go build -o /app .\n`;
  const build = stage(text).steps.find(({ effect }) => effect.kind === 'go-build')?.effect;
  assert.ok(build?.kind === 'go-build');
  return build.build.cgo.effective;
}

for (const [run, expected] of [
  ['apk add git', 'off'],
  ['apk add gcc', 'on'],
  ['apk add --virtual .deps build-base && apk del .deps', 'off'],
  ['apk add gcc git && apk del gcc', 'off'],
  ['apk add gcc && apk del "gc*"', 'off'],
  ['apk add gcc && (apk del gcc || true)', 'off'],
  ['apk add gcc && apk del $UNKNOWN_$(id)', 'unknown'],
  ['if test -f /etc/x; then apk add gcc; fi', 'unknown'],
  ['if test -f /src/x; then apk add gcc; fi', 'off'],
  ['apk add stranger', 'unknown'],
  ['apk add ./local.apk', 'unknown'],
  ['apk add --root /rootfs gcc', 'off'],
  ['apk add rust', 'on'],
  ['apk add libwebp-dev musl-dev binutils', 'off'],
] as const)
  test(`cgo after ${run} is ${expected}`, () => {
    assert.equal(cgoAfter(run), expected);
  });

test('what a package brings is there, and what none brings is not', () => {
  const { files } = stage('FROM alpine\nRUN apk add --no-cache ca-certificates tzdata bash libwebp\n');
  assert.equal(files.at('/bin/bash').kind, 'file');
  assert.equal(files.at('/usr/bin/worker').kind, 'absent');
  assert.equal(files.at('/usr/sbin/update-ca-certificates').kind, 'unknown');
  assert.equal(files.at('/usr/lib/libwebp.so.7').kind, 'unknown');
  assert.equal(files.at('/usr/local/bin/worker').kind, 'absent');
});

test('a package that is not known may bring everything', () => {
  const { files } = stage('FROM alpine\nRUN apk add stranger\n');
  assert.equal(files.at('/usr/bin/worker').kind, 'unknown');
  assert.equal(files.at('/app/worker').kind, 'absent');
});

test('what is removed again is not surely there', () => {
  const { files } = stage('FROM alpine\nRUN apk add curl\nRUN apk del curl\n');
  assert.equal(files.at('/usr/bin/curl').kind, 'unknown');
});

test('in an image whose /bin is a link, a command is there under both names', () => {
  const { files } = stage('FROM debian:bookworm\nRUN apt-get install -y curl\n');
  assert.equal(files.at('/usr/bin/curl').kind, 'file');
  assert.equal(files.at('/bin/curl').kind, 'file');
});

test('what a pattern removes lies in its folder', () => {
  const { files } = stage('FROM alpine\nRUN rm -rf /var/cache/apk/*\n');
  assert.equal(files.at('/usr/bin/worker').kind, 'absent');
  assert.equal(stage('FROM alpine\nRUN rm -rf $(id)\n').files.at('/usr/bin/worker').kind, 'unknown');
});
