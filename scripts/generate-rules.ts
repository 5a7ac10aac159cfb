#!/usr/bin/env tsx
// Writes what follows from the files of the rules: the list that the engine runs, a page for each, their index, and the table in the
// README. `npm run check` runs it with --check, which writes nothing and fails where a file is not what it would write.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Rule } from '../server/src/rules/rule.ts';
import { LEVELS } from '../server/src/world/configuration/read-configuration.ts';
import { rulePage } from './rule-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'server/src/rules');
const isCheck = process.argv.includes('--check');

const rules = await Promise.all(
  ['compose', 'config', 'dockerfile', 'go'].flatMap(filesOf).map(async (id) => {
    const [entry, ...more] = Object.entries(
      (await import(pathToFileURL(join(folder, `${id}.ts`)).href)) as Record<string, Rule>,
    );
    if (!entry || more.length > 0 || entry[1].id !== id)
      throw new Error(`${id}.ts exports one rule of that id`);
    return { id, name: entry[0], rule: entry[1] };
  }),
);

const stale = [
  put('server/src/rules/all-rules.ts', () => list()),
  put('README.md', (text) => between(text, table('docs/rules/'))),
  put('docs/rules/README.md', (text) => between(text, table(''))),
  ...rules.map(({ id, rule }) =>
    put(`docs/rules/${id}.md`, () => rulePage(rule, readFileSync(join(folder, `${id}.ts`), 'utf8'))),
  ),
  put('schemas/dockerfile-split.schema.json', () => schema()),
  ...pagesOfNoRule().map(remove),
].filter((file) => file !== null);
if (stale.length > 0 && isCheck) {
  console.error(`${stale.join(', ')}: out of date; run \`npm run generate\``);
  process.exit(1);
}

/** The ids of the rules of a kind, in order. */
function filesOf(kind: string): string[] {
  try {
    const names = readdirSync(join(folder, kind)).filter((name) => name.endsWith('.ts'));
    return names.map((name) => `${kind}/${name.slice(0, -3)}`).sort();
  } catch (error) {
    // There may be no rule of a kind yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Pages whose rule is gone. */
function pagesOfNoRule(): string[] {
  const pages = readdirSync(join(root, 'docs/rules'), { recursive: true, encoding: 'utf8' });
  const known = new Set(['README.md', ...rules.map(({ id }) => `${id}.md`)]);
  return pages
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !known.has(name))
    .map((name) => `docs/rules/${name}`);
}

function remove(file: string): string {
  if (!isCheck) rmSync(join(root, file));
  return file;
}

function list(): string {
  const imports = rules.map(({ id, name }) => `import { ${name} } from './${id}.ts';`).join('\n');
  const names = rules.map(({ name }) => `  ${name},`).join('\n');
  return `${imports}\nimport type { Rule } from './rule.ts';\n\n/** Every rule, in order of id. Made by scripts/generate-rules.ts. */\nexport const rules: readonly Rule[] = [\n${names}\n];\n`;
}

/** The schema of the configuration, which editors complete and check by. */
function schema(): string {
  const texts = (description: string): object => ({
    description,
    type: 'array',
    items: { type: 'string', minLength: 1 },
  });
  const levels = rules.map(({ id, rule: { summary, severity } }) => [
    id,
    { description: `${summary} (${severity}).`, $ref: '#/definitions/level' },
  ]);
  const made = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of dockerfile-split',
    description: 'Lies at the root of a repository, and paths in it are seen from there.',
    type: 'object',
    additionalProperties: false,
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      $schema: { type: 'string' },
      rules: {
        description: 'How severe the findings of a rule are.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(levels),
      },
      pure: texts('Programs that must need no cgo: names, folders or import paths.'),
      composeFiles: texts('Globs of Compose files with names of their own.'),
      ignore: texts('Globs of files in which nothing is reported.'),
    },
    definitions: { level: { enum: LEVELS } },
  };
  return `${JSON.stringify(made, null, 2)}\n`;
}

function table(pages: string): string {
  const rows = rules.map(({ id, rule }) => {
    const severities = [rule.severity, ...(rule.otherSeverities ?? [])].join(', ');
    return `| [${id}](${pages}${id}.md) | ${severities} | ${rule.summary} |`;
  });
  return ['| rule | severity | fires when |', '|---|---|---|', ...rows].join('\n');
}

/** What stands between the marks is ours. */
function between(text: string, made: string): string {
  const [before, after] = ['<!-- rules -->\n', '\n<!-- /rules -->'];
  const [start, end] = [text.indexOf(before), text.indexOf(after)];
  if (start < 0 || end < start) throw new Error('the marks of the table are not there');
  return `${text.slice(0, start + before.length)}${made}${text.slice(end)}`;
}

/** Writes a file, or only looks whether it would; its name where it differed. */
function put(file: string, make: (text: string) => string): string | null {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const made = make(text);
  if (made === text) return null;
  if (!isCheck) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, made);
  }
  return file;
}
