import { parseComposeFile } from '../compose/parse-compose-file.ts';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { Dockerfile } from '../dockerfile/ast.ts';
import type { Parsed } from '../text/parsed.ts';
import type { Query } from './snapshot.ts';

/** The tree of a Dockerfile, `key` being its path; null when there is no text to read. */
export const dockerfileAt: Query<string, Parsed<Dockerfile> | null> = {
  name: 'parse-dockerfile',
  compute(reader, path) {
    const state = reader.file(path);
    return state.kind === 'text' ? parseDockerfile(state.file.text) : null;
  },
};

/** The tree of a Compose file, `key` being its path; null when there is no text to read. */
export const composeFileAt: Query<string, ReturnType<typeof parseComposeFile> | null> = {
  name: 'parse-compose-file',
  compute(reader, path) {
    const state = reader.file(path);
    return state.kind === 'text' ? parseComposeFile(state.file.text) : null;
  },
};
