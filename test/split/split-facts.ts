import type { World } from '../../server/src/world/world.ts';

/** The comments of a Dockerfile that are missing in a new one although the line below them is still there. */
export function lostComments(before: string, after: string): string[] {
  const lines = after.split(/\r?\n/).map((line) => line.trim());
  const kept = new Set(lines);
  const old = before.split(/\r?\n/).map((line) => line.trim());
  return old.filter((line, index) => {
    if (!line.startsWith('#')) return false;
    const below = old.slice(index + 1).find((each) => each !== '' && !each.startsWith('#'));
    return below !== undefined && kept.has(below) && !kept.has(line);
  });
}

/** What each service starts, in words that can be compared. */
export const startsOf = ({ services, settings }: World): string[] =>
  services.map(({ id, runs, program }) => {
    const name = id.replace(settings.path, '');
    if (runs.kind !== 'program') return `${name}: ${JSON.stringify(runs)}`;
    const args = runs.args.map((word) => word.value);
    return `${name} ${program?.dir} ${JSON.stringify(args)} ${runs.also.map((each) => each.package.dir).join(' ')}`;
  });
