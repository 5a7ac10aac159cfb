import type { Written } from './compose-data.ts';

const one = (
  name: string,
  text: string,
  rest: Omit<Written, 'name' | 'files'> & { files?: Written['files'] } = {},
): Written => ({
  ...rest,
  name,
  files: { 'compose.yaml': text, ...rest.files },
});

/** A service `a` of one image, with more lines in it. */
const service = (name: string, lines: string, rest: Parameters<typeof one>[2] = {}): Written =>
  one(
    name,
    `services:\n  a:\n    image: x\n${lines
      .split('\n')
      .map((line) => `    ${line}\n`)
      .join('')}`,
    rest,
  );

const over = (name: string, base: string, override: string, rest: Partial<Written> = {}): Written => ({
  name: `override: ${name}`,
  files: { 'compose.yaml': base, 'compose.override.yaml': override, ...rest.files },
});

const forms = ['$X', '${X}', '${X:-d}', '${X-d}', '${X:?e}', '${X?e}', '${X:+r}', '${X+r}', '$$X', '$${X}'];
const states: readonly (readonly [string, Record<string, string>])[] = [
  ['unset', {}],
  ['empty', { X: '' }],
  ['set', { X: 'v' }],
];

/** Every form of a variable, with the variable unset, empty and set. */
const interpolations: readonly Written[] = forms.flatMap((form) =>
  states.map(([state, env]) => service(`${form} ${state}`, `environment:\n  V: "${form}"`, { env })),
);

const oddTemplates = [
  '${X',
  '${}',
  '$',
  '$ ',
  '$1',
  '${1X}',
  '${X!y}',
  '${X:}',
  '${X:-}',
  '${X-}',
  'a$X-b',
  '${X}${Y:-z}',
  '${X:-${Y:-z}}',
  '${X:-${Y}}',
  '${X:-$Y}',
  '${X:-a}b${Y:-c}d',
  '${X:-{}}',
  '${X:-a:-b}',
  '${X-a:?b}',
  '${X:-$$}',
  '${X:-http://h:80/p}',
  '${X:+a${Y:-b}}',
  '${X:?no ${Y:-y}}',
  '$${X}$X',
  '$_a ${_b1}',
  '${x:-l}',
  '${X:-"q"}',
  '${X:-a b} c}',
].map((text, index) => service(`template ${index}: ${text}`, `environment:\n  V: '${text}'`, { env: {} }));

const scalars = [
  '1',
  '1.10',
  '0755',
  '0o17',
  '0x1F',
  '1e3',
  '1_000',
  'yes',
  'no',
  'on',
  'true',
  'False',
  'NULL',
  '~',
  '',
  '.5',
  '-0',
  '+5',
  '.inf',
  '2001-01-01',
  '22:22',
  '"1"',
  "'1.10'",
  '|\n      two\n      lines',
  '>-\n      folded\n      text',
  '!!str 5',
  '12345678',
  '0.00001',
].map((text, index) => service(`scalar ${index}: ${text}`, `environment:\n  V: ${text}`));

const commands = [
  'a b',
  '"a b" c',
  "'a b' c",
  'a\\ b c',
  'a "b\\"c"',
  'a | b',
  'a && b',
  'a; b',
  'a > f',
  'a 2>f',
  'a 2 >f',
  'a $$(b c) d',
  'a (b)',
  "a 'b",
  'a `b c` d',
  'a ""',
  "''",
  '  a   b  ',
  'a\\',
  'sh -c "x y; z"',
  'a $$HOME',
].map((text, index) =>
  service(
    `command ${index}: ${text}`,
    `command: ${JSON.stringify(text)}\nentrypoint: ${JSON.stringify(text)}`,
  ),
);

const lists = [
  service('command as a list', 'command: [a, "b c", $$x]\nentrypoint: ["/e"]'),
  service('command null', 'command:\nentrypoint: null'),
  service('command empty list', 'command: []\nentrypoint: []'),
  service('command empty text', 'command: ""\nentrypoint: ""'),
  service('command in block text', 'command: >\n  a b\n  c\n'),
  service('command of a number', 'command: 5'),
];

const ports = [
  '"80"',
  '80',
  '"8080:80"',
  '"8080-8081:80-81"',
  '"80-82"',
  '"8000-9000:80"',
  '"127.0.0.1:80:80"',
  '"127.0.0.1::80"',
  '"80/udp"',
  '"80:80/TCP"',
  '"[::1]:80:80"',
  '"::1:80:80"',
  '"a"',
  '"80:a"',
  '"81-80"',
  '"80-81:80-82"',
  '"80/foo"',
  '"99999"',
  '"1.2.3:80:80"',
  '{target: 80}',
  '{target: "80", published: 8080}',
  '{target: 80, published: "8080-8090", protocol: udp, host_ip: 1.2.3.4}',
  '{published: 80}',
  '{target: 80, host_ip: x}',
  '22:22',
].map((text, index) => service(`port ${index}: ${text}`, `ports:\n  - ${text}`));

