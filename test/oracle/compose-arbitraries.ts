import fc from 'fast-check';
import type { Written } from './compose-data.ts';

/** A YAML value on its way to text. */
type Yaml =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Yaml[]; readonly tag: string; readonly flow: boolean }
  | {
      readonly kind: 'map';
      readonly pairs: readonly (readonly [string, Yaml])[];
      readonly tag: string;
      readonly flow: boolean;
    };

const raw = (text: string): Yaml => ({ kind: 'raw', text });
const raws = (...texts: string[]): fc.Arbitrary<Yaml> => fc.constantFrom(...texts).map(raw);

const style = fc.record({ flow: fc.boolean(), tag: fc.constant('') });

const list = (item: fc.Arbitrary<Yaml>, min = 0): fc.Arbitrary<Yaml> =>
  fc
    .tuple(
      fc.uniqueArray(item, { minLength: min, maxLength: 4, selector: (each) => emit(each, 0, true) }),
      style,
    )
    .map(([items, how]) => ({ kind: 'list', items, ...how }));

/** A map with some of the keys, and those that are `always` there. */
function map(
  values: Readonly<Record<string, fc.Arbitrary<Yaml>>>,
  some = 0.5,
  always: readonly string[] = [],
): fc.Arbitrary<Yaml> {
  const names = Object.keys(values);
  return fc
    .tuple(
      fc.tuple(
        ...names.map((name) =>
          fc.tuple(fc.noBias(fc.integer({ min: 0, max: 99 })), values[name] ?? raws('x')),
        ),
      ),
      style,
    )
    .map(([drawn, how]) => ({
      kind: 'map',
      pairs: drawn.flatMap(([chance, value], i): [string, Yaml][] =>
        chance < some * 100 || always.includes(names[i] ?? '') ? [[names[i] ?? '', value]] : [],
      ),
      ...how,
    }));
}

/** Now and then with a tag that the merging of files obeys. */
const tagged = (value: fc.Arbitrary<Yaml>): fc.Arbitrary<Yaml> =>
  fc
    .tuple(value, fc.constantFrom('', '', '', '', '', '!override ', '!reset '))
    .map(([each, tag]) =>
      each.kind === 'raw' ? (tag === '!reset ' ? raw('!reset null') : each) : { ...each, tag },
    );

const text = raws(
  'x',
  '"y z"',
  "'q'",
  '$A',
  '${A:-d}',
  '${B-e}',
  '${C:+r$A}',
  '${U:-${A}}',
  '"a$$b"',
  '${E}',
  'v-${U}-w',
  '${EMPTY:-f}',
  '"1.10"',
);
const scalar = fc.oneof(text, raws('1', '1.50', 'true', 'null', '0755', 'yes', '1e3', '', '2024-05-06'));
const path = raws('./p', '../q', '.', '/abs/r', 's/t', '~/home', '"./$A"', '${D:-./def}');
const number = raws('1', '"2"', '${N:-3}');

const environment = fc.oneof(
  map({ A: scalar, B: scalar, NEW: scalar, U: scalar }),
  list(raws('A=1', 'A', 'B=${A}', 'NEW=x=y', 'U', 'EMPTY=', '"Q=a b"')),
  raws('*env'),
);

const command = fc.oneof(
  raws(
    'run me',
    '"run \'a b\' c"',
    '["run", "$A"]',
    '[]',
    '""',
    'null',
    '"a; b"',
    '"sh -c \\"x $$y\\""',
    '>-\n      folded\n      words',
  ),
  list(text),
);

const build = fc.oneof(
  path,
  map({
    context: fc.oneof(path, raws('https://example.com/x.git', 'git@example.com:x.git')),
    dockerfile: raws('Dockerfile.a', 'D/$A', '/abs/D'),
    target: text,
    args: fc.oneof(map({ A: scalar, Z: scalar }), list(raws('A=1', 'A', 'Z', 'U'))),
    additional_contexts: fc.oneof(
      map({ o: path, i: raws('docker-image://x') }),
      list(raws('o=./o', 'i=https://x')),
    ),
    platforms: raws('[linux/amd64, linux/$ARCH, linux/arm64]', '[linux/amd64]'),
    tags: list(raws('t:1', 't:$A')),
  }),
  raws('*build'),
);

const port = fc.oneof(
  raws(
    '80',
    '"8080:80"',
    '"127.0.0.1:81:81"',
    '"90-91:90-91"',
    '"53:53/udp"',
    '"${PORT:-7000}:70"',
    '"8000-8010:60"',
  ),
  map(
    {
      target: raws('80', '"81"'),
      published: raws('8080', '"8081"'),
      protocol: raws('tcp', 'udp'),
      mode: raws('host'),
    },
    0.8,
    ['target'],
  ),
);

const volume = fc.oneof(
  raws('./x:/x', 'v:/v', '/only', './y:/x:ro', '/abs:/z/', 'v:/w/../u', '~/h:/h', '"${D:-./d}:/d"'),
  map(
    {
      type: raws('bind'),
      source: raws('./s', '/s/${A:-b}'),
      target: raws('/x', '/t'),
      read_only: raws('true'),
    },
    0.5,
    ['type', 'target', 'source'],
  ),
);

