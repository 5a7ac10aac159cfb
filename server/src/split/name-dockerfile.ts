import { basename, dirname } from '../text/path.ts';

/**
 * A free name for the Dockerfile of a program, made from the monolith's own: `Dockerfile` → `Dockerfile.worker`,
 * `api.Dockerfile` → `api.worker.Dockerfile`. `taken` holds the lower-case paths that exist or are planned, since some
 * file systems do not tell case apart. Null when the name, and the name with the package's path in it, are taken.
 */
export function nameDockerfile(
  monolith: string,
  program: { readonly name: string; readonly dir: string },
  taken: ReadonlySet<string>,
): string | null {
  const dir = dirname(monolith);
  const name = basename(monolith);
  const suffixed = /^(.+)\.((?:docker|container)file)$/i.exec(name);
  const named = (part: string): string =>
    `${dir === '/' ? '' : dir}/${suffixed ? `${suffixed[1]}.${part}.${suffixed[2]}` : `${name}.${part}`}`;
  const path = program.dir.replaceAll('/', '-');
  return (
    [named(clean(program.name)), named(clean(path))].find((each) => !taken.has(each.toLowerCase())) ?? null
  );
}

const clean = (text: string): string => text.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|(?<![-.])[-.]+$/g, '');
