import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instruction } from '../../../server/src/dockerfile/ast.ts';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import { sameData } from '../../../server/src/text/same-data.ts';

// What BuildKit makes of a file is compared with BuildKit itself in test/oracle; here stand offsets and the shape of the tree.

test('every token keeps its offsets over continuations, comments and empty lines', () => {
  const text = 'FROM a\nENV A=1 \\\n  # why\n\n  B="x \\\n y" C=2\n';
  const env = one(text, 'ENV');
  assert.deepEqual(
    env.words.map((word) => [word.value, text.slice(word.start, word.end)]),
    [
      ['A=1', 'A=1'],
      ['B="x  y"', 'B="x \\\n y"'],
      ['C=2', 'C=2'],
    ],
  );
  assert.equal(text.slice(env.restSpan.start, env.restSpan.end), 'A=1 \\\n  # why\n\n  B="x \\\n y" C=2');
  assert.equal(env.rest.text, 'A=1   B="x  y" C=2');
  assert.deepEqual([env.startLine, env.endLine], [1, 5]);
  assert.deepEqual(
    parseDockerfile(text).value.comments.map((comment) => comment.value),
    ['# why'],
  );
});

test('ENV, LABEL and ARG come as pairs, the old form too', () => {
  const pairs = (line: string): unknown =>
    one(`FROM a\n${line}`, line.slice(0, 3) === 'LAB' ? 'LABEL' : line.slice(0, 3)).pairs.map((pair) => [
      pair.name.value,
      pair.value && pair.value.value,
    ]);
  assert.deepEqual(pairs('ENV A=1 B="x=y"'), [
    ['A', '1'],
    ['B', '"x=y"'],
  ]);
  assert.deepEqual(pairs('ENV A b c'), [['A', 'b c']]);
  assert.deepEqual(pairs('LABEL a.b=c d='), [
    ['a.b', 'c'],
    ['d', ''],
  ]);
  assert.deepEqual(pairs('ARG A B=$C'), [
    ['A', null],
    ['B', '$C'],
  ]);
  const text = 'FROM a\nENV A=1 \\\n B="x y"';
  const second = one(text, 'ENV').pairs[1];
  assert.equal(second && text.slice(second.name.start, second.name.end), 'B');
  assert.equal(second?.value && text.slice(second.value.start, second.value.end), '"x y"');
});

test('flags carry their argument and its span', () => {
  const text = 'FROM a\nCOPY --from=build --link --chown="a b" /x /y';
  const { flags, rest } = one(text, 'COPY');
  assert.deepEqual(
    flags.map((flag) => [
      flag.name,
      flag.argument?.value,
      text.slice(flag.argument?.start, flag.argument?.end),
    ]),
    [
      ['from', 'build', 'build'],
      ['link', undefined, text],
      ['chown', 'a b', '"a b"'],
    ],
  );
  assert.equal(rest.text, '/x /y');
});

test('the strings of a JSON form have the spans of their literals', () => {
  const text = 'FROM a\nCMD [ "./\\u0061", \\\n  "b c" ]';
  const { json } = one(text, 'CMD');
  assert.deepEqual(
    json?.map((item) => [item.value, text.slice(item.start, item.end)]),
    [
      ['./a', '"./\\u0061"'],
      ['b c', '"b c"'],
    ],
  );
});

test('heredocs know their body and where they end', () => {
  const text = "FROM a\nRUN cat <<'A' 3<<-B >/f\nfoo\nA\n\tbar\n\tB\nUSER x\n";
  const run = one(text, 'RUN');
  assert.deepEqual(
    run.heredocs.map(({ name, fd, expand, chomp, body, closed }) => ({
      name,
      fd,
      expand,
      chomp,
      closed,
      body: text.slice(body.start, body.end),
    })),
    [
      { name: 'A', fd: 0, expand: false, chomp: false, closed: true, body: 'foo\n' },
      { name: 'B', fd: 3, expand: true, chomp: true, closed: true, body: '\tbar\n' },
    ],
  );
  assert.equal(text.slice(run.start, run.end), "RUN cat <<'A' 3<<-B >/f\nfoo\nA\n\tbar\n\tB");
  assert.deepEqual([run.startLine, run.endLine], [1, 5]);
});

