import type { Query } from '../../memory/snapshot.ts';
import { SKIPPED } from './skipped-folders.ts';

/** The files of a repository that may hold text, absolute, in order; `complete` is false where there are too many to look at. */
export interface TextFiles {
  readonly files: readonly string[];
  readonly complete: boolean;
}

/**
 * Every file below a folder, `key` being its path, but for other people's code and what is no text by its ending: anything
 * else may say how an image is built, whatever it is called.
 */
export const textFiles: Query<string, TextFiles> = {
  name: 'text-files',
  compute(reader, root) {
    const files: string[] = [];
    let complete = true;
    const walk = (dir: string, depth: number): void => {
      for (const { name, kind, link } of reader.list(dir) ?? []) {
        const path = dir === '/' ? `/${name}` : `${dir}/${name}`;
        if (kind === 'folder') {
          if (link || SKIPPED.has(name)) continue;
          if (depth >= MAX_DEPTH) complete = false;
          else walk(path, depth + 1);
        } else if (!NO_TEXT.test(name)) {
          if (files.length >= MAX_FILES) complete = false;
          else files.push(path);
        }
      }
    };
    walk(root, 0);
    return { files, complete };
  },
};

const MAX_FILES = 30_000;
const MAX_DEPTH = 24;

/** Pictures, archives, programs, data, and what tools write down for themselves. */
const NO_TEXT =
  /\.(?:png|jpe?g|gif|ico|svg|webp|avif|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|mov|webm|ogg|wav|pdf|zip|t?gz|tar|bz2|xz|zst|7z|jar|war|class|so|a|o|dylib|dll|exe|wasm|bin|dat|db|sqlite3?|pyc|lock|sum|map|css|scss|less|csv|tsv|parquet|snap|po|mo|pot|pem|crt|key)$|\.min\.js$|\.pb\.go$|^package-lock\.json$|^pnpm-lock\.yaml$/i;
