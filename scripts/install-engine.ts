#!/usr/bin/env tsx
// Installs what the tests with a real engine need: Docker and debootstrap from Debian, BuildKit, Buildx, Compose and a
// registry built by the go command, and the base images of their Dockerfiles. What is there already stays.
import { spawnSync } from 'node:child_process';
import { buildTools } from '../test/engine/install/build-tools.ts';
import { engineCache } from '../test/engine/install/engine-cache.ts';
import { makeImages } from '../test/engine/install/make-images.ts';
import { run } from '../test/engine/install/run.ts';

/** A program, and the Debian package that brings it. */
const PACKAGES = {
  dockerd: 'docker.io',
  docker: 'docker.io',
  debootstrap: 'debootstrap',
  setpriv: 'util-linux',
};

if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0) {
  console.error('The engine of the tests is for Linux on x64, and needs root.');
  process.exit(1);
}
installPackages();
const cache = engineCache();
await buildTools(cache.tools);
await makeImages(cache);

function installPackages(): void {
  const missing = Object.entries(PACKAGES).filter(([name]) => spawnSync('which', [name]).status !== 0);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))];
  console.log(`Installing ${packages.join(', ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
