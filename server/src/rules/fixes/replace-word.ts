import { editOf } from '../../text/change.ts';
import type { Span } from '../../text/span.ts';
import type { Image } from '../../world/world.ts';
import type { Fix } from '../rule.ts';

/** The file and the text of a Dockerfile that can be edited; null for one that stands in a Compose file. */
export const sourceOf = ({ file, inline, trace }: Image): DockerfileSource | null =>
  inline ? null : { file, text: trace.request.dockerfile.text };

interface DockerfileSource {
  readonly file: string;
  readonly text: string;
}

/** Writes another text in place of a word of a Dockerfile; none where the word has a variable, which others use too. */
export function replaceWord(source: DockerfileSource | null, span: Span, text: string, title: string): Fix[] {
  if (!source) return [];
  const old = source.text.slice(span.start, span.end);
  if (old.includes('$') || /\s/.test(text)) return [];
  const quote = /^(["']).*\1$/s.exec(old)?.[1] ?? '';
  const edit = { span: { start: span.start, end: span.end }, text: `${quote}${text}${quote}` };
  return [{ kind: 'changes', title, safe: false, changes: [editOf(source.file, source.text, [edit])] }];
}
