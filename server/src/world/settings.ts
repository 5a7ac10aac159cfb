/** What decides an analysis besides the files. Plain data, so that it can be part of a query's key. */
export interface Settings {
  /** The folder that is reported on, absolute. */
  readonly path: string;
  /** The border: nothing above it is read (the module cache aside). Absolute, `path` or above it. */
  readonly root: string;
  /** The Go module cache, absolute; null when there is none. */
  readonly moduleCache: string | null;
  /** Variables for Compose. They win over `.env`, as the process environment does in Docker Compose. */
  readonly env: readonly (readonly [name: string, value: string])[];
  /** Globs, seen from `path`, of Compose files with names of their own. */
  readonly composeFiles?: readonly string[];
  /** Files that the editor shows, absolute: a YAML file among them may be a Compose file whatever its name. */
  readonly opened?: readonly string[];
  /** Compose files that somebody names as one project, in merge order, absolute. */
  readonly files?: readonly string[];
  /** Whether that project alone is judged. */
  readonly alone?: boolean;
}

/** The same folder with every project in it, for whoever has to know what else a change would touch. */
export function wholeFolder(settings: Settings): Settings {
  if (!settings.alone) return settings;
  const { alone: _, ...whole } = settings;
  return whole;
}
