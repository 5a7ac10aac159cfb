<<<<<<< HEAD
import { anyChar, fitsWildcard, noSlash, type Step } from '../../text/wildcard.ts';
=======
import type { Reader } from '../../memory/snapshot.ts';
import { globMatcher } from '../../text/glob.ts';
>>>>>>> 8141592 (Let a repository configure the rules, and a comment silence a finding)
import { isInside, relative } from '../../text/path.ts';
import { configuredComposeFiles } from '../configuration/configuration.ts';
import type { Discovered } from './discover.ts';
import type { Settings } from '../settings.ts';

<<<<<<< HEAD
/** YAML files that the settings or the editor make candidates for Compose, absolute, beside those whose names do. */
export function composeFiles(yaml: Discovered['yaml'], settings: Settings): readonly string[] {
  const { path, composeFiles: globs = [], opened = [] } = settings;
  const patterns = globs.map(fileGlob);
=======
/**
 * YAML files that the settings, the configuration or the editor make candidates for Compose, absolute, beside those whose names do.
 */
export function composeFiles(
  reader: Reader,
  yaml: Discovered['yaml'],
  settings: Settings,
): readonly string[] {
  const { path, root, composeFiles: globs = [], opened = [] } = settings;
  const tests = [
    ...globs.map((glob) => ({ from: path, matches: globMatcher(glob) })),
    ...reader
      .derive(configuredComposeFiles, root)
      .map((glob) => ({ from: root, matches: globMatcher(glob) })),
  ];
>>>>>>> 8141592 (Let a repository configure the rules, and a comment silence a finding)
  return yaml.flatMap(({ dir, names }) =>
    names
      .map((name) => (dir === '/' ? `/${name}` : `${dir}/${name}`))
      .filter((file) => {
<<<<<<< HEAD
        const seen = isInside(path, file) ? relative(path, file) : file;
        return opened.includes(file) || patterns.some((pattern) => pattern(seen));
      }),
  );
}

/** A glob as VS Code has them: `*` and `?` stay in one folder, `**` goes through several, `{a,b}` is one of them. */
export function fileGlob(glob: string): (path: string) => boolean {
  const wildcards = alternatives(glob.replace(/^\.\//, '')).map(stepsOf);
  return (path) => wildcards.some((wildcard) => fitsWildcard(wildcard, path));
}

/** Every text that a glob with braces stands for. One that stands for more than anybody writes stands for none. */
function alternatives(glob: string): readonly string[] {
  let done: readonly string[] = [''];
  let open = [glob];
  for (; open.length > 0; ) {
    const rest: string[] = [];
    done = open;
    for (const text of open) {
      // The innermost braces first; their alternatives hold none.
      const [, before = '', list, after = ''] = /^([^]*)\{([^{}]*)\}([^]*)$/.exec(text) ?? [];
      if (list !== undefined) rest.push(...list.split(',').map((each) => before + each + after));
    }
    if (rest.length > MOST_ALTERNATIVES) return [];
    open = rest;
  }
  return done;
}

const MOST_ALTERNATIVES = 1000;

const stepsOf = (glob: string): readonly Step[] =>
  (glob.match(/\*\*\/|\*\*|[^]/gu) ?? []).map((token): Step => {
    switch (token) {
      case '**/':
        return { kind: 'folders' };
      case '**':
        return { kind: 'many', fits: anyChar };
      case '*':
        return { kind: 'many', fits: noSlash };
      case '?':
        return { kind: 'one', fits: noSlash };
      default:
        return { kind: 'one', fits: token };
    }
  });
=======
        return (
          opened.includes(file) ||
          tests.some(({ from, matches }) => matches(isInside(from, file) ? relative(from, file) : file))
        );
      }),
  );
}
>>>>>>> 8141592 (Let a repository configure the rules, and a comment silence a finding)
