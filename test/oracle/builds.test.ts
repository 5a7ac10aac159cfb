import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import { buildWorld } from '../../server/src/world/build-world.ts';
import type { Image, Service } from '../../server/src/world/world.ts';
import { Workbench } from '../support/command-line.ts';
import { type BuiltImage, buildDockerfile } from '../support/docker-build/build-dockerfile.ts';
import { findSandbox } from '../support/docker-build/sandbox.ts';
import { readArchive } from '../support/read-archive.ts';

/**
 * Every workspace in `builds/` is built for real, each image as each of its services asks for it, and what lies in the
 * images is compared with what the engine says: which programs, where, from which main package, with cgo or without,
 * for which platform and tags, linked to which libraries. What each service starts is compared by starting it.
 */
const folder = fileURLToPath(new URL('builds/', import.meta.url));
const host = findSandbox();

for (const file of readdirSync(folder).sort()) {
  void test(`the engine says what is built: ${file.replace(/\.txt$/, '')}`, (t) => {
    if (typeof host === 'string') return t.skip(host);
    const files = readArchive(readFileSync(join(folder, file), 'utf8'));
    const bench = new Workbench(files);
    const scratch = mkdtempSync(join(tmpdir(), 'dockerfile-split-build-'));
    t.after(() => {
      bench.remove();
      rmSync(scratch, { recursive: true, force: true });
    });
    const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: process.env });
    assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
    const world = buildWorld(opened.snapshot, opened.settings);
    assert.ok(world.images.length > 0);
    world.images.forEach((image, index) => {
      const { key } = image;
      const own = join(scratch, String(index));
      mkdirSync(own);
      const built = buildDockerfile({
        dockerfile: image.trace.request.dockerfile.text,
        context: bench.folder,
        scratch: own,
        target: key.target,
        args: Object.fromEntries(key.args.map(([name, value]) => [name, value ?? ''])),
        ...(key.platform ? { platform: `${key.platform.os}/${key.platform.arch}` } : {}),
        host,
      });
      const said = saidOf(image);
      assert.deepEqual(
        said.map((each) => each.text).sort(),
        foundIn(built, new Set(said.map((each) => each.main))),
      );
      // What is built for another processor does not start here.
      if (key.platform && key.platform.arch !== 'amd64') return;
      for (const service of image.usedBy) compareStart(service, built);
      if (image.usedBy.length === 0 && (built.entrypoint ?? built.cmd)) compareImageStart(image, built);
    });
  });
}

/**
 * What lies in the image. The go command names a main package by its place in the image, and a list of files not at
 * all; where that is not what it is called in the context, the program is asked, which says so when it starts.
 */
const foundIn = (built: BuiltImage, mains: ReadonlySet<string>): string[] =>
  built
    .programs()
    .map(({ path, main, cgo, os, arch, tags, needed }) =>
      describe(
        path,
        mains.has(main) ? main : (startedBy(built, [path], {})[0] ?? main),
        cgo,
        `${os}/${arch}`,
        tags,
        needed.length > 0 ? needed.map(libraryName) : null,
      ),
    )
    .sort();

function saidOf(image: Image): { readonly main: string; readonly text: string }[] {
  const final = image.trace.final;
  assert.ok(final);
  return final.files.programs().map(({ path, build, package: main }) => {
    const program = image.programs.find((each) => each.build === build && each.package.dir === main.dir);
    assert.ok(program, path);
    const { cgo } = program;
    const usesC = cgo.usesCompiler || cgo.standardCgo.length > 0;
    const dynamic = build.cgo.effective === 'on' && usesC && !build.flags.static;
    const platform =
      build.goos.known && build.goarch.known ? `${build.goos.value}/${build.goarch.value}` : 'unknown';
    const libraries = dynamic ? cgo.linkFlags : null;
    return {
      main: main.importPath,
      text: describe(path, main.importPath, build.cgo.effective, platform, build.tags, libraries),
    };
  });
}

/** One line for a program, so that a difference reads well. The loader and the C library itself go without saying. */
function describe(
  path: string,
  main: string,
  cgo: string,
  platform: string,
  tags: readonly string[],
  needed: readonly string[] | null,
): string {
  const libraries = needed?.filter((name) => !/^(?:c|ld-linux-\S+|resolv|pthread|dl)$/.test(name)).sort();
  const links = libraries ? `links ${['libc', ...libraries].join(' ')}` : 'static';
  // One folder under two names: which of them a path is said with does not matter.
  const place = path.replace(/^\/bin\//, '/usr/bin/');
  return `${place} is ${main} cgo ${cgo} for ${platform} tags [${[...tags].sort().join(',')}] ${links}`;
}

const libraryName = (file: string): string => /^(?:lib)?(.+?)\.so/.exec(file)?.[1] ?? file;

function compareStart({ id, model, runs }: Service, built: BuiltImage): void {
  const entrypoint = model.entrypoint?.value ?? built.entrypoint ?? [];
  const command = model.command?.value ?? (model.entrypoint ? [] : (built.cmd ?? []));
  const env = Object.fromEntries([...model.environment].map(([name, value]) => [name, value?.value ?? '']));
  const started = startedBy(built, [...entrypoint, ...command], env);
  assert.ok(runs.kind === 'program', `${id}: ${whyNot(runs)}`);
  const said = [...runs.also, runs.program].map((each) => each.package.importPath);
  assert.equal(said.at(-1), started.at(-1), id);
  for (const each of started)
    assert.ok(said.includes(each), `${id}: it starts ${each}, and of that was said ${said.join(', ')}`);
}

const whyNot = (runs: Service['runs']): string => (runs.kind === 'unknown' ? runs.reason : runs.kind);

function compareImageStart({ runs }: Image, built: BuiltImage): void {
  const started = startedBy(built, [...(built.entrypoint ?? []), ...(built.cmd ?? [])], {});
  assert.ok(runs.kind === 'program', whyNot(runs));
  assert.equal(runs.program.package.importPath, started.at(-1));
}

/** Each program of the workspaces says its import path when it starts. */
function startedBy(
  built: BuiltImage,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): string[] {
  const ran = built.run(words, env);
  const started = ran.stderr.split('\n').filter((line) => line.startsWith('example.com/'));
  assert.ok(started.length > 0, `${words.join(' ')} starts nothing: ${ran.stderr}${ran.stdout}`);
  return started.map((line) => line.split(' ')[0] ?? '');
}
