import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import { shellSource } from '../../../server/src/dockerfile/shell-source.ts';

test('the shell gets the line, the bodies behind it, or the one body alone', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['RUN a \\\n && b', 'line', 'a \\\n && b'],
    ['RUN --mount=type=cache,target=/x a', 'line', 'a'],
    ['RUN cat <<A >/f && b\nx\nA', 'line', 'cat <<A >/f && b\nx\nA'],
    ['RUN <<A <<B\na\nA\nb\nB', 'line', '<<A <<B\na\nA\nb\nB'],
    ['RUN <<EOF\na\nb\nEOF', 'script', 'a\nb\n'],
    ["RUN <<-'EOF'\n\ta\n\tEOF", 'script', '\ta\n'],
    ['RUN <<EOF\n#!/bin/sh -e\na\nEOF', 'script', '#!/bin/sh -e\na\n'],
    ['RUN <<EOF\n#!/usr/bin/env bash\na\nEOF', 'script', '#!/usr/bin/env bash\na\n'],
    ['RUN <<EOF\n#!/usr/bin/env python3\nimport sh\nEOF', 'program', '#!/usr/bin/env python3\nimport sh\n'],
    ['CMD exec ./x', 'line', 'exec ./x'],
    ['ENTRYPOINT ./x', 'line', './x'],
    ['HEALTHCHECK --interval=5s CMD curl x || exit 1', 'line', 'curl x || exit 1'],
  ];
  for (const [line, kind, written] of cases) {
    const text = `FROM a\n${line}\nUSER x\n`;
    const source = sourceOf(text);
    assert.equal(source?.kind, kind, line);
    assert.equal(source && text.slice(source.span.start, source.span.end), written, line);
  }
});

test('nothing goes to a shell from JSON forms and other instructions', () => {
  for (const line of [
    'RUN ["a"]',
    'CMD []',
    'RUN',
    'HEALTHCHECK NONE',
    'HEALTHCHECK CMD ["a"]',
    'USER x',
    'COPY <<A /x\nA',
  ]) {
    assert.equal(sourceOf(`FROM a\n${line}\n`), null, line);
  }
});

test('a trigger is asked as the instruction it is', () => {
  const text = 'FROM a\nONBUILD RUN <<EOF\nx\nEOF\n';
  const trigger = parseDockerfile(text).value.instructions[1]?.trigger;
  assert.deepEqual(trigger && shellSource(trigger, text)?.kind, 'script');
});

function sourceOf(text: string): ReturnType<typeof shellSource> {
  const instruction = parseDockerfile(text).value.instructions[1];
  return instruction ? shellSource(instruction, text) : assert.fail();
}
