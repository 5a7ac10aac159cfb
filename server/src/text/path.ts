/**
 * Paths inside the engine are absolute, use `/`, and have no `.`, `..` or trailing slash, on every platform
 * (`C:/code/app` on Windows). The host turns native paths into these and back.
 */
export function normalize(path: string): string {
  // Most paths are normal already. A dot in front of a name (`/.cache`) only costs the long way.
  if (path.startsWith('/') && !path.includes('//') && !path.includes('/.') && !path.endsWith('/'))
    return path;
  const root = /^(?:[A-Za-z]:)?\//.exec(path)?.[0] ?? '';
  const out: string[] = [];
  for (const part of path.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (part !== '..' || root === '') out.push(part);
  }
  return root + out.join('/') || '.';
}

export const isAbsolute = (path: string): boolean => /^(?:[A-Za-z]:)?\//.test(path);

/** `path` seen from the folder `base`; an absolute `path` stands for itself. */
export const resolve = (base: string, path: string): string =>
  normalize(isAbsolute(path) ? path : `${base}/${path}`);

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  // Only a drive at the very start is a root; a folder may be called `a:` too, and a command hold a URL.
  const isRoot = slash === 0 || (slash === 2 && /^[A-Za-z]:/.test(path));
  return isRoot ? path.slice(0, slash + 1) : path.slice(0, slash);
}

export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether `path` is the folder `dir` or lies in it. */
export const isInside = (dir: string, path: string): boolean =>
  path === dir || path.startsWith(dir.endsWith('/') ? dir : `${dir}/`);

/** The way from the folder `from` to `to`, `.` when they are one. */
export function relative(from: string, to: string): string {
  if (from === to) return '.';
  const a = from.split('/').filter(Boolean);
  const b = to.split('/').filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/') || '.';
}