test('ONBUILD shares the heredocs of its trigger', () => {
  const onbuild = one('FROM a\nONBUILD RUN <<EOF\nx\nEOF\nUSER y', 'ONBUILD');
  assert.equal(onbuild.trigger?.keyword, 'RUN');
  assert.equal(onbuild.trigger?.heredocs[0], onbuild.heredocs[0]);
  assert.equal(onbuild.trigger?.end, onbuild.end);
});

test('instructions fall into stages, and ARGs before them are global', () => {
  const text = 'ARG V=1\nFROM --platform=$BUILDPLATFORM golang:$V AS Build\nRUN x\nFROM build\nCMD y\n';
  const { value, errors } = parseDockerfile(text);
  assert.deepEqual(errors, []);
  assert.equal(value.globals.length, 1);
  assert.deepEqual(
    value.stages.map((stage) => [
      stage.index,
      stage.name?.value ?? null,
      stage.base.value,
      stage.platform?.argument?.value ?? null,
      text.slice(stage.span.start, stage.span.end),
    ]),
    [
      [0, 'Build', 'golang:$V', '$BUILDPLATFORM', 'FROM --platform=$BUILDPLATFORM golang:$V AS Build\nRUN x'],
      [1, null, 'build', null, 'FROM build\nCMD y'],
    ],
  );
});

test('directives are found before anything else, and are no comments', () => {
  const { value } = parseDockerfile(
    '# syntax=docker/dockerfile:1\n# escape=`\n# note\nFROM a\nRUN x `\n  y\\',
  );
  assert.deepEqual(
    value.directives.map(({ name, value: written }) => [name, written]),
    [
      ['syntax', 'docker/dockerfile:1'],
      ['escape', '`'],
    ],
  );
  assert.equal(value.escape, '`');
  assert.deepEqual(
    value.comments.map((comment) => comment.value),
    ['# note'],
  );
  assert.equal(value.instructions[1]?.rest.text, 'x   y\\');
});

test('text that is being typed still gives a tree, and errors that lie on it', () => {
  for (const [text, message, at] of [
    ['FROM a\nCOPY x', /requires at least two arguments/, 'x'],
    ['FROM a\nRUNN x', /unknown instruction: RUNN/, 'RUNN'],
    ['FROM a AS', /either one or three/, 'a AS'],
    ['RUN x\nFROM a', /before the first FROM/, 'RUN'],
    ['FROM a\nRUN <<EOF\nx', /unterminated heredoc/, 'RUN'],
    ['FROM a\nENV A', /two arguments/, 'A'],
    ['FROM a\nRUN --mont=type=cache x', /unknown flag: --mont/, '--mont=type=cache'],
    ['FROM a\nCMD ["a", 1]', /strings only/, '["a", 1]'],
    ['', /no instructions/, ''],
  ] as const) {
    const { value, errors } = parseDockerfile(text);
    const error = errors.find((each) => message.test(each.message));
    assert.ok(error, `${text}: ${JSON.stringify(errors)}`);
    assert.equal(text.slice(error.span.start, error.span.end), at);
    assert.equal(value.text, text);
  }
});

test('two parses of one text are the same data', () => {
  const text = 'FROM a\nRUN x \\\n y <<EOF\nb\nEOF';
  assert.ok(sameData(parseDockerfile(text), parseDockerfile(text)));
  assert.ok(!sameData(parseDockerfile(text), parseDockerfile(`${text}\n`)));
});

function one(text: string, keyword: string): Instruction {
  const found = parseDockerfile(text).value.instructions.find(
    (instruction) => instruction.keyword === keyword,
  );
  assert.ok(found);
  return found;
}
