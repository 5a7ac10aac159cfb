import type { BuildContext } from '../../server/src/image/model.ts';

/** A build context in which nothing lies. */
export const emptyContext: BuildContext = {
  kind: (path) => (path === '.' ? 'directory' : 'missing'),
  list: (path) => (path === '.' ? [] : null),
  read: () => null,
  mayCome: () => false,
  goPackages: () => ({ known: false, reason: 'there is no Go file' }),
};

/** One in which every folder is there, and every package pattern is the one program of that name. */
export const fullContext: BuildContext = {
  kind: (path) => (/\.\w+$/.test(path) ? 'file' : 'directory'),
  list: () => [],
  read: () => null,
  mayCome: () => false,
  goPackages: (dir, patterns) => ({
    known: true,
    value: patterns.map((pattern) => ({
      dir: pattern.replace(/^\.\//, ''),
      importPath: `example.com/${dir}/${pattern}`,
      isMain: true,
      binaryName: pattern.replace(/^.*\//, ''),
    })),
  }),
};
