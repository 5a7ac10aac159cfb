import { editOf } from '../../text/change.ts';
import { lineWith } from '../../text/line-with.ts';
import type { Span } from '../../text/span.ts';
import { commentStyle, type Ignore, ignoresAt } from '../../world/ignores/ignores-at.ts';
import { isIgnored } from '../../world/ignores/is-ignored.ts';
import type { World } from '../../world/world.ts';
import { nearest } from '../nearest.ts';
import { type Fix, type Others, rule, type RuleId } from '../rule.ts';

/**
 * A comment `dockerfile-split-ignore` silences nothing: what it was written for is gone, it stands at another line, or it names a
 * rule that there is none of. It would silence the next fault of its kind without anybody knowing.
 *
 * The comment names one rule and says why: `# dockerfile-split-ignore RULE: reason`, in Go `//`. It silences the line that it
 * stands behind, or the next one; in a Dockerfile, the whole instruction that begins there.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * # dockerfile-split-ignore dockerfile/cgo-not-needed: we are asked to
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM scratch
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM scratch
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Name the rule that was meant, where one of a near name finds something there.
 * - Remove the comment.
 *
 * ## When it is silent
 *
 * In Go files that are on no way from a program to a package that needs cgo: they are not looked at for comments. A comment that
 * silences a rule which is turned off anyway counts as used.
 */
export const unusedIgnore = rule({
  id: 'config/unused-ignore',
  severity: 'warning',
  since: '0.2.0',
  title: 'Comment that silences nothing',
  summary: 'A comment `dockerfile-split-ignore` silences nothing, or names no rule',
  judgesOthers: true,
  *check(world, others) {
    const found = others.found();
    for (const file of filesOf(
      world,
      found.map(({ at }) => at.file),
    ))
      for (const ignore of world.reader.derive(ignoresAt, file)) {
        const isUsed = found.some(({ rule: id, at }) => at.file === file && isIgnored(ignore, id, at));
        if (isUsed) continue;
        yield {
          at: { file, span: ignore.ruleSpan },
          message: messageFor(ignore, others),
          related: [],
          fixes: () => fixes(world, file, ignore, others),
        };
      }
  },
});

/** The files that a comment may silence something in. */
function filesOf(world: World, found: readonly string[]): ReadonlySet<string> {
  const chains = world.modules.flatMap(({ programs }) =>
    programs.flatMap(({ cgo }) => cgo.chain.flatMap(({ importedAt }) => importedAt?.file ?? [])),
  );
  return new Set([
    ...world.dockerfiles.map(({ file }) => file),
    ...world.projects
      .flatMap(({ reads, files }) => [...files, ...reads])
      .filter((file) => commentStyle(file) === 'yaml'),
    ...[...found, ...chains].filter((file) => file.startsWith(`${world.settings.root}/`)),
  ]);
}

function messageFor({ rule: id }: Ignore, { ids }: Others): string {
  if (id === '')
    return 'this comment names no rule, so it silences nothing: `dockerfile-split-ignore RULE: reason`';
  return ids.some((each) => each === id)
    ? `this comment silences nothing: ${id} has nothing to say here`
    : `there is no rule ${id}, so this comment silences nothing`;
}

function fixes({ reader }: World, file: string, ignore: Ignore, others: Others): Fix[] {
  const state = reader.file(file);
  if (state.kind !== 'text') return [];
  const { text } = state.file;
  const edit = (title: string, span: Span, by: string): Fix => ({
    kind: 'changes',
    title,
    safe: false,
    changes: [editOf(file, text, [{ span, text: by }])],
  });
  const near = nearest(ignore.rule, rulesThere(file, ignore, others));
  return [
    ...(near === null ? [] : [edit(`Name ${near}`, ignore.ruleSpan, near)]),
    edit('Remove the comment', lineWith(text, ignore.span), ''),
  ];
}

/** The rules that find something where the comment stands: one of them was meant. */
function rulesThere(file: string, ignore: Ignore, others: Others): readonly RuleId[] {
  const there = others
    .found()
    .filter(({ rule: id, at }) => at.file === file && isIgnored({ ...ignore, rule: id }, id, at));
  return ignore.rule === '' ? [] : there.map(({ rule: id }) => id);
}
