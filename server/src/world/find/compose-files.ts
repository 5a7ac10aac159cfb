import type { Reader } from '../../memory/snapshot.ts';
import { isInside, relative } from '../../text/path.ts';
import { configuredComposeFiles } from '../configuration/configuration.ts';
import type { Settings } from '../settings.ts';
import type { Discovered } from './discover.ts';
import { fileGlob } from './file-glob.ts';

/**
 * YAML files that the settings, the configuration or the editor make candidates for Compose, absolute, beside those whose names do.
 */
export function composeFiles(
  reader: Reader,
  yaml: Discovered['yaml'],
  settings: Settings,
): readonly string[] {
  const { path, root, composeFiles: globs = [], opened = [] } = settings;
  const tests = [
    ...globs.map((glob) => ({ from: path, fits: fileGlob(glob) })),
    ...reader.derive(configuredComposeFiles, root).map((glob) => ({ from: root, fits: fileGlob(glob) })),
  ];
  return yaml.flatMap(({ dir, names }) =>
    names
      .map((name) => (dir === '/' ? `/${name}` : `${dir}/${name}`))
      .filter(
        (file) =>
          opened.includes(file) ||
          tests.some(({ from, fits }) => fits(isInside(from, file) ? relative(from, file) : file)),
      ),
  );
}
