import fc from 'fast-check';

/** A project of one file, or of a file and its override, written as people write them. */
export interface EditProject {
  readonly files: Readonly<Record<string, string>>;
  /** Those of `-f`, in merge order. */
  readonly load: readonly string[];
}

/** A change to one service. `service` counts modulo the services that there are. */
export type EditRequest =
  | {
      readonly kind: 'dockerfile' | 'target' | 'context' | 'image';
      readonly service: number;
      readonly value: string;
    }
  | {
      readonly kind: 'point' | 'build';
      readonly service: number;
      readonly dockerfile: string;
      readonly target: string;
    }
  | { readonly kind: 'drop-target' | 'drop-command' | 'drop-entrypoint' | 'move'; readonly service: number }
  | {
      readonly kind: 'word';
      readonly service: number;
      readonly of: 'command' | 'entrypoint';
      readonly index: number;
      readonly value: string;
    };

/** Every shape of file that an edit must keep: block and flow, any indent, comments, anchors, quotes, line ends. */
export const editProjects = (): fc.Arbitrary<EditProject> =>
  fc.gen().map((gen): EditProject => {
    const writer = new Writer((max) => gen(fc.nat, { max: max - 1 }));
    const files: Record<string, string> = { 'compose.yaml': writer.file() };
    if (writer.chance(5)) files['override.yaml'] = writer.override();
    return { files, load: Object.keys(files) };
  });

export const editRequests = (): fc.Arbitrary<EditRequest> => {
  const service = fc.nat(5);
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('dockerfile', 'target', 'context', 'image'), service, value: names() }),
    fc.record({ kind: fc.constantFrom('point', 'build'), service, dockerfile: names(), target: names() }),
    fc.record({ kind: fc.constantFrom('drop-target', 'drop-command', 'drop-entrypoint', 'move'), service }),
    fc.record({
      kind: fc.constant('word'),
      service,
      of: fc.constantFrom('command', 'entrypoint'),
      index: fc.nat(2),
      value: names(),
    }),
  );
};

/** Most are plain, some need quotes. */
const names = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    'Dockerfile.a',
    'b',
    'docker/app.Dockerfile',
    'dev-1',
    '1.20',
    'true',
    'null',
    'a b',
    "it's",
    'say "x"',
    'a#b',
    'x_y',
    '0x1f',
    '-',
    'back\\slash',
    'a,b',
    '2024-01-01',
    'a$b',
    '@x',
  );

/** Writes one project, deciding by `pick`, which gives a number below its argument. */
class Writer {
  readonly pick: (below: number) => number;
  #eol = '\n';
  #step = 2;
  #comment = 0;
  #services: string[] = [];
  #hasBuildAnchor = false;
  #hasServiceAnchor = false;
  #hasImageAnchor = false;
  #anchored: string | null = null;

  constructor(pick: (below: number) => number) {
    this.pick = pick;
  }

  chance(oneIn: number): boolean {
    return this.pick(oneIn) === oneIn - 1;
  }