const volumes = [
  '/x',
  './x:/y',
  '../x:/y',
  '/x:/y:ro',
  'v:/y',
  'v:/y/',
  '~/x:/y',
  '.:/y',
  'x',
  'ab',
  'a:b:c:d',
  '"::"',
  'C:\\x:/y',
  '/x:/y:rw,z',
  'v:/y/../z',
  '{type: bind, source: ./x, target: /y}',
  '{type: volume, source: v, target: /y}',
  '{type: tmpfs, target: /y}',
  '{type: bind, target: /y}',
  '{target: /y}',
  '{type: volume, source: v}',
].map((text, index) =>
  one(
    `volume ${index}: ${text}`,
    `services:\n  a:\n    image: x\n    volumes:\n      - ${text}\nvolumes:\n  v:\n`,
  ),
);

const builds = [
  ['short', 'build: ./b'],
  ['short dot', 'build: .'],
  ['long', 'build:\n  context: b\n  dockerfile: D\n  target: t'],
  ['no context', 'build:\n  dockerfile: D'],
  ['empty map', 'build: {}'],
  ['inline', 'build:\n  context: .\n  dockerfile_inline: |\n    FROM x\n    RUN y'],
  ['inline and dockerfile', 'build: {dockerfile: D, dockerfile_inline: FROM x}'],
  ['git', 'build: https://github.com/x/y.git#main'],
  ['git at', 'build: git@github.com:x/y.git'],
  ['github', 'build: github.com/x/y'],
  ['scheme', 'build: docker-image://x'],
  ['absolute', 'build: /srv/../b/'],
  ['home', 'build: ~/b'],
  ['args map', 'build: {args: {A: 1, B: , C: "x", D: true, E: 1.50}}'],
  ['args list', 'build: {args: [A=1, B, C=x=y, A=2]}'],
  ['args from env', 'build: {args: [A, B, "C"]}'],
  ['args map from env', 'build: {args: {A: , B: null}}'],
  ['contexts map', 'build: {additional_contexts: {a: ./x, b: docker-image://y, c: https://z, d: service:a}}'],
  ['contexts list', 'build: {additional_contexts: [a=./x, "b=docker-image://y"]}'],
  ['contexts wrong', 'build: {additional_contexts: [a]}'],
  ['contexts unknown service', 'build: {additional_contexts: {a: service:nope}}'],
  [
    'platforms and tags',
    'build: {platforms: [linux/amd64, linux/arm64], tags: [a:1, b]}\nplatform: linux/arm64',
  ],
  ['other platform', 'build: {platforms: [linux/amd64]}\nplatform: linux/arm64'],
  ['variable in context', 'build: ${A}/x'],
  ['unset variable in context', 'build: ${NOPE}/x'],
  ['unset dockerfile', 'build: {dockerfile: "$NOPE"}'],
  ['null', 'build:'],
  ['number', 'build: 5'],
  ['unknown key', 'build: {foo: x}'],
  ['extension', 'build: {x-foo: y}'],
].map(([name = '', lines = '']) => service(`build ${name}`, lines, { env: { A: 'va', C: 'vc' } }));

