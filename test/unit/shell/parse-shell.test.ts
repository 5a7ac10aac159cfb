import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sequence, ShellNode, SimpleCommand, Word } from '../../../server/src/shell/ast.ts';
import { parseShell, type ShellOptions } from '../../../server/src/shell/parse-shell.ts';

const at = { escape: '\\', offset: 0 } as const;

test('commands keep their spans over continuations, comment lines and empty lines', () => {
  const body = 'apk add \\\n  # why\n\n  libwebp-dev \\\r\n && go build \\\n  ./cmd/x';
  const text = `FROM a\nRUN ${body}`;
  const { value, errors } = parseShell(body, { escape: '\\', offset: text.length - body.length });
  assert.deepEqual(errors, []);
  const [install, build] = commands(value);
  assert.deepEqual(literals(install), ['apk', 'add', 'libwebp-dev']);
  assert.deepEqual(literals(build), ['go', 'build', './cmd/x']);
  assert.deepEqual(
    build?.words.map((word) => text.slice(word.start, word.end)),
    ['go', 'build', './cmd/x'],
  );
  assert.equal(text.slice(install?.start, install?.end), 'apk add \\\n  # why\n\n  libwebp-dev');
  const { operator, operatorSpan } = value.items[1] ?? assert.fail();
  assert.equal(operator, '&&');
  assert.equal(text.slice(operatorSpan?.start, operatorSpan?.end), '&&');
});

test('a comment line inside a quoted string is no part of it', () => {
  const [command] = commands(parse('echo "a \\\n  # c\n b" \'x\\\ny\''));
  assert.deepEqual(literals(command), ['echo', 'a  b', 'xy']);
});

test('a backtick may be the escape character', () => {
  const [command] = commands(parse('copy a `\n  b', { escape: '`' }));
  assert.deepEqual(literals(command), ['copy', 'a', 'b']);
});

test('a script keeps comments and continuations of its own', () => {
  const script = 'set -e\necho a \\\n  # comment\necho b\n\ngo build \\\n  ./x\n';
  const { items } = parse(script, { script: true });
  assert.deepEqual(
    items.map((item) => literals(item.node)),
    [
      ['set', '-e'],
      ['echo', 'a'],
      ['echo', 'b'],
      ['go', 'build', './x'],
    ],
  );
  assert.deepEqual(
    items.map((item) => item.operator),
    [null, ';', ';', ';'],
  );
});

test('operators stand between the items they join', () => {
  const text = 'a && b || c; d & e\nf # note\ng';
  const { items } = parse(text);
  assert.deepEqual(
    items.map((item) => [
      item.operator,
      item.operatorSpan && text.slice(item.operatorSpan.start, item.operatorSpan.end),
    ]),
    [
      [null, null],
      ['&&', '&&'],
      ['||', '||'],
      [';', ';'],
      ['&', '&'],
      [';', '\n'],
      [';', '\n'],
    ],
  );
});

test('words are made of parts', () => {
  const parts = (text: string): unknown => commands(parse(`x ${text}`))[0]?.words[1]?.parts.map(short);
  assert.deepEqual(parts('a"b $C"\'$d\''), ['a', '"b ', '"$C', '"$d']);
  assert.deepEqual(parts('./cmd/${S:-w$o}'), ['./cmd/', '${S:-w|$o}']);
  assert.deepEqual(parts('${S+x}'), ['${S+x}']);
  assert.deepEqual(parts('${S:=x}'), ['${S:=x}']);
  assert.deepEqual(parts('${S%x}'), ['${S%x}']);
  assert.deepEqual(parts('${#S}'), ['?${#S}']);
  assert.deepEqual(parts('a$(b)`c`$((1+1))'), ['a', '?$(b)', '?`c`', '?$((1+1))']);
  assert.deepEqual(
    parts('cmd/*/main.go'),
    ['cmd/', '*', '/main.go'].map((text, index) => (index === 1 ? `*${text}` : text)),
  );
  assert.deepEqual(parts('a\\ b'), ['a', '" ', 'b']);
  assert.deepEqual(parts('~/a\\ b'), ['"$HOME', '/a', '" ', 'b']);
  assert.deepEqual(parts('""'), ['"']);
  assert.deepEqual(parts('~/x'), ['"$HOME', '/x']);
  assert.deepEqual(parts('~'), ['"$HOME']);
  assert.deepEqual(parts('"~/x"'), ['"~/x']);
  assert.deepEqual(parts('~joe/x'), ['?~joe', '/x']);
  assert.deepEqual(parts('"$@"'), ['"$@']);
  assert.deepEqual(parts('$1$?'), ['$1', '?$?']);
});

test('a literal is known only when every part is', () => {
  const [command] = commands(parse('a b"c"\\d $e *.go'));
  assert.deepEqual(literals(command), ['a', 'bcd', null, null]);
});

