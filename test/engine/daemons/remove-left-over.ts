import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../install/run.ts';
import { removeControlGroups } from './remove-control-groups.ts';

/** The name of an engine's folder, up to its random end. */
export const prefixOf = (pid: number): string => `dockerfile-split-engine-${pid}-`;

/** The control groups of an engine. */
export const groupsOf = (pid: number): readonly string[] => [
  `dockerfile-split-docker-${pid}`,
  `dockerfile-split-buildkit-${pid}`,
];

/** Takes away the folders of engines whose process was killed, so that it could not do so itself. */
export function removeLeftOver(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^dockerfile-split-engine-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || existsSync(`/proc/${pid}`)) continue;
    run('rm', ['-rf', join(tmpdir(), name)]);
    groupsOf(pid).forEach(removeControlGroups);
  }
}
