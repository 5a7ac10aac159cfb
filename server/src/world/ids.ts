import type { ComposeProject } from '../compose/model.ts';
import { relative } from '../text/path.ts';

declare const kind: unique symbol;

/** A project of a world: all its files in order, and the variables it is started with where these are its own. */
export type ProjectId = string & { readonly [kind]: 'project' };

/** A service of one project of a world. */
export type ServiceId = string & { readonly [kind]: 'service' };

/**
 * Two projects of a workspace may begin with the same file (a base, and an overlay on it), and may even have the same files
 * under other variables: none of this alone tells them apart.
 */
export const projectId = ({
  files,
  envFiles,
}: Pick<ComposeProject, 'files'> & { readonly envFiles?: readonly string[] }): ProjectId =>
  joined(files, envFiles ?? []) as ProjectId;

export const serviceId = (project: ProjectId, name: string): ServiceId => `${project}#${name}` as ServiceId;

/** A project as people read it: its files seen from a folder, joined as `COMPOSE_FILE` joins them. */
export const shownProject = (
  folder: string,
  { files, envFiles }: Parameters<typeof projectId>[0],
): string => {
  const seen = (file: string): string => relative(folder, file);
  return joined(files.map(seen), (envFiles ?? []).map(seen));
};

/** What separates the parts is escaped within them, so that no two lists are joined to one text. */
const joined = (files: readonly string[], envFiles: readonly string[]): string => {
  const escaped = (names: readonly string[]): string =>
    names.map((name) => name.replace(/[\\:#?]/g, (mark) => `\\${mark}`)).join(':');
  return envFiles.length === 0 ? escaped(files) : `${escaped(files)}?${escaped(envFiles)}`;
};