const fields = [
  ['profiles', 'profiles: [a, b, a]'],
  ['expose', 'expose: [80, "81/udp", "82-83", 80]'],
  ['healthcheck text', 'healthcheck: {test: curl x}'],
  ['healthcheck list', 'healthcheck: {test: [CMD, curl, x]}'],
  ['healthcheck none', 'healthcheck: {test: [NONE]}'],
  ['healthcheck disabled', 'healthcheck: {disable: true}'],
  ['healthcheck wrong', 'healthcheck: {test: [curl]}'],
  [
    'healthcheck durations',
    'healthcheck: {test: a, interval: 1m30s, timeout: 5s, start_period: 1h, retries: "3"}',
  ],
  ['healthcheck wrong duration', 'healthcheck: {test: a, interval: 5}'],
  ['user and folder', 'user: "1000:1000"\nworking_dir: /app\nplatform: linux/amd64'],
  ['user number', 'user: 1000'],
  ['environment list', 'environment: [A=1, B, C=, "D=x=y", A=2]'],
  ['environment map', 'environment: {A: 1, B: , C: "", D: true, E: 1.0}'],
  ['environment trailing space', 'environment: ["A =1"]'],
  ['links', 'links: [b:c]'],
  ['unknown key', 'foo: bar'],
  ['extension', 'x-foo: {a: b}'],
  ['watch', 'develop: {watch: [{path: ./src, action: rebuild}, {path: x, action: sync, target: /y}]}'],
  ['watch without target', 'develop: {watch: [{path: x, action: sync}]}'],
  ['post_start', 'post_start: [{command: migrate up}, {command: [a, b], user: root, working_dir: /x}]'],
  ['pre_stop', 'pre_stop: [{command: [a, "$A"], environment: [B=1, C=]}, {command: c, environment: {D: 2}}]'],
  ['hook without command', 'post_start: [{user: root}]'],
  [
    'watch with exec',
    'develop: {watch: [{path: ./s, action: sync+exec, target: /y, exec: {command: worker -r, user: root}}]}',
  ],
  ['x-develop', 'x-develop: {watch: [{path: ./src, action: rebuild}]}'],
  ['scale', 'scale: 2'],
  ['scale and replicas', 'scale: 2\ndeploy: {replicas: 3}'],
  ['replicas and a name', 'container_name: x1\ndeploy: {replicas: 3}'],
  ['undefined volume', 'volumes: [nope:/x]'],
  ['undefined network', 'networks: [nope]'],
  ['undefined secret', 'secrets: [nope]'],
  ['undefined service', 'depends_on: [nope]'],
  ['two on one mount', 'volumes: [/x]\ntmpfs: /x'],
  ['flag', 'privileged: "yes"'],
  ['not a flag', 'privileged: "maybe"'],
  ['size', 'mem_limit: 1.5g\nshm_size: 64mb'],
  ['not a size', 'mem_limit: lots'],
  ['network of service', 'network_mode: service:a'],
].map(([name = '', lines = '']) => service(`service ${name}`, lines, { env: { B: 'vb' } }));

const anchors = [
  one('anchor and alias', 'x-b: &b {context: ./b}\nservices:\n  a: {build: *b}\n  b: {build: *b}\n'),
  one(
    'merge key',
    'x-s: &s\n  image: x\n  command: a\nservices:\n  a:\n    <<: *s\n  b:\n    <<: *s\n    command: b\n',
  ),
  one(
    'merge list',
    'x-a: &a {A: 1, B: 1}\nx-b: &b {B: 2, C: 2}\nservices:\n  a:\n    image: x\n    environment:\n      <<: [*a, *b]\n      D: 3\n',
  ),
  one('merge key after', 'x-s: &s {image: x, user: u}\nservices:\n  a:\n    image: y\n    <<: *s\n'),
  one(
    'merge of merges',
    'x-a: &a {image: x}\nx-b: &b {<<: *a, user: u}\nservices:\n  a: {<<: *b, working_dir: /w}\n',
  ),
  one('alias in a list', 'x-p: &p "80:80"\nservices:\n  a: {image: x, ports: [*p]}\n'),
  one('alias of another service', 'services:\n  a: &a {image: x}\n  b: *a\n'),
  one(
    'merge of another service',
    'services:\n  a: &a\n    image: x\n    ports: ["80"]\n  b:\n    <<: *a\n    ports: ["81"]\n',
  ),
  one('unknown alias', 'services:\n  a: *x\n'),
  one('merge of a text', 'services:\n  a: {image: x, <<: foo}\n'),
  one('merge of nothing', 'services:\n  a: {image: x, <<: }\n'),
  one('two merge keys', 'x-a: &a {image: x}\nx-b: &b {user: u}\nservices:\n  a:\n    <<: *a\n    <<: *b\n'),
  one('same key twice', 'services:\n  a: {image: x}\n  a: {image: y}\n'),
  one('variable in an anchor', 'x-i: &i ${X:-y}\nservices:\n  a: {image: *i}\n', { env: { X: 'z' } }),
  one('anchor of a null', 'x-n: &n\nservices:\n  a: {image: x, command: *n}\n'),
  one(
    'two documents',
    'services:\n  a: {image: x, ports: ["80"]}\n---\nservices:\n  a: {ports: ["81"]}\n  b: {image: y}\n',
  ),
  one('flow all', '{services: {a: {image: x, environment: {A: 1}, command: [a, b]}}}\n'),
  one('carriage returns', 'services:\r\n  a:\r\n    image: x\r\n    command: |\r\n      a\r\n      b\r\n'),
  one('byte order mark', '\uFEFFservices:\n  a: {image: x}\n'),
];

