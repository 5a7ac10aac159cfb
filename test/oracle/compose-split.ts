import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onWorkspace } from '../support/command-line.ts';
import { type Compared, fromOurs, ours } from './compose-compare.ts';

/** What Compose makes of the project in a folder, by service. It fails when Compose rejects it. */
export type LoadProfile = (dir: string) => Readonly<Record<string, Compared>>;

/** Both examples; their programs are those of the profile `prod`. */
export const EXAMPLES = ['photos', 'photos-leak'] as const;

/**
 * Splits an example and holds what Compose and the engine make of it against each other, before and after. The split may
 * change which Dockerfile a service is built from and take away its command, and nothing else; each Dockerfile exists.
 */
export const checkSplit = (example: string, load: LoadProfile): Promise<void> =>
  onWorkspace(example, async (bench) => {
    const before = load(bench.folder);
    agreeOn(bench.folder, before);
    const split = await bench.run('split', '--write');
    assert.equal(split.status, 0, split.error);
    const after = load(bench.folder);
    agreeOn(bench.folder, after);
    assert.deepEqual(Object.keys(after), Object.keys(before));
    let changed = 0;
    for (const [name, service] of Object.entries(after)) {
      const old = before[name];
      assert.ok(old);
      const { build, command, ...rest } = service;
      const { build: oldBuild, command: oldCommand, ...oldRest } = old;
      assert.deepEqual(rest, oldRest, `${name} is what it was`);
      assert.ok(
        command === null || JSON.stringify(command) === JSON.stringify(oldCommand),
        `the command of ${name}`,
      );
      if (!isBuild(build) || !isBuild(oldBuild)) {
        assert.deepEqual(build, oldBuild);
        continue;
      }
      assert.deepEqual({ ...build, dockerfile: '' }, { ...oldBuild, dockerfile: '' }, `the build of ${name}`);
      assert.ok(existsSync(join(build.context, build.dockerfile)), `${build.dockerfile} of ${name} exists`);
      if (build.dockerfile !== oldBuild.dockerfile) changed++;
    }
    assert.ok(changed > 1, 'several services are built from a Dockerfile of their own');
  });

function agreeOn(dir: string, theirs: Readonly<Record<string, Compared>>): void {
  const project = ours({ dir, profiles: ['*'] });
  assert.deepEqual(project.errors, []);
  const services = project.services.map((service) => [service.name.value, fromOurs(service)] as const);
  assert.deepEqual(Object.fromEntries(services), theirs);
}

const isBuild = (build: unknown): build is { context: string; dockerfile: string } =>
  typeof build === 'object' && build !== null && 'dockerfile' in build;
