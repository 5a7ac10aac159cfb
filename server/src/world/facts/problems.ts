import type { Query } from '../../memory/snapshot.ts';
import { basename } from '../../text/path.ts';

/** Why a file has no text, `key` being its path; null when it has one. */
export const fileProblem: Query<string, string | null> = {
  name: 'file-problem',
  compute(reader, file) {
    const state = reader.file(file);
    const name = basename(file);
    if (state.kind === 'text') return null;
    if (state.kind === 'unreadable') return `${name} cannot be read: ${state.reason}`;
    return state.kind === 'folder' ? `${name} is a folder` : `${name} does not exist`;
  },
};