const top = [
  one('empty', ''),
  one('only a comment', '# x\n'),
  one('no services', 'volumes: {v: }\n'),
  one('empty services', 'services: {}\n'),
  one('null services', 'services:\n'),
  one('service null', 'services:\n  a:\n'),
  one('list', '- a\n'),
  one('unknown key', 'foo: 1\nservices: {a: {image: x}}\n'),
  one('version', 'version: "3.8"\nservices: {a: {image: x}}\n'),
  one('version number', 'version: 3.8\nservices: {a: {image: x}}\n'),
  one('name', 'name: My App\nservices: {a: {image: "x:${COMPOSE_PROJECT_NAME}"}}\n'),
  one('name with a variable', 'name: app-$X\nservices: {a: {image: "x:${COMPOSE_PROJECT_NAME}"}}\n', {
    env: { X: '1' },
  }),
  one('name of the folder', 'services: {a: {image: "x:${COMPOSE_PROJECT_NAME}"}}\n'),
  one('name set', 'services: {a: {image: "x:${COMPOSE_PROJECT_NAME}"}}\n', {
    env: { COMPOSE_PROJECT_NAME: 'set' },
  }),
  one('name set wrongly', 'services: {a: {image: x}}\n', { env: { COMPOSE_PROJECT_NAME: 'Set It' } }),
  one('number as a key', 'services: {1: {image: x}}\n'),
  one('name with a space', 'services: {"a b": {image: x}}\n'),
  one('tabs', 'services:\n\ta: {image: x}\n'),
  one('unclosed quote', 'services:\n  a: {image: "x}\n'),
  one('unclosed bracket', 'services:\n  a: {image: x\n'),
  one('bad indent', 'services:\n  a:\n    image: x\n   user: u\n'),
  one(
    'circle of dependencies',
    'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x, depends_on: [a]}\n',
  ),
  one(
    'dependencies',
    'services:\n  a: {image: x, depends_on: {b: {condition: service_healthy, restart: true}}}\n  b: {image: x}\n',
  ),
  one(
    'external volume',
    'services: {a: {image: x, volumes: [v:/x]}}\nvolumes: {v: {external: true, driver: d}}\n',
  ),
  one('secret', 'services: {a: {image: x, secrets: [s]}}\nsecrets: {s: {file: ./s}}\n'),
  one('secret without a source', 'services: {a: {image: x}}\nsecrets: {s: {}}\n'),
];

const A =
  'services:\n  a:\n    image: x\n    command: [a]\n    environment: {A: 1, B: 2}\n    ports: ["80:80", "81:81"]\n    volumes: ["./x:/x", "/y"]\n    expose: ["1"]\n    build: {context: ., args: {P: 1}, tags: [t1]}\n    depends_on: [b]\n    labels: {l: 1}\n    healthcheck: {test: [CMD, a], interval: 1s}\n    env_file: e1.env\n    profiles: [p]\n  b: {image: y}\n';
const E1 = { 'e1.env': 'E=1\nF=$E\n', 'e2.env': 'E=2\n' };

const overrides = [
  over('command', A, 'services: {a: {command: [b, c]}}', { files: E1 }),
  over('command null', A, 'services: {a: {command: }}', { files: E1 }),
  over('environment as a list', A, 'services: {a: {environment: [B=3, C]}}', { files: E1 }),
  over('environment as a map', A, 'services: {a: {environment: {B: 3, C: }}}', { files: E1 }),
  over('ports', A, 'services: {a: {ports: ["80:80", "82:82"]}}', { files: E1 }),
  over('ports in the long form', A, 'services: {a: {ports: [{target: 80, published: "80"}]}}', { files: E1 }),
  over('volumes', A, 'services: {a: {volumes: ["./z:/x", "/q"]}}', { files: E1 }),
  over('expose', A, 'services: {a: {expose: ["1", 2]}}', { files: E1 }),
  over('build short', A, 'services: {a: {build: ./b}}', { files: E1 }),
  over('build args', A, 'services: {a: {build: {args: [P=2, Q=3], tags: [t1, t2], target: z}}}', {
    files: E1,
  }),
  over(
    'depends_on as a map',
    A,
    'services: {a: {depends_on: {c: {condition: service_started}}}, c: {image: z}}',
    { files: E1 },
  ),
  over('healthcheck', A, 'services: {a: {healthcheck: {test: b}}}', { files: E1 }),
  over('env_file', A, 'services: {a: {env_file: [e2.env]}}', { files: E1 }),
  over('profiles', A, 'services: {a: {profiles: [q, p]}}', { files: E1 }),
  over('a new service', A, 'services: {n: {image: n}}', { files: E1 }),
  over('nothing to run alone', A, 'services: {n: {command: n}}', { files: E1 }),
  over('reset a value', A, 'services: {a: {build: !reset null}}', { files: E1 }),
  over('reset a list', A, 'services: {a: {ports: !reset []}}', { files: E1 }),
  over('reset a pair', A, 'services: {a: {environment: {A: !reset null}}}', { files: E1 }),
  over('reset a service', A, 'services: {a: !reset null}', { files: E1 }),
  over('override a list', A, 'services: {a: {ports: !override ["90:90"]}}', { files: E1 }),
  over('override a map', A, 'services: {a: {environment: !override {Z: 1}}}', { files: E1 }),
  over('override a build', A, 'services: {a: {build: !override {context: ./o}}}', { files: E1 }),
  over('override a service', A, 'services: {a: !override {image: o}}', { files: E1 }),
  over('a map over a list', A, 'services: {a: {volumes: {a: b}}}', { files: E1 }),
  over('a text over a map', A, 'services: {a: {healthcheck: x}}', { files: E1 }),
  over('a broken one', A, 'services: {a: {image: "}}', { files: E1 }),
  over('an empty one', A, '', { files: E1 }),
  {
    name: 'three files',
    files: {
      'a.yml': A,
      'b.yml': 'services: {a: {environment: [A=9]}}',
      'c.yml': 'services: {a: {command: c}}',
      ...E1,
    },
    load: ['a.yml', 'b.yml', 'c.yml'],
  },
  {
    name: 'files of two folders',
    files: {
      'a.yml': 'services: {a: {build: ./x}}',
      'd/b.yml': 'services: {a: {build: {context: ./y}}, b: {build: ./z}}',
    },
    load: ['a.yml', 'd/b.yml'],
  },
  {
    name: 'first file in a folder',
    files: {
      'd/a.yml': 'services: {a: {build: ./x, image: "i:$T"}}',
      'd/.env': 'T=sub\n',
      '.env': 'T=root\n',
    },
    load: ['d/a.yml'],
  },
] satisfies Written[];

