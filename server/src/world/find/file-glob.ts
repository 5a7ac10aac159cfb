import { anyChar, fitsWildcard, noSlash, type Step } from '../../text/wildcard.ts';

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
