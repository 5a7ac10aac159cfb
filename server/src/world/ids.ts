import { dirname, relative } from '../text/path.ts';

declare const kind: unique symbol;

/**
 * A project of a world: all its files in order, and the variables and the folder that it is started with where these are its
 * own.
 */
export type ProjectId = string & { readonly [kind]: 'project' };

/** A service of one project of a world. */
export type ServiceId = string & { readonly [kind]: 'service' };

/**
 * Two projects of a workspace may begin with the same file (a base, and an overlay on it), and may even have the same files
 * under other variables: none of this alone tells them apart.
 */
export const projectId = (project: Told): ProjectId => joined(project) as ProjectId;

/** What tells a project from others. */
interface Told {
  readonly files: readonly string[];
  readonly envFiles?: readonly string[];
  /** The project directory; that of the first file by default. */
  readonly dir?: string;
}

export const serviceId = (project: ProjectId, name: string): ServiceId => `${project}#${name}` as ServiceId;

/** A project as people read it: its files seen from a folder, joined as `COMPOSE_FILE` joins them. */
export const shownProject = (folder: string, project: Told): string =>
  joined(project, (path) => relative(folder, path));

/** What separates the parts is escaped within them, so that no two lists are joined to one text. */
function joined({ files, envFiles = [], dir }: Told, show = (path: string): string => path): string {
  const escaped = (names: readonly string[]): string =>
    names.map((name) => show(name).replace(/[\\:#?@]/g, (mark) => `\\${mark}`)).join(':');
  const [first] = files;
  const isElsewhere = dir !== undefined && first !== undefined && dir !== dirname(first);
  return [
    escaped(files),
    ...(envFiles.length === 0 ? [] : ['?', escaped(envFiles)]),
    ...(isElsewhere ? ['@', escaped([dir])] : []),
  ].join('');
}