const envs = [
  one('.env', 'services: {a: {image: "x:$A$B$C$D$E"}}', {
    files: { '.env': 'A=1\nexport B="two words"\nC=\'$A\' # c\nD=$A-${NOPE:-d}\n# E=1\nE=e # e\n' },
  }),
  one('.env and variables', 'services: {a: {image: "x:$A$B"}}', {
    env: { A: 'env' },
    files: { '.env': 'A=file\nB=$A\n' },
  }),
  one('.env escapes', 'services: {a: {environment: {A: , B: , C: , D: , E: }}}\n', {
    files: { '.env': 'A="a\\nb"\nB=\'a\\nb\'\nC="\\$x"\nD="q\\"q"\nE="\\t\\0101"\n' },
  }),
  service('.env values', 'environment: [A, B, C, D, E]', {
    files: { '.env': 'A="a\\nb"\nB=\'a\\nb\'\nC="\\$x"\nD="q\\"q"\nE="\\t\\0101"\n' },
  }),
  service('.env over lines', 'environment: [A, B]', { files: { '.env': 'A="a\nb"\nB=b\n' } }),
  service('.env with a colon', 'environment: [A, B]', { files: { '.env': 'A: a\nB : b\n' } }),
  service('.env unclosed', 'environment: [A]', { files: { '.env': 'A="a\nB=b\n' } }),
  service('.env with a bad name', 'environment: [A]', { files: { '.env': 'A!=a\n' } }),
  service('.env with a space in the name', 'environment: [A]', { files: { '.env': 'A B=a\n' } }),
  service('.env inherits', 'environment: [A, B]', { env: { A: 'x' }, files: { '.env': 'A\nB\n' } }),
  service('.env required', 'environment: [A]', { files: { '.env': 'A=${B:?no b}\n' } }),
  service('.env without an end', 'environment: [A]', { files: { '.env': 'A=a' } }),
  service('.env name at the end', 'environment: [A]', { files: { '.env': 'A' } }),
  service('.env comment in a value', 'environment: [A, B, C]', {
    files: { '.env': 'A=a#b\nB=a #b\nC="a #b" #c\n' },
  }),
  service('.env carriage returns', 'environment: [A, B]', { files: { '.env': 'A=a\r\nB="b"\r\n' } }),
  service('.env twice', 'environment: [A, B]', { files: { '.env': 'A=1\nB=$A\nA=2\n' } }),
  service('env_file', 'env_file: e.env\nenvironment: {B: own}', {
    files: { 'e.env': 'A=1\nB=2\nC=$B$X\n' },
    env: { X: 'x' },
  }),
  service(
    'env_file list',
    'env_file: [e.env, {path: f.env, required: false}, {path: none.env, required: false}]',
    { files: { 'e.env': 'A=1\n', 'f.env': 'A=2\nB=$A\n' } },
  ),
  service('env_file missing', 'env_file: none.env'),
  service('env_file missing by default', 'env_file: [{path: none.env}]'),
  service('env_file not required as text', 'env_file: [{path: none.env, required: "false"}]'),
  service('env_file broken', 'env_file: e.env', { files: { 'e.env': 'A="\n' } }),
  ...Object.entries({
    'as it stands': 'A="q $B"  \n  B=x # y\n#C=1\nD=a=b\n\nE=\n',
    'names alone': 'A\nOUTER\nOWN\n',
    'a blank in a name': 'A=1\nB C=2\nD=3\n',
    'no name': 'A=1\n=2\n',
    'CRLF and a byte order mark': '\uFEFFA=1\r\nB= 2 \r\n',
    'a blank behind a name': 'A =1\n',
  }).map(([name, text]) =>
    service(`env_file raw: ${name}`, 'env_file: [{path: e.env, format: raw}]\nenvironment: {OWN: o}', {
      files: { 'e.env': text },
      env: { OUTER: 'out' },
    }),
  ),
  service('env_file of an unknown format', 'env_file: [{path: e.env, format: toml}]', {
    files: { 'e.env': 'A=1\n' },
  }),
  service('env_file of a format, gone', 'env_file: [{path: e.env, format: raw, required: false}]'),
  service('env_file and null', 'env_file: e.env\nenvironment: {A: }', { files: { 'e.env': 'A=1\n' } }),
  service('env_file in a folder', 'env_file: d/e.env', { files: { 'd/e.env': 'A=1\n' } }),
  service('env_file inherits', 'env_file: e.env', { files: { 'e.env': 'X\nY\n' }, env: { X: 'x' } }),
  service('label_file missing', 'label_file: none'),
];

