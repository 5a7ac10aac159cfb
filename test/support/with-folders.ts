import { nameFits } from '../../server/src/go/build-constraint.ts';
import type { GoFiles, GoFolder } from '../../server/src/go/model.ts';

/** Files with the folders as a build for one system sees them, each kept: nothing in them changes in a test. */
export function withFolders(files: Omit<GoFiles, 'folder'>): GoFiles {
  const folders = new Map<string, GoFolder | null>();
  return {
    ...files,
    folder(dir, goos, goarch) {
      const key = `${dir} ${goos} ${goarch}`;
      let folder = folders.get(key);
      if (folder === undefined) {
        const names = files.list(dir);
        folder = names && {
          dir,
          files: names
            .filter((name) => nameFits(name, goos, goarch))
            .map((name) => ({ path: `${dir}/${name}`, head: files.head(`${dir}/${name}`) })),
        };
        folders.set(key, folder);
      }
      return folder;
    },
  };
}