const dependencies = fc.oneof(
  list(raws('b', 'c')),
  map({
    b: map({ condition: raws('service_started', 'service_healthy'), required: raws('true', 'false') }, 0.5, [
      'condition',
    ]),
    c: map({ condition: raws('service_started') }, 1),
  }),
);

const fields: Readonly<Record<string, fc.Arbitrary<Yaml>>> = {
  build,
  command,
  entrypoint: command,
  environment,
  ports: list(port),
  volumes: list(volume),
  expose: list(raws('80', '"81"', '"82-83"')),
  profiles: list(raws('p', 'q')),
  env_file: fc.oneof(
    raws('e.env'),
    list(
      fc.oneof(
        raws('e.env', './f.env'),
        map({ path: raws('f.env', 'none.env'), required: raws('false') }, 1),
      ),
    ),
  ),
  healthcheck: map({
    test: raws('"curl x"', '[CMD, a, "$A"]', '[NONE]', '[CMD-SHELL, "a b"]'),
    interval: raws('1s', '1m30s'),
    retries: number,
  }),
  working_dir: raws('/app', '$A'),
  user: raws('"1000"', 'u:$A'),
  platform: raws('linux/amd64'),
  labels: fc.oneof(map({ l: scalar }), list(raws('l=1', 'm'))),
  develop: map({ watch: list(map({ path, action: raws('rebuild', 'sync'), target: raws('/t') }, 1)) }, 0.8),
  post_start: list(
    map(
      { command: raws('migrate up', '[a, "$A"]'), user: raws('root'), environment: raws('[B=1]', '{C: 2}') },
      1,
    ),
  ),
  pre_stop: list(map({ command: raws('c -d', '[e]'), working_dir: raws('/w') }, 1)),
  deploy: map({ replicas: number }, 0.8),
  'x-note': scalar,
  tmpfs: fc.oneof(raws('/tmp1'), list(raws('/tmp1', '/tmp2'))),
  networks: fc.oneof(list(raws('n')), map({ n: raws('null') })),
};

/** What is wrong in one project of several. */
const faults: Readonly<Record<string, fc.Arbitrary<Yaml>>> = {
  unknown: raws('x'),
  ports: raws('["a:b"]', '[{published: 1}]', '5'),
  image: raws('5', '[x]', '"${REQ:?is required}"', '"${"'),
  depends_on: raws('[nope]', '{b: {condition: sometime}}'),
  command: raws('"a (b"', '{a: b}', '[1]'),
  volumes: raws('[nope:/x]', '["::"]', '[{target: /x}]'),
  environment: raws('x', '["A =1"]', '{A: [1]}'),
  healthcheck: raws('{test: [x]}', '{interval: soon}', '{test: x, retries: many}'),
  extends: raws('nope', '{file: none.yml, service: b}'),
  env_file: raws('none.env'),
  user: raws('1000'),
};

const reuse = map(
  {
    extends: raws(
      'b',
      'c',
      '{service: b}',
      '{file: d/base.yml, service: base}',
      '{file: d/base.yml, service: mid}',
    ),
  },
  0.35,
);

const withAll = (own: Yaml, ...others: readonly Yaml[]): Yaml => {
  if (own.kind !== 'map') return own;
  const pairs = new Map(own.pairs);
  for (const other of others)
    if (other.kind === 'map') for (const [name, value] of other.pairs) pairs.set(name, value);
  return { ...own, pairs: [...pairs] };
};

const merged = fc.constantFrom<Yaml | null>(null, null, null, raw('*common'), raw('[*common, *more]'));

const runnable = (withExtends: boolean): fc.Arbitrary<Yaml> =>
  fc
    .tuple(
      map({ image: raws('img:$A', 'img', 'img:${U:-1}', '"q/r"') }, 0.98),
      map(fields, 0.22),
      reuse,
      merged,
    )
    .map(([image, own, ext, merge]) => {
      const all = withAll(image, own, ...(withExtends ? [ext] : []));
      return merge && all.kind === 'map' ? { ...all, pairs: [['<<', merge] as const, ...all.pairs] } : all;
    });

const faulty = (service: fc.Arbitrary<Yaml>): fc.Arbitrary<Yaml> =>
  fc
    .tuple(
      service,
      fc.noBias(fc.integer({ min: 0, max: 9 })),
      fc.constantFrom(...Object.keys(faults)).chain((name) => map({ [name]: faults[name] ?? text }, 1)),
    )
    .map(([own, dice, fault]) => (dice === 0 ? withAll(own, fault) : own));

const overriding = map(
  Object.fromEntries(
    Object.entries({ image: text, ...fields }).map(([name, value]) => [name, tagged(value)]),
  ),
  0.2,
);

const shared = [
  ['x-env', '&env {A: shared, SH: 1}'],
  ['x-build', '&build {context: ./shared, args: {SH: 1}}'],
  ['x-common', '&common {user: common, environment: {A: common}, profiles: [p]}'],
  ['x-more', '&more {working_dir: /more, user: more, expose: [1]}'],
] as const;