const B =
  'services:\n  base:\n    build: ./b\n    command: [base]\n    environment: {A: 1, B: 2}\n    ports: ["80:80"]\n    volumes: ["./d:/d", "n:/n"]\n    env_file: e.env\n    develop: {watch: [{path: ./src, action: rebuild}]}\n  mid:\n    extends: base\n    user: mid\nvolumes: {n: }\n';
const BASE = { 'd/base.yml': B, 'd/e.env': 'E=1\n' };
const N = 'volumes: {n: }\n';

const extended = [
  one(
    'extends in one file',
    'services:\n  b: {image: x, environment: {A: 1}, ports: ["80"]}\n  a: {extends: b, environment: [B=2], ports: ["81"]}\n',
  ),
  one('extends as a map', 'services:\n  b: {image: x}\n  a: {extends: {service: b}, user: u}\n'),
  one(
    'extends of another file',
    `services: {a: {extends: {file: d/base.yml, service: base}, command: [a], ports: ["81:81"]}}\n${N}`,
    { files: BASE },
  ),
  one(
    'extends of a chain',
    `services: {a: {extends: {file: d/base.yml, service: mid}, environment: {A: 9}}}\n${N}`,
    { files: BASE },
  ),
  one(
    'extends twice of a file',
    `services:\n  a: {extends: {file: d/base.yml, service: base}}\n  b: {extends: {file: d/base.yml, service: mid}}\n${N}`,
    { files: BASE },
  ),
  one('extends over three files', `services: {a: {extends: {file: c/c.yml, service: c}}}\n${N}`, {
    files: {
      ...BASE,
      'c/c.yml': 'services: {c: {extends: {file: ../d/base.yml, service: base}, volumes: [./c:/c]}}',
    },
  }),
  one('extends of no file', 'services: {a: {extends: {file: none.yml, service: b}}}'),
  one('extends of no service', 'services: {a: {image: x, extends: b}}'),
  one('extends of no service in a file', 'services: {a: {extends: {file: d/base.yml, service: nope}}}', {
    files: BASE,
  }),
  one('extends without a service', 'services: {a: {extends: {file: d/base.yml}}}', { files: BASE }),
  one(
    'extends in a circle',
    'services:\n  a: {extends: b, image: x}\n  b: {extends: c}\n  c: {extends: a}\n',
  ),
  one('extends itself', 'services: {a: {extends: a, image: x}}'),
  one('extends in a circle of files', 'services: {a: {extends: {file: o.yml, service: b}}}', {
    files: { 'o.yml': 'services: {b: {extends: {file: compose.yaml, service: a}}}' },
  }),
  one(
    'extends and depends',
    'services:\n  b: {image: x, depends_on: [c]}\n  a: {extends: b}\n  c: {image: y}\n',
  ),
  one(
    'extends and resets',
    'services:\n  b: {image: x, ports: ["80"], environment: {A: 1, B: 2}}\n  a: {extends: b, ports: !reset [], environment: {A: !reset null}}\n',
  ),
  one(
    'extends and overrides',
    'services:\n  b: {image: x, ports: ["80"], command: b}\n  a: {extends: b, ports: !override ["81"]}\n',
  ),
  one(
    'extends with a variable',
    'services: {a: {extends: {file: "${D}/base.yml", service: base}}}\nvolumes: {n: }\n',
    { files: BASE, env: { D: 'd' } },
  ),
  one('extends of a file without services', 'services: {a: {extends: {file: o.yml, service: b}}}', {
    files: { 'o.yml': 'x-a: 1\n' },
  }),
  one(
    'extends with a build',
    'services:\n  b: {build: {context: ./b, dockerfile: D, args: {A: 1}}}\n  a: {extends: b, build: {target: t, args: [B=2]}}\n',
  ),
  one(
    'extends with a short build',
    'services:\n  b: {build: ./b}\n  a: {extends: b, build: {dockerfile: D}}\n',
  ),
  // Where two files extend each other by the same names, compose-go takes it or calls it a circle by the order of a Go
  // map, so that nothing can be held against it.
  over(
    'of what is extended',
    'services:\n  b: {image: x}\n  a: {extends: b, user: u}\n',
    'services: {b: {image: y}, a: {working_dir: /w}}',
  ),
];

