import type { Query, Reader } from '../../memory/snapshot.ts';
import { sameData } from '../../text/same-data.ts';
import { isInside, relative, resolve } from '../../text/path.ts';
import { fileGlob } from '../find/file-glob.ts';
import type { Settings } from '../settings.ts';
import { type Configuration, NOTHING_SAID, readConfiguration } from './read-configuration.ts';

const CONFIGURATION_FILE = '.dockerfile-split.json';

/** Where the configuration of a workspace lies: at the border of what is read, so that it holds for the whole repository. */
export const configurationPath = ({ root }: Pick<Settings, 'root'>): string =>
  resolve(root, CONFIGURATION_FILE);

/** What the configuration at a border says, `key` being the border; nothing where there is no file. */
export const configuration: Query<string, Configuration> = {
  name: 'configuration',
  compute(reader, root) {
    const state = reader.file(configurationPath({ root }));
    switch (state.kind) {
      case 'text':
        return readConfiguration(state.file.text);
      case 'unreadable':
        return {
          ...NOTHING_SAID,
          faults: [{ span: { start: 0, end: 0 }, message: `it cannot be read: ${state.reason}`, known: [] }],
        };
      default:
        return NOTHING_SAID;
    }
  },
};

/** The globs of Compose files that the configuration at a border names: who reads these alone is asked again for nothing else. */
export const configuredComposeFiles: Query<string, readonly string[]> = {
  name: 'configured-compose-files',
  same: sameData,
  compute: (reader, root) => reader.derive(configuration, root).composeFiles.map(({ value }) => value),
};

/** Tells the files in which nothing is reported. */
export function ignoredFiles(reader: Reader, { root }: Settings): (file: string) => boolean {
  const patterns = reader.derive(configuration, root).ignore.map(({ value }) => fileGlob(value));
  return (file) =>
    patterns.length > 0 && isInside(root, file) && patterns.some((matches) => matches(relative(root, file)));
}
