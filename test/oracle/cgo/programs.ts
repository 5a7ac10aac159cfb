import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program that imports one package. */
export interface Program {
  /** What the list says of it. */
  readonly title: string;
  readonly importPath: string;
  /** The body of main; null for a blank import. */
  readonly use: string | null;
  readonly small: boolean;
  /** Its folder below that of the module, as a go command names it. */
  readonly folder: string;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The programs of programs.txt. */
export function readPrograms(): readonly Program[] {
  return readFileSync(join(folder, 'programs.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, index): Program => {
      const small = line.startsWith('* ');
      const title = small ? line.slice(2) : line;
      const space = title.indexOf(' ');
      return {
        title,
        importPath: space < 0 ? title : title.slice(0, space),
        use: space < 0 ? null : title.slice(space + 1),
        small,
        folder: `./p${index}`,
      };
    });
}

/** Writes programs into a folder, one module with pinned versions. */
export function writePrograms(dir: string, programs: readonly Program[]): void {
  for (const file of ['go.mod', 'go.sum']) copyFileSync(join(folder, file), join(dir, file));
  for (const program of programs) {
    const name = program.use === null ? '_' : 'p';
    mkdirSync(join(dir, program.folder), { recursive: true });
    writeFileSync(
      join(dir, program.folder, 'main.go'),
      `package main\n\nimport ${name} "${program.importPath}"\n\nfunc main() {\n\t${program.use ?? ''}\n}\n`,
    );
  }
}

/** The version of the module that a package is in, by the pinned go.mod. */
export function versionOf(importPath: string): string {
  const versions = new Map(
    [...readFileSync(join(folder, 'go.mod'), 'utf8').matchAll(/^\s*(?:require )?(\S+) (v\S+)/gm)].map(
      ([, path = '', version = '']) => [path, version] as const,
    ),
  );
  for (let path = importPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const version = versions.get(path);
    if (version !== undefined) return `${path}@${version}`;
  }
  throw new Error(`no module in go.mod has ${importPath}`);
}