const included = [
  one('include', 'include: [d/c.yml]\nservices: {a: {image: x}}', {
    files: { 'd/c.yml': 'services: {b: {build: ., env_file: e.env, volumes: ["./v:/v"]}}', 'd/e.env': 'A=1' },
  }),
  one(
    'include in the long form',
    'include:\n  - path: d/c.yml\n    project_directory: p\n    env_file: v.env\n',
    { files: { 'd/c.yml': 'services: {b: {build: ./x, image: "i:$V"}}', 'v.env': 'V=1', 'p/keep': '' } },
  ),
  one('include of several paths', 'include:\n  - path: [d/c.yml, o/o.yml]\n', {
    files: {
      'd/c.yml': 'services: {b: {build: ./x, command: c}}',
      'o/o.yml': 'services: {b: {command: o, build: {context: ./y}}}',
    },
  }),
  one('include with its .env', 'include: [d/c.yml]', {
    files: {
      '.env': 'A=root',
      'd/.env': 'A=sub\nB=$A',
      'd/c.yml': 'services: {b: {image: "i:$A-$B", environment: [B], build: {args: [B]}}}',
    },
  }),
  one('include with several env files', 'include: [{path: d/c.yml, env_file: [a.env, b.env]}]', {
    files: { 'a.env': 'A=1\nB=1', 'b.env': 'B=2', 'd/c.yml': 'services: {b: {image: "i:$A-$B"}}' },
  }),
  one('include with env_file null', 'include: [{path: d/c.yml, env_file: /dev/null}]', {
    files: { 'd/.env': 'A=1', 'd/c.yml': 'services: {b: {image: "i:$A"}}' },
  }),
  one('include with no env file', 'include: [{path: d/c.yml, env_file: none.env}]', {
    files: { 'd/c.yml': 'services: {b: {image: i}}' },
  }),
  one('include of no file', 'include: [none.yml]\nservices: {a: {image: x}}'),
  one('include no list', 'include: d/c.yml', { files: { 'd/c.yml': 'services: {b: {image: i}}' } }),
  one('include in include', 'include: [d/c.yml]', {
    files: {
      'd/c.yml': 'include: [e/f.yml]\nservices: {b: {build: ./b}}',
      'd/e/f.yml': 'services: {c: {build: ./c, volumes: ["../q:/q"]}}',
    },
  }),
  one('include itself', 'include: [compose.yaml]\nservices: {a: {image: x}}'),
  one('include in a circle', 'include: [o.yml]\nservices: {a: {image: x}}', {
    files: { 'o.yml': 'include: [compose.yaml]\nservices: {b: {image: x}}' },
  }),
  one('include of one file twice', 'include: [l.yml, r.yml]', {
    files: {
      'l.yml': 'include: [b.yml]\nservices: {l: {image: x}}',
      'r.yml': 'include: [b.yml]\nservices: {r: {image: x}}',
      'b.yml': 'services: {b: {image: x, ports: ["80"]}}',
    },
  }),
  one(
    'include and change',
    'include: [o.yml]\nservices: {b: {command: mine, environment: [A=2], ports: ["81"]}}',
    {
      files: {
        'o.yml': 'services: {b: {image: x, command: theirs, environment: {A: 1, B: 1}, ports: ["80"]}}',
      },
    },
  ),
  one('include and extend', 'include: [o.yml]\nservices: {a: {extends: b, user: u}}', {
    files: { 'o.yml': 'services: {b: {image: x, build: ./b}}' },
  }),
  one('include and depend', 'include: [o.yml]\nservices: {a: {image: x, depends_on: [b], networks: [n]}}', {
    files: { 'o.yml': 'services: {b: {image: x, networks: [n]}}\nnetworks: {n: }' },
  }),
  one('include with a variable', 'include: ["${D}/c.yml"]', {
    files: { 'd/c.yml': 'services: {b: {image: i}}' },
    env: { D: 'd' },
  }),
  one('include of extends', 'include: [d/c.yml]', {
    files: {
      'd/c.yml': 'services: {b: {extends: {file: e.yml, service: e}}}',
      'd/e.yml': 'services: {e: {build: ./x}}',
    },
  }),
  over('of an include', 'include: [o.yml]\n', 'services: {b: {command: over}}', {
    files: { 'o.yml': 'services: {b: {image: x, command: theirs}}' },
  }),
];

