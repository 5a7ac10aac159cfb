import fc from 'fast-check';

/** Dockerfiles put together from pieces that are likely to trip a parser, one line break style a file. */
export const dockerfiles = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...DIRECTIVES), { maxLength: 2 }),
      fc.array(instruction(), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '\n', '\n', '\r\n'),
      fc.constantFrom('', '', '\n', '\ufeff'),
    )
    .map(([directives, instructions, newline, edge]) => {
      const text = [...directives, ...instructions].join('\n').replaceAll('\n', newline);
      return edge === '\ufeff' ? edge + text : text + edge;
    });

/** Dockerfiles that BuildKit mostly accepts: stages of instructions, each with arguments and flags of its own. */
export const plausible = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', '', '# escape=`\n', '# syntax=docker/dockerfile:1\n'),
      fc.array(fc.constantFrom('ARG V=1', 'ARG A B="c d"', '# note', ''), { maxLength: 2 }),
      fc.constantFrom(
        'FROM golang:1.25 AS build',
        'from --platform=linux/amd64 a as B.2-x_y',
        'FROM $V',
        'FROM \\\n# c\n scratch',
      ),
      fc.array(fc.constantFrom(...VALID), { maxLength: 10 }),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([directive, globals, from, instructions, newline]) =>
      (directive + [...globals, from, ...instructions].join('\n')).replaceAll('\n', newline),
    );

/** The same with characters cut out, doubled or put in at random places. */
export const mutated = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      dockerfiles(),
      fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom(...CHARS)), { minLength: 1, maxLength: 6 }),
    )
    .map(([text, edits]) => {
      let chars = Array.from(text);
      for (const [at, remove, insert] of edits) {
        const index = at % (chars.length + 1);
        chars = [...chars.slice(0, index), insert, ...chars.slice(index + remove)];
      }
      return chars.join('');
    });

/** Words with quotes, escapes and every kind of `${…}`, some broken. */
export const words = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...CHARS) },
        { weight: 2, arbitrary: fc.constantFrom('a', '-', '/', ' ', '"b c"', "'$X'", '\\\\', '\\$', 'é') },
        { weight: 4, arbitrary: expansion() },
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(''));

const DIRECTIVES = [
  '# escape=`',
  '# escape=\\',
  '#syntax=docker/dockerfile:1',
  '# check=skip=all',
  '#  Escape = ` ',
  '# note',
  '',
  '#escape=x',
  '# escape=',
];
const VALID = [
  'RUN --mount=type=cache,target=/root/.cache \\\n  --network=none go build -o /x ./cmd/x',
  'RUN <<EOF\n#!/bin/sh\necho $X\nEOF',
  'RUN cat <<A <<-"B" >/f && echo\na\nA\n\tb\n\tB',
  "COPY <<'EOF' <<E2 /d/\nx\nEOF\ny\nE2",
  'COPY --from=build --chown=a:b --chmod=755 --link /x /y ./',
  'COPY --exclude=*.md --exclude=*.txt --parents --link=false ["a b", "/c"]',
  'ADD --checksum=sha256:0 --keep-git-dir=true --unpack https://x/y.tgz /z',
  'ENV A=1 B="two words" C=th\\ ree\\\n D=$A',
  'ENV OLD the rest of it',
  'LABEL "a.b"=c d=\'e f\'',
  'ARG X',
  'ARG Y=${X:-z} W',
  'CMD ["a", "b\\n", "\\u00e9"]',
  'CMD echo "a  b" | c',
  'CMD []',
  'ENTRYPOINT ["/x"]',
  'ENTRYPOINT exec /x',
  'EXPOSE 80 443/tcp ${P}',
  'HEALTHCHECK --interval=5s --timeout=1m30s --retries=3 CMD curl -f http://x || exit 1',
  'HEALTHCHECK --start-period=0s CMD ["a"]',
  'HEALTHCHECK NONE',
  'HEALTHCHECK --interval=1.5h CMD a',
  'ONBUILD RUN x <<EOF\nb\nEOF',
  'ONBUILD COPY . /',
  'ONBUILD NOPE a',
  'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  'USER a:b',
  'VOLUME /a /b',
  'VOLUME ["/a", "/b c"]',
  'WORKDIR /a b',
  'STOPSIGNAL SIGTERM',
  'MAINTAINER me <me@example.com>',
  'FROM build',
  'FROM scratch AS Last',
  'FROM --platform=$BUILDPLATFORM alpine',
  '',
  '# comment',
  'RUN a \\\n# c\n\n  && b',
  'RUN --security=insecure --device=x x',
];
const KEYWORDS = [
  'FROM',
  'RUN',
  'ARG',
  'ENV',
  'COPY',
  'ADD',
  'CMD',
  'ENTRYPOINT',
  'LABEL',
  'EXPOSE',
  'HEALTHCHECK',
  'ONBUILD',
  'SHELL',
  'USER',
  'VOLUME',
  'WORKDIR',
  'STOPSIGNAL',
  'MAINTAINER',
  'from',
  'Run',
  'NOPE',
  'ONBUILD RUN',
  'ONBUILD COPY',
  'HEALTHCHECK CMD',
  'FROM golang AS',
  '\tRUN',
  '\u00a0RUN',
];
const FLAGS = [
  '--from=build',
  '--mount=type=cache,target=/go',
  "--chown='a b'",
  '--platform=$BUILDPLATFORM',
  '--',
  '--link',
  '--link=no',
  '--x',
  '--interval=5s',
  '--chmod=0\\\n755',
  '--parents',
  '--exclude=a --exclude=b',
  '--from=x --from=y',
  '--network=none',
  '--chown=é',
  '--retries=3',
  '--timeout=0.5ms',
  '--from="a',
  '--f\\rom=x',
  '--mount=\'type=bind,"from=a,b$c"\'',
  '--mount=from=a$',
  '--mount=FROM=$X,target=/a',
  '--mount=type=bind,"a"b',
  '--mount=é,a"b',
  '--mount="x\\"',
  '--mount=',
  '--mount=,type=nope',
  '--device=a,required,b',
  '--device=vendor.com/c=d,required=maybe',
  '--device=name=a,name=b',
  '--device=a,required=T,x=y',
  '--device="\\"a\\",\\"b"',
  '--interval=1h.5m --retries=0x1',
  '--timeout=5 --retries=-3',
  '--start-period=1d',
  '--start-interval=-',
  '--interval=99999999h --retries=99999999999',
  '--timeout="5\t" --security="\\"\\\\"',
];
const ARGUMENTS = [
  'x',
  'a=b',
  'A=$B',
  'K v w',
  'a="x y"',
  "b='q\\' r",
  'c=\\',
  '["a", "b c"]',
  '["a\\u0041\\ud800"]',
  '["a", 1]',
  '[ "x" ',
  '[]',
  '["a"] x',
  '[["a"]]',
  'golang:1 AS build',
  'alpine as 2x',
  'scratch',
  '=v',
  '80/tcp 90',
  '.',
  './cmd /app/',
  '$X',
  '${X:-y}',
  '${X^^} <<EOF',
  '<<EOF',
  "<<'EOF'",
  '<<-EOF',
  '<<"E"OF',
  '3<<EOF',
  '<<EOF <<B',
  '<< EOF',
  '<<<EOF',
  '<<$X',
  'cat <<EOF > /f',
  '\\<<EOF',
  '"<<EOF"',
  'a  \t b',
  'a\u0085b\u00a0c',
  '\u{1f600}',
  'NONE',
  'CMD',
  'CMD ["a"]',
  'echo \\#',
  '# no comment',
  'a\\\\',
  '"unclosed',
  '[“a”]',
  '&& go build',
  '--late',
  '\v\fx',
];
const TAILS = [
  '',
  '',
  '',
  ' \\\n',
  '\\\n# note\n',
  ' \\ \t\n\n',
  '`\n',
  '\\\n\\\n',
  '\\\\\n',
  '\n\n',
  '\n# note',
  '\nbody $X\nEOF',
  '\n\ttabbed\n\tEOF',
  '\nEOF\nB',
  '\nOF',
  '\\\r\n x',
  ' \\\n  #\n  && y',
  ' ',
];
const CHARS = [
  '\\',
  '`',
  '"',
  "'",
  '$',
  '{',
  '}',
  ':',
  '-',
  '+',
  '?',
  '#',
  '%',
  '/',
  '*',
  ' ',
  '\t',
  '\n',
  '\r',
  '<',
  '=',
  '[',
  ']',
  ',',
  'a',
  'B',
  '1',
  '_',
  '~',
  '\u0085',
  '\u00e9',
  '\u{1f600}',
  '\ufeff',
  'X',
  'EMPTY',
  '.',
  '(',
  '|',
  '\\\\',
];

