import { findProjects } from '../../../server/src/compose/load/find-projects.ts';
import { loadProject } from '../../../server/src/compose/load/load-project.ts';
import type { ComposeReader } from '../../../server/src/compose/load/project-request.ts';
import type { ComposeProject, ComposeService } from '../../../server/src/compose/model.ts';
import { parseComposeFile } from '../../../server/src/compose/parse/parse-compose-file.ts';
import { basename, dirname } from '../../../server/src/text/path.ts';

/** Files of a folder `/w`, by relative path. */
export type Files = Readonly<Record<string, string>>;

const reader = (files: Files): ComposeReader => ({
  text: (path) => files[path.slice('/w/'.length)] ?? null,
  composeFile: (path) => {
    const text = files[path.slice('/w/'.length)];
    return text === undefined ? null : parseComposeFile(text);
  },
});

export function load(
  files: Files,
  names: readonly string[] = ['compose.yaml'],
  env: Readonly<Record<string, string>> = {},
): ComposeProject {
  return loadProject(
    { files: names.map((name) => `/w/${name}`), dir: '/w', env: new Map(Object.entries(env)), root: '/w' },
    reader(files),
  );
}

export function service(project: ComposeProject, name: string): ComposeService {
  const found = project.services.find((each) => each.name.value === name);
  if (!found) throw new Error(`no service ${name}`);
  return found;
}

/** The files of each project; `named` are Compose files whatever they are called. */
export function projects(files: Files, named: readonly string[] = []): string[][] {
  const folders = new Map<string, string[]>();
  for (const file of Object.keys(files)) {
    if (!/\.ya?ml$/.test(file)) continue;
    const dir = dirname(`/w/${file}`);
    folders.set(dir, [...(folders.get(dir) ?? []), basename(file)]);
  }
  return findProjects(
    folders,
    reader(files),
    named.map((file) => `/w/${file}`),
  ).map((project) => project.files.map((file) => file.slice('/w/'.length)));
}