const projects: readonly Written[] = [
  {
    name: 'compose.yml before docker-compose.yml',
    files: { 'compose.yml': 'services: {a: {image: x}}', 'docker-compose.yml': 'services: {b: {image: x}}' },
  },
  {
    name: 'compose.yaml before compose.yml',
    files: { 'compose.yaml': 'services: {a: {image: x}}', 'compose.yml': 'services: {b: {image: x}}' },
  },
  {
    name: 'docker-compose.yml before docker-compose.yaml',
    files: {
      'docker-compose.yml': 'services: {a: {image: x}}',
      'docker-compose.yaml': 'services: {b: {image: x}}',
    },
  },
  {
    name: 'docker-compose.override.yml',
    files: {
      'docker-compose.yml': 'services: {a: {image: x}}',
      'docker-compose.override.yml': 'services: {a: {command: o}}',
    },
  },
  {
    name: 'an override of another name',
    files: {
      'docker-compose.yml': 'services: {a: {image: x}}',
      'compose.override.yaml': 'services: {a: {command: o}}',
    },
  },
  {
    name: 'two overrides',
    files: {
      'compose.yaml': 'services: {a: {image: x}}',
      'compose.override.yaml': 'services: {a: {command: one}}',
      'compose.override.yml': 'services: {a: {command: two}}',
    },
  },
  {
    name: 'COMPOSE_FILE',
    files: {
      '.env': 'COMPOSE_FILE=a.yml:b.yml',
      'a.yml': 'services: {a: {image: x}}',
      'b.yml': 'services: {a: {command: b}}',
      'compose.yaml': 'services: {c: {image: x}}',
    },
  },
  {
    name: 'COMPOSE_FILE with another separator',
    files: {
      '.env': 'COMPOSE_FILE=a.yml,b.yml\nCOMPOSE_PATH_SEPARATOR=,',
      'a.yml': 'services: {a: {image: x}}',
      'b.yml': 'services: {a: {command: b}}',
    },
  },
  {
    name: 'COMPOSE_FILE of the process',
    files: {
      '.env': 'COMPOSE_FILE=gone.yml\nV=root',
      'a.yml': 'services: {a: {image: "x$V"}}',
      'd/b.yml': 'services: {a: {command: b}}',
    },
    env: { COMPOSE_FILE: 'a.yml:d/b.yml' },
  },
  {
    name: 'COMPOSE_FILE of the process, its separator of .env',
    files: {
      '.env': 'COMPOSE_PATH_SEPARATOR=,',
      'a.yml': 'services: {a: {image: x}}',
      'b.yml': 'services: {a: {command: b}}',
    },
    env: { COMPOSE_FILE: 'a.yml,b.yml' },
  },
  {
    name: 'COMPOSE_FILE of .env, its separator of the process',
    files: {
      '.env': 'COMPOSE_FILE=a.yml,b.yml',
      'a.yml': 'services: {a: {image: x}}',
      'b.yml': 'services: {a: {command: b}}',
    },
    env: { COMPOSE_PATH_SEPARATOR: ',' },
  },
  {
    name: 'COMPOSE_FILE in a folder',
    files: {
      '.env': 'COMPOSE_FILE=d/a.yml\nV=root\nW=root',
      'd/a.yml': 'services: {a: {build: ./x, image: "i:$V-$W-$U"}}',
      'd/.env': 'V=sub\nU=$W',
    },
  },
];

/** Projects that each show one thing, with the names of what they show. */
export const cases: readonly Written[] = [
  ...interpolations,
  ...oddTemplates,
  ...scalars,
  ...commands,
  ...lists,
  ...ports,
  ...volumes,
  ...builds,
  ...fields,
  ...anchors,
  ...top,
  ...overrides,
  ...envs,
  ...extended,
  ...included,
  ...projects,
];
