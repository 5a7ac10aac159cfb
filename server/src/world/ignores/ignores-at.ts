import { yamlComments } from '../../compose/parse/yaml-comments.ts';
import type { Dockerfile } from '../../dockerfile/ast.ts';
import type { Query } from '../../memory/snapshot.ts';
import { LineIndex } from '../../text/line-index.ts';
import { sameData } from '../../text/same-data.ts';
import type { Span } from '../../text/span.ts';
import { dockerfileAt } from '../parse-queries.ts';

/** A comment that silences a rule. */
export interface Ignore {
  /** As it is written; empty where none is named. */
  readonly rule: string;
  readonly ruleSpan: Span;
  /** The whole comment. */
  readonly span: Span;
  /** What begins in here is silenced: its own line, or the next one; of a Dockerfile, the whole instruction that begins there. */
  readonly covers: Span;
}

export type CommentStyle = 'go' | 'yaml' | 'dockerfile';

/** How comments are written in a file, by its name: what is neither Go nor YAML is a Dockerfile. */
export function commentStyle(file: string): CommentStyle {
  if (/(?:\.go|\/go\.(?:mod|work))$/.test(file)) return 'go';
  return /\.ya?ml$/.test(file) ? 'yaml' : 'dockerfile';
}

/** `# dockerfile-split-ignore RULE: reason` in a file, `key` being its path, in order; `//` in Go. */
export const ignoresAt: Query<string, readonly Ignore[]> = {
  name: 'ignores',
  same: sameData,
  compute(reader, file) {
    const state = reader.file(file);
    if (state.kind !== 'text' || !state.file.text.includes(WORD)) return [];
    const { text } = state.file;
    const style = commentStyle(file);
    const dockerfile = style === 'dockerfile' ? (reader.derive(dockerfileAt, file)?.value ?? null) : null;
    const comments = dockerfile
      ? dockerfileComments(dockerfile)
      : style === 'yaml'
        ? yamlComments(text)
        : goComments(text);
    const lines = new LineIndex(text);
    return comments.flatMap((comment) => {
      const found = /^(#|\/\/)[ \t]*dockerfile-split-ignore(?:[ \t]+([^\s:]+))?[ \t]*(?::.*)?$/.exec(
        text.slice(comment.start, comment.end).trimEnd(),
      );
      if (!found) return [];
      const rule = found[2] ?? '';
      const ruleStart = comment.start + found[0].indexOf(rule, found[0].indexOf(WORD) + WORD.length);
      const span = { start: comment.start, end: comment.start + found[0].length };
      return [
        {
          rule,
          ruleSpan: rule === '' ? span : { start: ruleStart, end: ruleStart + rule.length },
          span,
          covers: covered(text, lines, comment, dockerfile),
        },
      ];
    });
  },
};

const WORD = 'dockerfile-split-ignore';

/** Whole lines, those between continuation lines too, and what the shell takes for a comment at the end of a RUN. */
function dockerfileComments({ comments, instructions, text }: Dockerfile): Span[] {
  const ends = instructions.flatMap((instruction): Span[] => {
    if (instruction.keyword !== 'RUN' || instruction.json || instruction.heredocs.length > 0) return [];
    const { start, end } = instruction.restSpan;
    const found = /[ \t](#[ \t]*dockerfile-split-ignore\b[^\n]*)$/.exec(text.slice(start, end));
    return found?.[1] ? [{ start: end - found[1].length, end }] : [];
  });
  return [...comments, ...ends];
}

function goComments(text: string): Span[] {
  return [...text.matchAll(/(?<=^|[ \t])\/\/[ \t]*dockerfile-split-ignore\b.*$/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The line of a comment that stands behind something; else the next line that is neither empty nor a comment. */
function covered(text: string, lines: LineIndex, { start }: Span, dockerfile: Dockerfile | null): Span {
  const own = lines.lineAt(start);
  const lineOf = (line: number): Span => ({ start: lines.start(line), end: lines.contentEnd(line) });
  if (text.slice(lines.start(own), start).trim() !== '') return lineOf(own);
  for (let line = own + 1; line < lines.lineCount; line++) {
    const span = lineOf(line);
    if (/^\s*(?:$|#|\/\/)/.test(text.slice(span.start, span.end))) continue;
    return (
      dockerfile?.instructions.find((each) => lines.lineAt(each.start) === line && each.end > span.end) ??
      span
    );
  }
  return { start: text.length, end: text.length };
}
