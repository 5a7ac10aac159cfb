const F = 'FROM a\n';
const list = (n: number, make: (index: number) => string): string =>
  Array.from({ length: n }, (_, index) => make(index)).join('');

/** Dockerfiles that make a careless reader slow, deep or big; their length grows with `n`, and nothing else may. */
export const pathological: Readonly<Record<string, (n: number) => string>> = {
  'nested quotes': (n) => `${F}RUN ${`"'`.repeat(n)}`,
  'nested sh -c': (n) => `${F}RUN ${'sh -c "'.repeat(n / 10)}`,
  continuations: (n) => `${F}RUN a${' \\\n && b'.repeat(n)}`,
  'continued comments': (n) => `${F}RUN a${' \\\n # c\n'.repeat(n)}`,
  'long line': (n) => `${F}RUN ${'x'.repeat(100 * n)}`,
  'long words line': (n) => `${F}RUN ${'xy '.repeat(30 * n)}`,
  stages: (n) => 'FROM a AS b\n'.repeat(10 * n),
  'stage chain': (n) => 'FROM a AS s0\n' + list(10 * n, (i) => `FROM s${i} AS s${i + 1}\n`),
  'copy chain': (n) => 'FROM a AS s0\n' + list(n, (i) => `FROM a AS s${i + 1}\nCOPY --from=s${i} /x /x\n`),
  'copy chain dir': (n) => 'FROM a AS s0\n' + list(n, (i) => `FROM a AS s${i + 1}\nCOPY --from=s${i} / /\n`),
  'deep braces': (n) => `${F}ENV A=${'${A:-'.repeat(n)}`,
  'deep dollar braces': (n) => `${F}ENV A=${'${'.repeat(n)}`,
  'closed braces': (n) => `${F}ENV A=${'${A:-'.repeat(n)}x${'}'.repeat(n)}`,
  'run deep braces': (n) => `${F}RUN echo ${'${A:-'.repeat(n)}x${'}'.repeat(n)}`,
  'doubling env': (n) => `${F}ENV A=xy\n${'ENV A=$A$A\n'.repeat(n / 10)}`,
  'doubling arg': (n) => `ARG A=xy\n${'ARG A=$A$A\n'.repeat(n / 10)}${F}`,
  'doubling shell': (n) => `${F}RUN A=xy${'; A=$A$A'.repeat(n / 10)}; go build -o $A`,
  'doubling export': (n) => `${F}RUN export A=xy${'; export A=$A$A'.repeat(n / 10)}; go build -o $A`,
  'doubling workdir': (n) => `${F}ENV A=xy\n${'ENV A=$A/$A\nWORKDIR $A\n'.repeat(n / 10)}`,
  'doubling replace': (n) => `${F}ENV A=xy\n${'ENV A=${A//x/$A}\n'.repeat(n / 10)}`,
  envs: (n) => `${F}${list(n, (i) => `ENV A${i}=$A${i - 1}\n`)}`,
  args: (n) => `${F}${list(n, (i) => `ARG A${i}=$A${i - 1}\n`)}`,
  'env pairs': (n) => `${F}ENV ${list(n, (i) => `A${i}=1 `)}`,
  exposes: (n) => `${F}${'EXPOSE 80\n'.repeat(n)}`,
  runs: (n) => `${F}${list(n, (i) => `RUN mkdir /a${i}\n`)}`,
  installs: (n) => `FROM alpine\n${list(n, (i) => `RUN apk add a${i}\n`)}`,
  'installs and dels': (n) =>
    `FROM alpine\n${list(n, (i) => `RUN apk add --virtual v${i} a${i} && apk del v${i}\n`)}`,
  copies: (n) => `FROM golang\n${list(n, (i) => `COPY a${i} /b/\n`)}`,
  links: (n) =>
    `FROM a\nRUN ${Array.from({ length: n }, (_, i) => `ln -s /a${i} /a${i + 1}`).join(' && ')}\nRUN touch /a${n}/x`,
  'heredoc body': (n) => `${F}RUN <<E\n${'echo x\n'.repeat(n)}E\n`,
  heredocs: (n) => `${F}COPY ${'<<E '.repeat(n)} /x\n${'E\n'.repeat(n)}`,
  'unclosed heredocs': (n) => `${F}${'RUN <<E\n'.repeat(n)}`,
  'heredoc names': (n) => `${F}RUN ${list(n, (i) => `<<E${i} `)}`,
  'nested for': (n) =>
    `${F}RUN ${'for i in 1 2 3 4 5 6 7 8 9 0; do '.repeat(n / 50)}echo $i; ${'done; '.repeat(n / 50)}`,
  'nested for go': (n) =>
    `${F}RUN ${'for i in 1 2 3 4 5 6 7 8 9 0; do '.repeat(n / 50)}go build -o /a$i ./b; ${'done; '.repeat(n / 50)}`,
  functions: (n) =>
    `${F}RUN f0() { :; }; ${list(n / 50, (i) => `f${i + 1}() { f${i}; f${i}; f${i}; f${i}; f${i}; f${i}; }; `)}f${n / 50}`,
  ifs: (n) => `${F}RUN ${'if a; then touch /x; else touch /y; fi; '.repeat(n / 10)}\nRUN rm /x`,
  'nested ifs': (n) => `${F}RUN ${'if a; then '.repeat(n / 10)}touch /x; ${'fi; '.repeat(n / 10)}`,
  'or lists': (n) => `${F}RUN ${'touch /x || '.repeat(n)} true\nCOPY --from=a /x /x`,
  'or moves': (n) => `${F}RUN ${'mv /x /y || mv /y /x && '.repeat(n / 10)} true\nRUN mv /x /y && mv /y /z`,
  'copies of self': (n) =>
    `${F}RUN ${'cp -r /a /a/b && '.repeat(n / 10)} true\nRUN mv /a /b && cp /b/c/d/e/f/g /x`,
  globs: (n) => `FROM golang\nCOPY . .\nRUN go build ${'./*/* '.repeat(n)}`,
  'glob stars': (n) =>
    `${F}COPY ${'*'.repeat(20)}a /x\nENV A=${'a'.repeat(n)}\nENV B=\${A#${'*'.repeat(20)}b}`,
  json: (n) => `${F}CMD ${'['.repeat(n)}`,
  'json strings': (n) => `${F}CMD [${'"a",'.repeat(n)}"b"]`,
  onbuild: (n) => `${F}${'ONBUILD '.repeat(n)}`,
  flags: (n) => `${F}RUN ${'--mount=type=cache,target=/x '.repeat(n)} true`,
  mounts: (n) => `${F}RUN ${list(n, (i) => `--mount=type=bind,target=/x${i} `)} cp /x1/a /x2/b && ls /x3/*`,
  entrypoints: (n) => `${F}${'ENTRYPOINT a\nCMD b\n'.repeat(n)}`,
  nul: (n) => `${F}RUN ${'\0'.repeat(n)}`,
  dollars: (n) => `${F}RUN ${'$'.repeat(n)}\nENV A=${'$'.repeat(n)}`,
  substitutions: (n) => `${F}RUN ${'$('.repeat(n)}${')'.repeat(n)}`,
  backticks: (n) => `# escape=\`\n${F}RUN ${'`'.repeat(n)}`,
  'blank lines': (n) => `${F}RUN a \\\n${'\n'.repeat(n)}b`,
  workdirs: (n) => `${F}${'WORKDIR a\n'.repeat(n)}`,
  cd: (n) => `${F}RUN ${'cd a && '.repeat(n)} pwd`,
};
