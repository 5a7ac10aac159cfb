import fc from 'fast-check';

/** A random project of one file, written in random forms, with the names of its services. */
interface EditProject {
  readonly text: string;
  readonly services: readonly string[];
}

type EditKind =
  | 'dockerfile'
  | 'target'
  | 'dockerfile and target'
  | 'drop target'
  | 'image'
  | 'add build'
  | 'drop command'
  | 'drop entrypoint'
  | 'to entrypoint'
  | 'word';

export interface EditCase extends EditProject {
  readonly kind: EditKind;
  readonly service: string;
  readonly value: string;
}

const context = fc.constantFrom('.', './b', '"./b c"', "'./b'", 'b/${SUB:-x}', '"."');
const dockerfile = fc.constantFrom('Dockerfile', '"D.prod"', "'D x'", 'D.${V:-x}', '&d D.anchored', '*f');
const target = fc.constantFrom('dev', '"prod"', "'p'", '${T:-x}');
const comment = fc.constantFrom('', '', '', ' # why', ' #\ttabs\there', ' # "quoted: {');

/** A pair: its key, and its value in a form that fits in one line, or lines that stand below the key. */
interface Pair {
  readonly key: string;
  readonly line: string | null;
  readonly pairs?: readonly Pair[];
  readonly items?: readonly string[];
  readonly block?: readonly string[];
  readonly comment: string;
  readonly above: string | null;
  readonly blank: boolean;
}

const extras = fc.record({
  comment,
  above: fc.constantFrom(null, null, null, '# about it', '#no space'),
  blank: fc.boolean().map((each) => each),
});
const one = (key: string, values: fc.Arbitrary<string>): fc.Arbitrary<Pair> =>
  fc.record({ line: values, extra: extras }).map(({ line, extra }) => ({ key, line, ...extra }));

const buildPairs: fc.Arbitrary<readonly Pair[]> = fc
  .tuple(
    one('context', context),
    fc.option(one('dockerfile', dockerfile), { nil: null, freq: 2 }),
    fc.option(one('target', target), { nil: null }),
    fc.option(one('args', fc.constantFrom('{A: "1", B: x}', '[A=1]')), { nil: null }),
    fc.integer({ min: 0, max: 3 }),
    fc.boolean(),
  )
  .map(([first, second, third, fourth, turn, isBare]) => {
    const pairs = [first, second, third, fourth].filter((each) => each !== null);
    const turned = [...pairs.slice(turn), ...pairs.slice(0, turn)];
    return isBare && turned.length > 1 ? turned.filter(({ key }) => key !== 'context') : turned;
  });

const build: fc.Arbitrary<Pair> = fc.oneof(
  { weight: 3, arbitrary: one('build', fc.oneof(context, fc.constantFrom('*long', '*short'))) },
  {
    weight: 4,
    arbitrary: fc
      .record({ pairs: buildPairs, extra: extras, merge: fc.integer({ min: 0, max: 4 }) })
      .map(({ pairs, extra, merge }) => ({
        key: 'build',
        line: null,
        pairs: merge === 0 ? [{ ...plain('<<', '*long') }, ...pairs] : pairs,
        ...extra,
      })),
  },
);
const plain = (key: string, line: string): Pair => ({ key, line, comment: '', above: null, blank: false });

const words = fc.array(
  fc.constantFrom('/bin/api', '"--port"', "'80'", '-v', '"a b"', '"$$HOME"', '${W:-w}', 'ünïcode😀'),
  { minLength: 1, maxLength: 4 },
);
const start = (key: string): fc.Arbitrary<Pair> =>
  fc.oneof(
    one(key, fc.constantFrom('/bin/api --port 80', '"/bin/api -v"', '*cmd')),
    one(
      key,
      words.map((each) => `[${each.join(', ')}]`),
    ),
    fc
      .record({ items: words, extra: extras })
      .map(({ items, extra }) => ({ key, line: null, items, ...extra })),
    fc.record({ fold: fc.constantFrom('|', '>-', '|+'), extra: extras }).map(({ fold, extra }) => ({
      key,
      line: fold,
      block: ['/bin/api', '--port 80'],
      ...extra,
    })),
  );

const service = (index: number): fc.Arbitrary<readonly Pair[]> =>
  fc
    .tuple(
      fc.constantFrom<'plain' | 'merge' | 'extends'>('plain', 'plain', 'merge', 'extends'),
      fc.option(build, { nil: null, freq: 4 }),
      fc.option(one('image', fc.constantFrom('x:1', '"x:1"', "'reg:5000/x@v'", 'x:${TAG:-1}', '*img')), {
        nil: null,
      }),
      fc.option(start('command'), { nil: null, freq: 3 }),
      fc.option(start('entrypoint'), { nil: null, freq: 1 }),
      one('restart', fc.constantFrom('always', '"no"')),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([how, ...rest]) => {
      const turn = rest[5];
      const pairs = rest
        .slice(0, 5)
        .filter((each): each is Pair => each !== null && typeof each === 'object');
      const hasImage = pairs.some(({ key }) => key === 'build' || key === 'image');
      const all = [
        ...(how === 'merge' ? [plain('<<', index === 0 ? '*svc' : '[*svc]')] : []),
        ...(how === 'extends' && index > 0 ? [plain('extends', 's0')] : []),
        ...(hasImage || how !== 'plain' ? [] : [plain('image', 'only:1')]),
        ...(how === 'extends' && index === 0 && !hasImage ? [plain('image', 'only:2')] : []),
        ...pairs,
      ];
      return [...all.slice(turn), ...all.slice(0, turn)];
    });