const some = (pieces: readonly string[], maxLength: number): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...pieces), { maxLength });

const instruction = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...KEYWORDS),
      fc.constantFrom(' ', ' ', ' ', '\t', '', ' \\\n'),
      some(FLAGS, 1),
      some(ARGUMENTS, 3),
      fc.constantFrom(...TAILS),
      some(ARGUMENTS, 1),
      fc.constantFrom(...TAILS),
    )
    .map(
      ([keyword, gap, flags, args, tail, more, end]) =>
        keyword + gap + [...flags, ...args].join(' ') + tail + more.join('') + end,
    );

const NAMES = [
  'X',
  'X',
  'X',
  'X',
  'PATH',
  'EMPTY',
  'UNSET',
  'X',
  'EMPTY',
  'UNSET',
  'PATH',
  '1',
  '@',
  '',
  'é',
  '0x',
];
const OPERATORS = [
  '',
  ':-',
  '-',
  ':+',
  '+',
  '#',
  '##',
  '%',
  '%%',
  '/',
  '//',
  '',
  ':-',
  '-',
  ':+',
  '+',
  ':?',
  '?',
  '#',
  '##',
  '%',
  '%%',
  '/',
  '//',
  ':',
  '^',
  '=',
  ':#',
  ',,',
];
const OPERANDS = [
  '',
  'a',
  'a b',
  '*',
  'a*',
  '*b*',
  '?',
  '\\*',
  '\\}',
  '\\/',
  "'*'",
  '"a b"',
  '"$X"',
  '/c',
  'b/c',
  '*/',
  '/*/x',
  'a/',
  '\\x',
  '$X',
  '"',
  '[a-c]',
  '.+',
  '\\\\',
  '#',
  '`*',
  '\u{1f600}?',
  '<',
  '<<  x',
];

const expansion = (): fc.Arbitrary<string> => {
  const braced = fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.constantFrom(...OPERATORS),
      some(OPERANDS, 2),
      fc.constantFrom('}', '}', '}', '}', ''),
    )
    .map(([name, operator, operand, end]) => `\${${name}${operator}${operand.join('')}${end}`);
  const nested = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...OPERATORS), braced)
    .map(([name, operator, inner]) => `\${${name}${operator}${inner}}`);
  return fc.oneof(
    { weight: 4, arbitrary: braced },
    nested,
    fc.constantFrom(...NAMES).map((name) => `$${name}`),
  );
};
