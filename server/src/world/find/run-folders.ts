import { dirname } from '../../text/path.ts';

/** The folders in which commands of a file run, the likeliest first. */
export function basesOf(file: string, root: string): string[] {
  const dir = dirname(file);
  if (/\/\.(?:github|gitlab|circleci|gitea|forgejo|woodpecker|buildkite)\//.test(file)) return [root];
  if (/\.(?:mdx?|rst|adoc)$|\/README[\w.]*$/.test(file)) return [root, dir];
  if (/\.(?:sh|bash|zsh|fish|ps1|bat|cmd)$|\/(?:bin|scripts?|tools?|hack|ci)\/[\w-]+$/.test(file))
    return [root, dir, dirname(dir)];
  return [dir, root];
}

/** Folders that a file changes to, or has commands run in. */
export const foldersIn = (text: string): string[] => [
  ...new Set(
    [
      ...text.matchAll(
        /(?:\b(?:cd|pushd)\s+|^(?:[ \t]*-)?[ \t]*["']?(?:working-directory|working_directory|dir|cwd)["']?\s*[:=]\s*)["']?([\w./-]+)/gm,
      ),
    ].map(([, folder = '']) => folder),
  ),
];
