// Measures an edit in Compose files of 10 to 10,000 services, from text to model, beside a full parse with `yaml` in the
// same process: `npm run bench:compose`, with `--write` for docs/measurements/compose.md.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseDocument } from 'yaml';
import { LoadMemory } from '../../server/src/compose/load/load-by-service.ts';
import { loadProject } from '../../server/src/compose/load/load-project.ts';
import type { ComposeFile } from '../../server/src/compose/parse/compose-file.ts';
import { parseComposeFile, parseWholeFile } from '../../server/src/compose/parse/parse-compose-file.ts';

const SIZES = [10, 100, 1_000, 10_000];

/** What an edit, parsed to the model, may take, in milliseconds. */
const GOALS: Readonly<Record<number, number>> = { 10: 1, 100: 3, 1_000: 10, 10_000: 60 };

/** What one text after the other is parsed and loaded with, as in an editor. */
const memory = new LoadMemory();
let last: ComposeFile | null = null;
function parseNext(text: string): ReturnType<typeof parseComposeFile> {
  const parsed = parseComposeFile(text, last);
  last = parsed.value;
  return parsed;
}

const rows = SIZES.map((services) => {
  const text = file(services);
  const rounds = services > 1_000 ? 5 : services > 100 ? 11 : 31;
  let round = 0;
  // Each round types another letter into the command of a service in the middle.
  const edited = (): string =>
    text.replace(`/bin/s${services >> 1}"`, `/bin/s${services >> 1}${'x'.repeat((++round % 50) + 1)}"`);
  const columns: readonly ((now: string) => unknown)[] = [
    parseNext,
    (now) => load(now),
    parseWholeFile,
    (now) => parseDocument(now, { uniqueKeys: false, prettyErrors: false }),
  ];
  const times = columns.map((): number[] => []);
  for (let i = 0; i < rounds + 1; i++) {
    const now = edited();
    for (const [column, run] of columns.entries()) {
      // What the columns before it have parsed of this very text would be found again.
      const own = column === 1 ? edited() : now;
      const start = process.hrtime.bigint();
      run(own);
      const took = Number(process.hrtime.bigint() - start) / 1e6;
      if (i >= 1) times[column]?.push(took);
    }
  }
  const [edit = 0, model = 0, whole = 0, yaml = 0] = times.map(median);
  return `| ${services} | ${ms(edit)} | ${ms(model)} | ${GOALS[services] ?? ''} ms | ${ms(whole)} | ${ms(yaml)} | ${(yaml / edit).toFixed(1)} | ${(yaml / model).toFixed(1)} |`;
});

const page = `# Reading Compose files while they are edited

Written by \`npm run bench:compose -- --write\` (test/perf/bench-compose.ts) on Node ${process.versions.node}, ${cpus().length} cores
of ${cpus()[0]?.model ?? 'an unknown processor'}; medians, the columns in turn, each round with another letter typed into a service in the middle.

| services | parse after an edit | parse to model after an edit | its goal | whole parse | \`yaml\`, its tree alone | yaml ÷ parse | yaml ÷ parse to model |
|---:|---:|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}

**Parse after an edit** is \`parseComposeFile\`: services that did not change are not parsed again, only moved.
**Parse to model** also runs \`loadProject\`: the service that changed is interpolated, merged and checked again by itself,
those behind it move, and what services say of each other is checked among all.
**Whole parse** is what files with anchors, several documents or errors cost; they are also loaded at once.
`;
console.log(page);
if (process.argv.includes('--write')) writeFileSync('docs/measurements/compose.md', page);

function load(text: string): unknown {
  return loadProject(
    { files: ['/w/compose.yaml'], dir: '/w', env: new Map(), root: '/w' },
    {
      text: (path) => (path === '/w/compose.yaml' ? text : null),
      composeFile: (path) => (path === '/w/compose.yaml' ? parseNext(text) : null),
    },
    memory,
  );
}

function file(services: number): string {
  const blocks = Array.from(
    { length: services },
    (_, i) => `  s${i}:
    build:
      context: ./s${i} # its folder
      dockerfile: Dockerfile.prod
    command: ["/bin/s${i}"]
    restart: always
`,
  );
  return `# Many services.\nservices:\n${blocks.join('')}`;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

function ms(time: number): string {
  return `${time.toFixed(2)} ms`;
}
