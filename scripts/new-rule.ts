#!/usr/bin/env tsx
// Makes a rule, its page and its fixtures, all under its id, and adds it to the list: `npm run new-rule dockerfile/some-rule`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [id = ''] = process.argv.slice(2);
const [, kind, name] = /^(compose|dockerfile|go)\/([a-z]+(?:-[a-z]+)*)$/.exec(id) ?? [];
if (!kind || !name)
  fail(
    'The id is compose/…, dockerfile/… or go/…, in lower case with hyphens: npm run new-rule dockerfile/some-rule',
  );

const constant = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const source = join(root, `server/src/rules/${id}.ts`);
if (existsSync(source)) fail(`${source} exists already`);

write(
  source,
  `import { rule } from '../rule.ts';

export const ${constant} = rule({
  id: '${id}',
  severity: 'warning',
  summary: '',
  *check(world) {
    for (const image of world.images) {
      yield* [];
    }
  },
});
`,
);
write(join(root, `docs/rules/${id}.md`), `# ${id}\n\n**Warning.** \n\n## Fixes\n\n## When it is silent\n`);
write(join(root, `test/rules/${id}/fires.txt`), '-- backend/Dockerfile --\nFROM scratch\n');
write(join(root, `test/rules/${id}/silent.txt`), '-- backend/Dockerfile --\nFROM scratch\n');

const list = join(root, 'server/src/rules/all-rules.ts');
const text = readFileSync(list, 'utf8');
const withImport = text.replace(/(import type \{ Rule \})/, `import { ${constant} } from './${id}.ts';\n$1`);
writeFileSync(list, withImport.replace(/^\];$/m, `  ${constant},\n];`));
console.log(
  `Made ${id}. Its fixtures do not pass yet: write them first. Add the rule to the table in README.md.`,
);

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { flag: 'wx' });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
