import { LEVELS } from '../world/configuration/read-configuration.ts';
import type { InitializationOptions, ServerSettings } from '../../../protocol/src/protocol.ts';

/** Settings as somebody wrote them: whatever has the wrong type is left out. */
export function readSettings(value: unknown): Partial<ServerSettings> {
  if (typeof value !== 'object' || value === null) return {};
  const { enable, moduleCache, keepMonolith, composeFiles, rules } = value as Record<string, unknown>;
  return {
    ...(typeof enable === 'boolean' ? { enable } : {}),
    ...(typeof moduleCache === 'string' ? { moduleCache } : {}),
    ...(typeof keepMonolith === 'boolean' ? { keepMonolith } : {}),
    ...(Array.isArray(composeFiles) && composeFiles.every((glob) => typeof glob === 'string')
      ? { composeFiles }
      : {}),
    ...(typeof rules === 'object' && rules !== null ? { rules: levelsIn(rules) } : {}),
  };
}

/** The levels that are some; whatever else stands there is left out. */
const levelsIn = (rules: object): ServerSettings['rules'] =>
  Object.entries(rules).flatMap(([rule, written]: [string, unknown]) => {
    const level = LEVELS.find((each) => each === written);
    return level === undefined ? [] : [[rule, level] as const];
  });

export function readInitializationOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const { commands, status, docs } = value as Record<string, unknown>;
  return {
    ...readSettings(value),
    commands: commands === true,
    status: status === true,
    ...(typeof docs === 'string' ? { docs } : {}),
  };
}
