import { apk } from './apk.ts';
import { apt } from './apt.ts';
import { dnf } from './dnf.ts';
import type { PackageManager } from './manager.ts';
import { zypper } from './zypper.ts';

const MANAGERS: readonly PackageManager[] = [apk, apt, dnf, zypper];

/** The package manager whose program has a name, or whose id it is; null for any other program. */
export const managerNamed = (name: string): PackageManager | null => BY_NAME.get(name) ?? null;

const BY_NAME: ReadonlyMap<string, PackageManager> = new Map(
  MANAGERS.flatMap((manager) => [manager.id, ...manager.programs].map((name) => [name, manager] as const)),
);
