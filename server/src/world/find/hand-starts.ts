import type { Query, Reader } from '../../memory/snapshot.ts';
import { dirname } from '../../text/path.ts';
import { sameData } from '../../text/same-data.ts';
import { commandLines, wordsOf } from './command-lines.ts';
import { textFiles } from './text-files.ts';

/** A line by which somebody starts a command in a container, beside what Compose starts there. */
export interface HandStart {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** What is told the container: Compose knows services, an orchestrator pods, an engine containers and images. */
  readonly by: 'compose' | 'orchestrator' | 'engine';
  /** The words after `run` or `exec`: options, the container, the command. */
  readonly words: readonly string[];
}

/** All such lines of a repository, by path. */
export const handStarts = (reader: Reader, root: string): readonly HandStart[] =>
  reader.derive(textFiles, root).files.flatMap((file) => reader.derive(handStartsIn, { file, root }));

/** Those of one file, so that an edit of its other lines changes nothing. */
const handStartsIn: Query<{ readonly file: string; readonly root: string }, readonly HandStart[]> = {
  name: 'hand-starts-in',
  same: sameData,
  compute(reader, { file, root }) {
    const state = reader.file(file);
    if (state.kind !== 'text' || state.file.text.length > MAX_LENGTH || !STARTS.test(state.file.text))
      return [];
    const out = new Map<string, HandStart>();
    for (const { text, line } of commandLines(
      state.file.text,
      dirname(file),
      root,
      /\b(?:run|exec|rsh|ssh)\b/,
    )) {
      // In lists of words, as in the source of a program, the words stand for themselves.
      const plain = text.replace(/["'],\s*["']/g, ' ');
      for (const found of plain.matchAll(COMMAND)) {
        const [whole, compose, orchestrator] = found;
        const by =
          compose === undefined ? (orchestrator === undefined ? 'engine' : 'orchestrator') : 'compose';
        const start = { file, line, by, words: wordsOf(plain.slice(found.index + whole.length)) } as const;
        out.set(JSON.stringify(start), start);
      }
    }
    return [...out.values()];
  },
};

const MAX_LENGTH = 1 << 20;
const STARTS = /docker|podman|nerdctl|kubectl|\boc\s|nomad|\bfly(?:ctl)?\s/;
/** The options of Compose itself stand before its command. */
const COMMAND =
  /\b(?:((?:docker|podman|nerdctl)\s+compose|docker-compose|podman-compose)\s[^|;&]{0,400}?\b(?:run|exec)|(kubectl|oc|nomad|fly|flyctl)\s[^|;&]{0,400}?\b(?:exec|run|rsh|ssh\s+console)|(?:docker|podman|nerdctl)\s+(?:--?\S+\s+)*(?:container\s+)?(?:run|exec))(?=\s)/g;
