import { isInside, relative } from '../../text/path.ts';
import type { Discovered } from './discover.ts';
import type { Settings } from '../settings.ts';

/** YAML files that the settings or the editor make candidates for Compose, absolute, beside those whose names do. */
export function composeFiles(yaml: Discovered['yaml'], settings: Settings): readonly string[] {
  const { path, composeFiles: globs = [], opened = [] } = settings;
  const patterns = globs.map(globRegex);
  return yaml.flatMap(({ dir, names }) =>
    names
      .map((name) => (dir === '/' ? `/${name}` : `${dir}/${name}`))
      .filter((file) => {
        const seen = isInside(path, file) ? relative(path, file) : file;
        return opened.includes(file) || patterns.some((pattern) => pattern.test(seen));
      }),
  );
}

/** A glob as VS Code has them: `*` and `?` stay in one folder, `**` goes through several, `{a,b}` is one of them. */
export function globRegex(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(/^\.\//, '').replace(/\*\*\/|\*\*|[*?{},]|[\\^$.+()[\]|]/g, (token) => {
    switch (token) {
      case '**/':
        return '(?:[^/]+/)*';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        depth++;
        return '(?:';
      case '}':
        if (depth === 0) return '\\}';
        depth--;
        return ')';
      case ',':
        return depth > 0 ? '|' : ',';
      default:
        return `\\${token}`;
    }
  });
  return new RegExp(`^${source}${')'.repeat(depth)}$`);
}
