#!/usr/bin/env node
// The tour: checks and splits a copy of examples/photos, and shows that nothing is left to say afterwards.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, root } from './prepare.mjs';

install();
build();

const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-'));
const photos = join(folder, 'photos');
cpSync(join(root, 'examples/photos'), photos, { recursive: true });

let failed = false;
step('What is wrong', ['check'], 1);
step('The split, as a diff, and made', ['split', '--write'], 0);
step('What is left to say', ['check'], 0);
rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;

/** Runs a command on the copy; `expected` is the exit status that the tour is about. */
function step(title, args, expected) {
  console.log(`\n── ${title}: dockerfile-split ${args.join(' ')} ──\n`);
  const { status } = spawnSync(process.execPath, [join(root, 'server/bin/dockerfile-split.cjs'), ...args], {
    cwd: photos,
    stdio: 'inherit',
  });
  if (status !== expected) {
    console.error(`dockerfile-split ${args.join(' ')} ended with ${status}, not ${expected}`);
    failed = true;
  }
}
