import { LineIndex } from '../../server/src/text/line-index.ts';

/**
 * A workspace in one text, with what is expected of it:
 *
 *     -- backend/Dockerfile --
 *     RUN CGO_ENABLED=0 go build -o /bin/worker ./cmd/worker
 *     #   ^^^^^^^^^^^^^ error dockerfile/cgo-needed: a part of the message
 *     -- fix "Build with cgo" backend/Dockerfile --
 *     the text after the fix
 *
 * A line of blanks, carets and a severity marks the line above it and is no part of the file. In a file whose comments
 * start otherwise the mark may too (`//`). A file after `-- fix "…"` that ends in ` gone` is deleted by the fix.
 */
export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly Expected[];
  readonly fixes: readonly { readonly title: string; readonly file: string; readonly text: string | null }[];
}

interface Expected {
  readonly file: string;
  /** 0-based. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly rule: string;
  /** A part of the message; empty when the fixture does not say. */
  readonly message: string;
}

export function readFixture(text: string): Fixture {
  const files = new Map<string, string>();
  const expected: Expected[] = [];
  const fixes: { title: string; file: string; text: string | null }[] = [];
  const parts = text.split(/^-- (.+) --\n/m).slice(1);
  for (let i = 0; i < parts.length; i += 2) {
    const head = parts[i] ?? '';
    const body = (parts[i + 1] ?? '').replace(/\n\n$/, '\n');
    const fix = /^fix "(.+)" (\S+)( gone)?$/.exec(head);
    if (fix) {
      fixes.push({ title: fix[1] ?? '', file: fix[2] ?? '', text: fix[3] ? null : body });
      continue;
    }
    const lines: string[] = [];
    for (const line of body.split('\n')) {
      const mark =
        /^([ \t]*(?:#|\/\/)?[ \t]*)(\^+) (error|warning|information|hint) ([a-z]+\/[\w-]+)(?:: (.*))?$/.exec(
          line,
        );
      if (!mark) {
        lines.push(line);
        continue;
      }
      const start = mark[1]?.length ?? 0;
      expected.push({
        file: head,
        line: lines.length - 1,
        start,
        end: start + (mark[2]?.length ?? 0),
        severity: mark[3] ?? '',
        rule: mark[4] ?? '',
        message: mark[5] ?? '',
      });
    }
    files.set(head, lines.join('\n'));
  }
  return { files, expected, fixes };
}

/** How a finding is compared with what is expected: a line for a diff that people can read. */
export function describe(
  file: string,
  text: string,
  span: { start: number; end: number },
  severity: string,
  rule: string,
): string {
  const lines = new LineIndex(text);
  const { start, end } = lines.range(span);
  const to = end.line === start.line ? end.character : lines.contentEnd(start.line) - lines.start(start.line);
  return `${file}:${start.line + 1} ${start.character}-${to} ${severity} ${rule}`;
}