const file = (services: Yaml, ...rest: readonly (readonly [string, Yaml])[]): string =>
  emit(
    {
      kind: 'map',
      tag: '',
      flow: false,
      pairs: [...shared.map(([name, value]) => [name, raw(value)] as const), ...rest, ['services', services]],
    },
    0,
  );

const volumes = ['volumes', raw('{v: }')] as const;
const networks = ['networks', raw('{n: }')] as const;

/** Projects that combine what `fields` holds with files that override, extend and include each other. */
export const projects = (): fc.Arbitrary<Written> =>
  fc
    .record({
      a: faulty(runnable(true)),
      b: runnable(false),
      c: runnable(false),
      depends: map({ depends_on: dependencies }, 0.3),
      over: fc.option(map({ a: overriding, b: overriding, n: runnable(false) }, 0.7), { nil: null }),
      base: map(fields, 0.2),
      mid: map(fields, 0.15),
      inc: fc.option(
        fc.tuple(
          runnable(false),
          fc.constantFrom(
            'inc/c.yml',
            '{path: inc/c.yml}',
            '{path: [inc/c.yml], env_file: e.env}',
            '{path: inc/c.yml, project_directory: d}',
          ),
        ),
        { nil: null },
      ),
      incOwn: fc.option(overriding, { nil: null }),
      env: fc.dictionary(
        fc.constantFrom('A', 'B', 'N', 'ARCH', 'PORT', 'D'),
        fc.constantFrom('1', 'two', '', '/e', '9'),
        { maxKeys: 3 },
      ),
      dotenv: fc.constantFrom('', 'A=dot\n', 'A=dot\nC="$A c"\nEMPTY=\n', "B='lit $A'\nexport ARCH=arm64\n"),
      efile: fc.constantFrom('A=file\n', 'F=$A-$B\nNEW="n\\nl"\n', 'A\nU: colon\n'),
    })
    .map(({ a, b, c, depends, over, base, mid, inc, incOwn, env, dotenv, efile }): Written => {
      const services = (pairs: readonly (readonly [string, Yaml])[]): Yaml => ({
        kind: 'map',
        tag: '',
        flow: false,
        pairs,
      });
      const own = [
        ['a', withAll(a, depends)],
        ['b', b],
        ['c', c],
        ...(inc && incOwn ? [['i', incOwn] as const] : []),
      ] as const;
      const include = inc ? [['include', raw(`[${inc[1]}]`)] as const] : [];
      const files: Record<string, string> = {
        'compose.yaml': file(services(own), ...include, volumes, networks),
        'd/base.yml': file(
          services([
            ['base', withAll(base, map1('image', 'base'))],
            ['mid', withAll(mid, map1('extends', 'base'))],
          ]),
        ),
        'e.env': efile,
        'f.env': 'F=f\n',
        'd/e.env': 'DE=1\n',
        'd/f.env': 'DF=1\n',
        'inc/e.env': 'IE=1\n',
        'inc/f.env': 'IF=1\n',
        'inc/.env': 'B=inc\nINC=$A\n',
      };
      if (dotenv !== '') files['.env'] = dotenv;
      if (over) files['compose.override.yaml'] = file(over);
      if (inc) files['inc/c.yml'] = file(services([['i', inc[0]]]), volumes, networks);
      return { name: JSON.stringify(files), files, env };
    });

const map1 = (name: string, value: string): Yaml => ({
  kind: 'map',
  tag: '',
  flow: true,
  pairs: [[name, raw(value)]],
});

/** YAML text; what is inside of flow style stays there. */
function emit(value: Yaml, indent: number, inFlow = false): string {
  if (value.kind === 'raw') return inFlow ? inline(value.text) : value.text;
  const isEmpty = value.kind === 'list' ? value.items.length === 0 : value.pairs.length === 0;
  if (inFlow || value.flow || isEmpty) {
    const inner =
      value.kind === 'list'
        ? value.items.map((item) => emit(item, 0, true))
        : value.pairs.map(([name, each]) => `${name}: ${emit(each, 0, true)}`);
    const [open, close] = value.kind === 'list' ? ['[', ']'] : ['{', '}'];
    return `${value.tag}${open}${inner.join(', ')}${close}`;
  }
  const pad = '  '.repeat(indent);
  const lines =
    value.kind === 'list'
      ? value.items.map((item) => `${pad}- ${emit(item, indent + 1, item.kind !== 'raw')}`)
      : value.pairs.map(([name, each]) => `${pad}${name}: ${emit(each, indent + 1)}`);
  return `${value.tag}${indent === 0 ? '' : '\n'}${lines.join('\n')}`;
}

/** A scalar as flow style allows it. */
function inline(text: string): string {
  if (text === '') return 'null';
  if (text.startsWith('>')) return '"folded words"';
  return text.includes('{') && !/^['"[{]/.test(text) ? `'${text}'` : text;
}
