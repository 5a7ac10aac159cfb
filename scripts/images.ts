#!/usr/bin/env tsx
// Builds the images of a workspace with Docker before and after the split, and prints a table of their sizes.
//
//   npm run images             examples/photos
//   npm run images -- FOLDER   another workspace; it is copied, and stays as it is
//
// Without a Docker engine it says so and measures nothing.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../server/src/cli/start.ts';

interface Inspected {
  readonly projects: readonly {
    readonly id: string;
    readonly services: readonly {
      readonly name: string;
      readonly build: {
        readonly context: string;
        readonly dockerfile: string;
        readonly target: string | null;
        readonly args: Readonly<Record<string, string | null>>;
        readonly inline: boolean;
        readonly remote: boolean;
      } | null;
    }[];
  }[];
}

const [given] = process.argv.slice(2);
const source = given ? resolve(given) : fileURLToPath(new URL('../examples/photos', import.meta.url));
const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' });
if (engine.status !== 0) {
  console.log('There is no Docker engine here, so no image was built: start Docker and run this again.');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-images-'));
  try {
    const workspace = join(folder, 'workspace');
    cpSync(source, workspace, { recursive: true });
    const before = await sizes(workspace);
    const { status, error } = await command(workspace, 'split', '--write');
    if (status !== 0) console.log(`Not all of it could be split:\n${error}`);
    print(before, await sizes(workspace));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The size in bytes of the image of each service that is built here. Equal builds are built once, by Docker's own cache. */
async function sizes(workspace: string): Promise<ReadonlyMap<string, number>> {
  const { projects } = JSON.parse((await command(workspace, 'inspect', '--format', 'json')).out) as Inspected;
  const out = new Map<string, number>();
  for (const { id, services } of projects)
    for (const { name, build } of services) {
      if (!build || build.remote || build.inline) continue;
      const args = Object.entries(build.args).flatMap(([key, value]) =>
        value === null ? [] : ['--build-arg', `${key}=${value}`],
      );
      const target = build.target === null ? [] : ['--target', build.target];
      const image = docker(
        workspace,
        'build',
        '-q',
        '-f',
        build.dockerfile,
        ...target,
        ...args,
        build.context,
      );
      out.set(`${id}#${name}`, Number(docker(workspace, 'image', 'inspect', '--format', '{{.Size}}', image)));
    }
  return out;
}

function docker(workspace: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('docker', args, { cwd: workspace, encoding: 'utf8' });
  if (status !== 0) throw new Error(`docker ${args.join(' ')} failed:\n${stderr}`);
  return stdout.trim();
}

async function command(
  cwd: string,
  ...args: string[]
): Promise<{ status: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const status = await run(args, {
    cwd,
    env: process.env,
    colour: false,
    out: (text) => (out += text),
    error: (text) => (error += text),
  });
  return { status, out, error };
}

function print(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): void {
  const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
  console.log('| service | before | after | after ÷ before |\n|---|--:|--:|--:|');
  const row = (name: string, old: number, now: number): void =>
    console.log(`| ${name} | ${mega(old)} | ${mega(now)} | ${(now / old).toFixed(2)} |`);
  for (const [name, old] of before) row(name, old, after.get(name) ?? old);
  row('together', sum(before.values()), sum([...before.keys()].map((name) => after.get(name) ?? 0)));
}
