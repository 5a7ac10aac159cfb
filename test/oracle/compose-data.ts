import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OracleRequest } from './compose-oracle.ts';

/** A project to compare on, with a name for the message that it differs. */
export interface ComposeCase {
  readonly name: string;
  readonly request: OracleRequest;
}

const ALL_PROFILES: readonly string[] = ['*'];

/** Files of a folder of their own, by path, and how they are loaded. */
export interface Written {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Those of `-f`. */
  readonly load?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Writes projects below a folder. */
export const write = (folder: string, projects: readonly Written[]): ComposeCase[] =>
  projects.map(({ name, files, load, env }, index) => {
    const dir = join(folder, `project-${index}`);
    mkdirSync(dir, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return {
      name,
      request: { dir, profiles: ALL_PROFILES, ...(load && { files: load }), ...(env && { env }) },
    };
  });

/** Every Compose file among the test data of compose-go, each loaded on its own, and every folder of them. */
export function testDataOf(composeGo: string): ComposeCase[] {
  const files = readdirSync(composeGo, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !entry.parentPath.includes('/.'),
  );
  const alone = files.map(({ parentPath, name }) => ({
    name: join(parentPath, name).slice(composeGo.length + 1),
    request: { dir: parentPath, files: [name], profiles: ALL_PROFILES, env: VARIABLES },
  }));
  const folders = [...new Set(files.map(({ parentPath }) => parentPath))]
    .filter((dir) =>
      files.some(({ parentPath, name }) => parentPath === dir && /^(docker-)?compose\.ya?ml$/.test(name)),
    )
    .map((dir) => ({
      name: `${dir.slice(composeGo.length + 1)}/`,
      request: { dir, profiles: ALL_PROFILES, env: VARIABLES },
    }));
  return [...alone, ...folders];
}

/** The Compose files that stand in the text of compose-go's own tests, between backticks. */
export function embeddedIn(composeGo: string): Written[] {
  const tests = readdirSync(composeGo, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('_test.go'),
  );
  return tests.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [...readFileSync(path, 'utf8').matchAll(/`([^`]*)`/g)].flatMap(
      ([, text = ''], index): Written[] =>
        /^(?:services|include|networks|volumes|secrets|configs|name|x-\w+):/m.test(text)
          ? [
              {
                name: `${path.slice(composeGo.length + 1)} #${index}`,
                files: { 'compose.yaml': text },
                env: VARIABLES,
              },
            ]
          : [],
    );
  });
}

/** What the test data asks for here and there. */
const VARIABLES = { HOME: '/home/someone', USER: 'jenny', FOO: 'foo', BAR: 'bar', TAG: '1.2' };
