import { moveTree } from '../compose/parse/move-tree.ts';
import { type ComposeFile, wholeFile } from '../compose/parse/compose-file.ts';
import { parseComposeFile } from '../compose/parse/parse-compose-file.ts';
import type { Tree } from '../compose/parse/tree.ts';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { Dockerfile } from '../dockerfile/ast.ts';
import type { Parsed } from '../text/parsed.ts';
import type { Query } from '../memory/snapshot.ts';

/** The tree of a Dockerfile, `key` being its path; null when there is no text to read. */
export const dockerfileAt: Query<string, Parsed<Dockerfile> | null> = {
  name: 'parse-dockerfile',
  compute(reader, path) {
    const state = reader.file(path);
    return state.kind === 'text' ? parseDockerfile(state.file.text) : null;
  },
};

/** A Compose file, and the last text of it that Compose's YAML reader would take. */
export interface ParsedComposeFile extends Parsed<ComposeFile> {
  readonly good: { readonly text: string; readonly file: ComposeFile } | null;
}

/**
 * The tree of a Compose file, `key` being its path; null when there is no text to read. While its text does not parse, it
 * is the tree of the last text that did, moved to where things stand now: half a line must not take a project away.
 */
export const composeFileAt: Query<string, ParsedComposeFile | null> = {
  name: 'parse-compose-file',
  compute(reader, path, before) {
    const state = reader.file(path);
    if (state.kind !== 'text') return null;
    const { text } = state.file;
    const { value, errors } = parseComposeFile(text, before?.good?.file);
    if (errors.length === 0) return { value, errors, good: { text, file: value } };
    const good = before?.good ?? null;
    if (!good) return { value, errors, good };
    const move = (tree: Tree): Tree => moveTree(tree, good.text, text);
    const { root, more } = good.file;
    return { value: wholeFile(root && move(root), more.map(move)), errors, good };
  },
};