  file(): string {
    this.#eol = this.chance(4) ? '\r\n' : '\n';
    this.#step = [2, 2, 2, 4, 3, 1, 8][this.pick(7)] ?? 2;
    const lines: string[] = [];
    if (this.chance(6)) lines.push('---');
    if (this.chance(6)) lines.push(this.#note());
    this.#hasImageAnchor = this.chance(5);
    if (this.#hasImageAnchor) lines.push('x-image: &image app:2');
    this.#hasBuildAnchor = this.chance(3);
    if (this.#hasBuildAnchor) lines.push('x-build: &build', ...this.#map(this.#buildPairs(), 1));
    this.#hasServiceAnchor = this.chance(3);
    if (this.#hasServiceAnchor)
      lines.push('x-service: &service', ...this.#map(this.#servicePairs({ hasMerge: false }), 1));
    lines.push(`services:${this.#tail()}`, ...this.#servicesOf(1 + this.pick(3)));
    if (this.chance(3)) lines.push('volumes:', `${this.#pad(1)}data: {}`);
    if (this.chance(8)) lines.push('...');
    return `${this.chance(10) ? '\uFEFF' : ''}${lines.join(this.#eol)}${this.chance(4) ? '' : this.#eol}`;
  }

  override(): string {
    const name = this.#services[0] ?? 'a';
    this.#hasBuildAnchor = false;
    this.#hasServiceAnchor = false;
    this.#hasImageAnchor = false;
    this.#anchored = null;
    return [
      'services:',
      `${this.#pad(1)}${name}:`,
      ...this.#map(this.#servicePairs({ hasMerge: false }), 2),
      '',
    ].join(this.#eol);
  }

  #servicesOf(count: number): string[] {
    return Array.from({ length: count }, (_, index) => 'abc'[index] ?? 'z').flatMap((name) => {
      const lines = this.#noise(1);
      const anchor = this.chance(6) ? ` &${name}` : '';
      const earlier = this.#services.at(-1);
      const extension = this.chance(6) ? earlier : undefined;
      const pairs = this.#servicePairs({ hasMerge: true, ...(extension !== undefined && { extension }) });
      this.#services.push(name);
      if (anchor !== '') this.#anchored = name;
      const head = `${this.#pad(1)}${this.chance(8) ? `"${name}"` : name}:${anchor}`;
      if (this.chance(5)) return [...lines, `${head} ${this.#flow(pairs)}${this.#tail()}`];
      return [...lines, `${head}${this.#tail()}`, ...this.#map(pairs, 2)];
    });
  }

  #servicePairs({ hasMerge, extension }: { hasMerge: boolean; extension?: string }): Pair[] {
    const pairs: Pair[] = [];
    if (hasMerge && this.#hasServiceAnchor && this.chance(2)) pairs.push(['<<', '*service']);
    else if (hasMerge && this.#anchored !== null && this.chance(3)) pairs.push(['<<', `*${this.#anchored}`]);
    if (extension !== undefined) pairs.push(['extends', [['service', extension]]]);
    const isBuilt = this.chance(2) || this.chance(2);
    if (isBuilt) pairs.push(['build', this.#build()]);
    if (!isBuilt || this.chance(2))
      pairs.push([
        'image',
        this.#hasImageAnchor && this.chance(2)
          ? '*image'
          : this.#scalar(['app', 'app:1.0', 'ghcr.io/x/y:2', 'app:$TAG']),
      ]);
    if (this.chance(2)) pairs.push(['command', this.#command()]);
    if (this.chance(3)) pairs.push(['entrypoint', this.#command()]);
    if (this.chance(3))
      pairs.push([
        'environment',
        [
          ['A', '"1"'],
          ['B', 'x'],
        ],
      ]);
    if (this.chance(3)) pairs.push(['ports', { items: ['"80:80"', '"81:81"'] }]);
    if (this.chance(5)) pairs.push(['profiles', { items: ['prod'] }]);
    if (this.chance(4)) pairs.push(['working_dir', '/srv']);
    return this.#shuffled(pairs);
  }

  #build(): Value {
    if (this.#hasBuildAnchor && this.chance(3)) return '*build';
    if (this.chance(3)) return this.#scalar(['.', './x', '../y', './$DIR']);
    const pairs = this.#buildPairs();
    return this.#hasBuildAnchor && this.chance(3) ? [['<<', '*build'], ...pairs] : pairs;
  }

  #buildPairs(): Pair[] {
    const pairs: Pair[] = [];
    if (!this.chance(6)) pairs.push(['context', this.#scalar(['.', './x', 'a b', './${DIR:-d}'])]);
    if (this.chance(2)) pairs.push(['dockerfile', this.#scalar(['Dockerfile', 'docker/D', 'D.$X'])]);
    if (this.chance(2)) pairs.push(['target', this.#scalar(['dev', 'prod', '$STAGE'])]);
    if (pairs.length === 0 || this.chance(3)) pairs.push(['args', [['V', '"1"']]]);
    return this.#shuffled(pairs);
  }

  #command(): Value {
    if (this.chance(2)) return this.#scalar(['run', 'run --now', 'run $X']);
    if (this.chance(4)) return { block: ['run', 'more'] };
    return { items: ['run', '"--x"', "'y'"].slice(0, 1 + this.pick(3)) };
  }

  #scalar(values: readonly string[]): string {
    const value = values[this.pick(values.length)] ?? '';
    return [value, value, value, `"${value}"`, `'${value}'`][this.pick(5)] ?? value;
  }

  #shuffled(pairs: readonly Pair[]): Pair[] {
    const rest = [...pairs];
    const out: Pair[] = [];
    while (rest.length > 0) out.push(...rest.splice(this.pick(rest.length), 1));
    return out;
  }

  #map(pairs: readonly Pair[], depth: number): string[] {
    return pairs.flatMap(([key, value]) => {
      const head = `${this.#pad(depth)}${key !== '<<' && this.chance(12) ? `"${key}"` : key}:${this.chance(12) ? ' ' : ''}`;
      return [...this.#noise(depth), ...this.#pair(head, value, depth)];
    });
  }

  #pair(head: string, value: Value, depth: number): string[] {
    if (typeof value === 'string') return [`${head} ${value}${this.#tail()}`];
    if ('block' in value)
      return [
        `${head} ${this.chance(2) ? '|' : '>-'}`,
        ...value.block.map((line) => this.#pad(depth + 1) + line),
      ];
    if ('items' in value) {
      if (this.chance(2)) return [`${head} ${this.#flow(value)}${this.#tail()}`];
      const pad = this.#pad(this.chance(3) ? depth : depth + 1);
      return [
        `${head}${this.#tail()}`,
        ...value.items.map((item) => `${pad}-${this.chance(5) ? '  ' : ' '}${item}${this.#tail()}`),
      ];
    }
    if (this.chance(3)) return [`${head} ${this.#flow(value)}${this.#tail()}`];
    return [`${head}${this.#tail()}`, ...this.#map(value, depth + 1)];
  }

  #flow(value: Value): string {
    // A brace ends a plain text there.
    if (typeof value === 'string') return /^[^"'].*\{/.test(value) ? `"${value}"` : value;
    if ('block' in value) return `"${value.block.join(' ')}"`;
    const gap = this.chance(3) ? ' ' : '';
    const comma = this.chance(8) ? ',' : '';
    if ('items' in value) return `[${gap}${value.items.join(this.chance(6) ? ',' : ', ')}${comma}${gap}]`;
    const break_ = this.chance(8) ? `,${this.#eol}${this.#pad(6)}` : ', ';
    return `{${gap}${value.map(([key, each]) => `${key}: ${this.#flow(each)}`).join(break_)}${comma}${gap}}`;
  }

  /** Lines that mean nothing, before a pair. */
  #noise(depth: number): string[] {
    if (!this.chance(5)) return [];
    if (this.chance(3)) return [''];
    if (this.chance(4)) return [`${this.#pad(depth)}${this.#note()}`, ''];
    return [`${this.#pad(this.chance(5) ? 0 : depth)}${this.#note()}`];
  }

  #tail(): string {
    if (this.chance(8)) return `${this.chance(4) ? '\t' : ' '}${this.#note()}`;
    return this.chance(20) ? ' ' : '';
  }

  #note(): string {
    return `# note ${++this.#comment}: it's {a, b`;
  }

  #pad(depth: number): string {
    return ' '.repeat(this.#step * depth);
  }
}

type Pair = readonly [key: string, value: Value];
type Value =
  | string
  | { readonly block: readonly string[] }
  | { readonly items: readonly string[] }
  | readonly Pair[];