interface Style {
  readonly step: number;
  readonly flow: boolean;
  readonly tightItems: boolean;
}

function render(pairs: readonly Pair[], indent: number, style: Style): string[] {
  const pad = ' '.repeat(indent);
  return pairs.flatMap((pair) => {
    const { key, line, items, block } = pair;
    const above = pair.above === null ? [] : [`${pad}${pair.above}`];
    const blank = pair.blank ? [''] : [];
    const deep = ' '.repeat(indent + style.step);
    if (pair.pairs)
      return [
        ...blank,
        ...above,
        `${pad}${key}:${pair.comment}`,
        ...render(pair.pairs, indent + style.step, style),
      ];
    if (items) {
      const own = style.tightItems ? pad : deep;
      return [...blank, ...above, `${pad}${key}:${pair.comment}`, ...items.map((item) => `${own}- ${item}`)];
    }
    if (block)
      return [
        ...blank,
        ...above,
        `${pad}${key}: ${line}${pair.comment}`,
        ...block.map((each) => `${deep}${each}`),
      ];
    return [...blank, ...above, `${pad}${key}: ${line}${pair.comment}`];
  });
}

/** The pairs in flow style, on one line. `*a` takes a blank before the comma, since a comma may belong to its name. */
const flow = (pairs: readonly Pair[]): string =>
  `{${pairs
    .map(({ key, line, pairs: inner, items, block }) => {
      if (inner) return `${key}: ${flow(inner)}`;
      if (items) return `${key}: [${items.map(inFlow).join(', ')}]`;
      if (block) return `${key}: "${block.join(' ')}"`;
      return `${key}: ${inFlow(line ?? '')}`;
    })
    .join(', ')}}`;

const inFlow = (value: string): string =>
  value.startsWith('*') || value.startsWith('&')
    ? `${value} `
    : /^[^"'[{]*[{}]/.test(value)
      ? `"${value}"`
      : value;

const project: fc.Arbitrary<EditProject> = fc
  .record({
    services: fc.tuple(service(0), service(1), service(2)),
    /** How each service is written: as a block, as a flow map, with an anchor, or as an alias of one that has it. */
    forms: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('block', 'block', 'flow', 'anchored', 'alias'))),
    template: fc.tuple(fc.boolean(), fc.boolean()),
    step: fc.constantFrom(2, 2, 3, 4),
    tightItems: fc.boolean(),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    bom: fc.integer({ min: 0, max: 9 }),
    marker: fc.integer({ min: 0, max: 5 }),
    ends: fc.boolean(),
  })
  .map(({ services, forms, template, step, tightItems, eol, bom, marker, ends }) => {
    const style = { step, tightItems, flow: false };
    const pad = ' '.repeat(step);
    const [hasBuild, isFlow] = template;
    const lines = [
      ...(marker === 0 ? ['---'] : []),
      '# A project.',
      'x-file: &f D.shared',
      'x-image: &img shared:1',
      'x-command: &cmd ["/bin/shared", -v]',
      'x-short: &short ./shared',
      ...(isFlow
        ? ['x-long: &long {context: ./long, target: deep}']
        : ['x-long: &long', `${pad}context: ./long # c`, `${pad}target: deep`]),
      'x-service: &svc',
      `${pad}image: merged:1`,
      ...(hasBuild ? [`${pad}build:`, `${pad}${pad}context: ./m`, `${pad}${pad}target: "m"`] : []),
      `${pad}command: [merged]`,
      '',
      'services:',
      ...services.flatMap((pairs, index) => {
        const isAnchored = forms[0] === 'anchored';
        if (forms[index] === 'flow') return [`${pad}s${index}: ${flow(pairs)}`];
        if (forms[index] === 'alias' && isAnchored && index > 0) return [`${pad}s${index}: *own`];
        const anchor = isAnchored && index === 0 ? ' &own' : '';
        return [
          `${pad}s${index}:${anchor}`,
          ...render(pairs, step * 2, style),
          ...(index === 1 ? ['', '# Between.'] : []),
        ];
      }),
      ...(marker === 1 ? ['...'] : []),
    ];
    const text = `${bom === 0 ? '\ufeff' : ''}${lines.join(eol)}${ends ? eol : ''}`;
    return { text, services: ['s0', 's1', 's2'] };
  });

export const editCase: fc.Arbitrary<EditCase> = fc
  .record({
    project,
    kind: fc.constantFrom<EditKind>(
      'dockerfile',
      'dockerfile',
      'target',
      'dockerfile and target',
      'drop target',
      'image',
      'add build',
      'drop command',
      'drop entrypoint',
      'to entrypoint',
      'word',
    ),
    service: fc.integer({ min: 0, max: 2 }),
    value: fc.constantFrom(
      'Dockerfile.api',
      'a b: c',
      '-',
      'true',
      '0755',
      'it\'s "so"',
      '1.10',
      'x#y',
      'x #y',
      'a$b',
      'null',
      'x:',
      '{a}',
      'ä',
    ),
  })
  .map(({ project: { text, services }, kind, service: index, value }) => ({
    text,
    services,
    kind,
    service: services[index] ?? 's0',
    value,
  }));
