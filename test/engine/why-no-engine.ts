import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { engineCache } from './install/engine-cache.ts';

const INSTALL = 'npx tsx scripts/install-engine.ts';

/** Why there can be no engine on this machine; null when there can. */
export function whyNoEngine(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the engine is for Linux on x64';
  if (process.getuid?.() !== 0) return 'the engine needs root';
  for (const name of ['dockerd', 'docker', 'go'])
    if (spawnSync('which', [name]).status !== 0) return `the engine needs ${name}: ${INSTALL}`;
  const { tools, images } = engineCache();
  if (!existsSync(tools)) return `the engine needs its tools: ${INSTALL}`;
  if (!existsSync(images)) return `the engine needs its base images: ${INSTALL}`;
  return null;
}