test('assignments before a command and behind export', () => {
  const [build, exported, bare] = commands(
    parse('CGO_ENABLED=0 GOOS="linux" go build; export A=1 B="$C d" E; F=*.go'),
  );
  assert.deepEqual(
    build?.assignments.map(({ name, value }) => [name, value.literal]),
    [
      ['CGO_ENABLED', '0'],
      ['GOOS', 'linux'],
    ],
  );
  assert.deepEqual(
    exported?.words.map((word) => word.parts.map(short)),
    [['export'], ['A=', '1'], ['B=', '"$C', '" d'], ['E']],
  );
  assert.deepEqual(
    exported?.words.map((word) => word.literal),
    ['export', 'A=1', null, 'E'],
  );
  assert.deepEqual(bare?.words, []);
  assert.equal(bare?.assignments[0]?.value.literal, '*.go');
});

test('every construct has its place in the tree', () => {
  const text = [
    'for p in api worker; do go build -o /out/$p ./cmd/$p || exit 1; done',
    'if [ -f x ]; then a; elif b; then c; else d; fi',
    'case "$1" in api|web) a ;; *) b ;; esac',
    'while read -r l; do a; done < list',
    'f() { a; }',
    '(cd x && a) > log 2>&1',
    '! a | b',
    '[[ -n $x ]]',
  ].join('\n');
  const { items } = parse(text, { script: true });
  assert.deepEqual(
    items.map((item) => item.node.kind),
    ['for', 'if', 'case', 'while', 'function', 'subshell', 'pipeline', 'opaque'],
  );
  const [loop, choice, match, repeat, , group, pipe] = items.map((item) => item.node);
  assert.ok(
    loop?.kind === 'for' && choice?.kind === 'if' && match?.kind === 'case' && repeat?.kind === 'while',
  );
  assert.deepEqual([loop.variable, loop.words.map((word) => word.literal)], ['p', ['api', 'worker']]);
  assert.equal(text.slice(loop.wordsSpan.start, loop.wordsSpan.end), 'api worker');
  assert.equal(loop.body.items.length, 2);
  assert.deepEqual([choice.branches.length, choice.otherwise?.items.length], [2, 1]);
  assert.deepEqual(
    match.branches.map((branch) => branch.patterns.map((pattern) => pattern.text)),
    [['api', 'web'], ['*']],
  );
  assert.equal(repeat.redirects?.[0]?.target?.literal, 'list');
  assert.ok(group?.kind === 'subshell' && pipe?.kind === 'pipeline');
  assert.deepEqual(
    group.redirects?.map((redirect) => [redirect.operator, redirect.fd, redirect.target?.literal]),
    [
      ['>', null, 'log'],
      ['>&', 2, '1'],
    ],
  );
  assert.deepEqual([pipe.negated, pipe.commands.length], [true, 2]);
});

test('redirects and heredocs', () => {
  const text = "cat <<EOF >/f && cat <<'Q' 2>>/g\nhello $X\nEOF\n$raw\nQ\n";
  const [first, second] = commands(parse(text));
  assert.deepEqual(
    first?.redirects.map(({ operator, target, body }) => [
      operator,
      target?.literal ?? null,
      body && body.parts.map(short),
    ]),
    [
      ['<<', null, ['"hello ', '"$X', '"\n']],
      ['>', '/f', null],
    ],
  );
  assert.deepEqual(
    second?.redirects.map(({ operator, fd, body }) => [operator, fd, body?.literal ?? null]),
    [
      ['<<', null, '$raw\n'],
      ['>>', 2, null],
    ],
  );
});

test('what is broken becomes opaque, and an error says why', () => {
  for (const [text, kinds] of [
    ['a && && b; c', ['command', 'opaque']],
    ['a; ) b', ['command', 'opaque']],
    ['if x; then y', ['if']],
    ['echo "abc && go', ['command']],
    ['for x in', ['for']],
    ['done', ['opaque']],
  ] as const) {
    const { value, errors } = parseShell(text, at);
    assert.ok(errors.length > 0, text);
    assert.deepEqual(
      value.items.map((item) => item.node.kind),
      kinds,
      text,
    );
  }
  assert.deepEqual(parseShell('', at).value.items, []);
});

function parse(text: string, options: Partial<ShellOptions> = {}): Sequence {
  const { value, errors } = parseShell(text, { ...at, ...options });
  assert.deepEqual(errors, []);
  return value;
}

const commands = (sequence: Sequence): SimpleCommand[] =>
  sequence.items.flatMap((item) => (item.node.kind === 'command' ? [item.node] : []));

const literals = (node: ShellNode | undefined): (string | null)[] =>
  node?.kind === 'command' ? node.words.map((word) => word.literal) : [];

/** A part in few characters: `"` for quoted, `$` for a variable, `*` for a pattern, `?` for the unknown. */
function short(part: Word['parts'][number]): string {
  switch (part.kind) {
    case 'literal':
      return (part.quoted ? '"' : '') + part.text;
    case 'variable': {
      const operand = part.operand ? part.operand.parts.map(short).join('|') : '';
      return (
        (part.quoted ? '"' : '') +
        (part.operator ? `\${${part.name}${part.operator}${operand}}` : `$${part.name}`)
      );
    }
    case 'glob':
      return `*${part.text}`;
    case 'unknown':
      return `?${part.text}`;
  }
}
