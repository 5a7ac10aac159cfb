#!/usr/bin/env tsx
// Makes a rule, its page and its fixtures, all under its id, and adds it to the list: `npm run new-rule dockerfile/some-rule`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [id = ''] = process.argv.slice(2);
const [, kind, name] = /^(compose|config|dockerfile|go)\/([a-z]+(?:-[a-z]+)*)$/.exec(id) ?? [];
if (!kind || !name)
  fail(
    'The id is compose/…, config/…, dockerfile/… or go/…, in lower case with hyphens: npm run new-rule dockerfile/some-rule',
  );

const constant = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
const source = join(root, `server/src/rules/${id}.ts`);
if (existsSync(source)) fail(`${source} exists already`);

// What it makes works, so that it can be changed one step at a time: it fires where a stage is called `change-me`.
write(
  source,
  `import { editOf } from '../../text/change.ts';
import { placeIn } from '../place.ts';
import { rule } from '../rule.ts';

/**
 * Say what happens to a person who has it, and why.
 *
 * ## Bad
 *
 * \`\`\`dockerfile Dockerfile
 * FROM scratch AS change-me
 * \`\`\`
 *
 * ## Good
 *
 * \`\`\`dockerfile Dockerfile
 * FROM scratch AS changed
 * \`\`\`
 *
 * ## Fixes
 *
 * - Say what the fix does.
 *
 * ## When it is silent
 *
 * Say where it is not sure.
 */
export const ${constant} = rule({
  id: '${id}',
  severity: 'warning',
  since: '${version}',
  title: '${titled(name)}',
  summary: 'Say in one line when it fires',
  *check(world) {
    for (const image of world.images) {
      const name = image.trace.final?.stage.name;
      if (name?.value !== 'change-me' || image.inline) continue;
      yield {
        at: placeIn(image, name),
        message: 'say what will happen: the service, the program, the path',
        related: [],
        fixes: () => [
          {
            kind: 'changes',
            title: 'Say what the fix does',
            safe: false,
            changes: [
              editOf(image.file, image.trace.request.dockerfile.text, [
                { span: { start: name.start, end: name.end }, text: 'changed' },
              ]),
            ],
          },
        ],
      };
    }
  },
});
`,
);
write(
  join(root, `test/rules/${id}/fires.txt`),
  `-- Dockerfile --
FROM scratch AS change-me
#               ^^^^^^^^^ warning ${id}: say what will happen
-- fix "Say what the fix does" Dockerfile --
FROM scratch AS changed
`,
);
write(join(root, `test/rules/${id}/silent.txt`), '-- Dockerfile --\nFROM scratch AS other\n');
const made = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/generate-rules.ts')], {
  cwd: root,
  stdio: 'inherit',
});
if (made.status !== 0) fail('the lists of rules could not be written');
console.log(
  `Made ${id}: the rule in server/src/rules, its page in the comment above it (\`npm run generate\` writes it to docs/rules) and its fixtures in test/rules. They pass as they are; \`npm test -- rules\` runs them.`,
);

function titled(words: string): string {
  const text = words.replaceAll('-', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { flag: 'wx' });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
