import { goFiles } from '../go/context-view.ts';
import { dirname } from '../../text/path.ts';
import type { Program, World } from '../world.ts';

/** A version of a symbol, as the loader names it. */
export interface NewerSymbol {
  readonly version: string;
  readonly name: string;
  /** Whether an older glibc has no such function at all, so that nothing is built with it there. */
  readonly isNew: boolean;
}

/**
 * Something that the repository's own C or C++ in a program surely takes from a glibc, or its C++ library, that is newer than
 * the one it meets. Null where nothing is found: most programs use nothing that is new.
 */
export function newerSymbol(
  world: World,
  { cgo }: Program,
  linked: number,
  there: number,
): NewerSymbol | null {
  const files = goFiles(world.reader);
  const dirs = [...new Set(cgo.reachedFirstParty.map(dirname))];
  const go = cgo.reachedFirstParty.flatMap((path) => {
    const head = files.head(path);
    return head?.cgo ? [{ path, text: preamble(files.text(path) ?? '') }] : [];
  });
  const withC = new Set(go.map(({ path }) => dirname(path)));
  const c = dirs
    .filter((dir) => withC.has(dir))
    .flatMap((dir) =>
      (files.list(dir) ?? [])
        .filter((name) => /\.(?:c|cc|cpp|cxx)$/.test(name))
        .map((name) => ({ path: `${dir}/${name}`, text: files.text(`${dir}/${name}`) ?? '' })),
    );
  for (const { path, text } of [...go, ...c]) {
    // What a condition leaves in is not known here.
    if (/^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b/m.test(text)) continue;
    const code = withoutComments(text);
    const isCpp = /\.(?:cc|cpp|cxx)$/.test(path);
    const found = SYMBOLS.find(
      (each) => linked >= each.since && there < each.since && each.uses(code, isCpp),
    );
    if (found) return found;
  }
  return null;
}

interface Known extends NewerSymbol {
  /** The glibc of the first release of Debian that has it, or whose compiler has. */
  readonly since: number;
  uses(code: string, isCpp: boolean): boolean;
}

const SYMBOLS: readonly Known[] = [
  {
    since: 38,
    version: 'GLIBC_2.38',
    name: 'strlcpy',
    isNew: true,
    uses: (code) =>
      calls(code, 'strlcpy|strlcat') &&
      /<string\.h>/.test(code) &&
      !/\bstrlc(?:py|at)\s*\([^;{]*\)\s*\{/.test(code),
  },
  {
    // With these a number may be binary, as C23 has it; the older ones stay for who does not ask for what is new.
    since: 38,
    version: 'GLIBC_2.38',
    name: 'strtol',
    isNew: false,
    uses: (code, isCpp) =>
      (isCpp || /^[^]*?#\s*define\s+_GNU_SOURCE\b[^]*?#\s*include/.test(code)) &&
      /<(?:stdlib\.h|cstdlib|stdio\.h|cstdio)>/.test(code) &&
      calls(code, 'strtol|strtoul|strtoll|strtoull|sscanf|fscanf|scanf'),
  },
  {
    since: 38,
    version: 'GLIBCXX_3.4.32',
    name: 'iostream',
    isNew: false,
    uses: (code, isCpp) => isCpp && /^[ \t]*#[ \t]*include[ \t]*<iostream>/m.test(code),
  },
];

const calls = (code: string, names: string): boolean =>
  new RegExp(`(?<![\\w.>])(?:${names})\\s*\\(`).test(code);

/** The comments above `import "C"`, which are C. */
function preamble(text: string): string {
  const before = text.slice(0, /^import\s+"C"/m.exec(text)?.index ?? 0);
  const [block] = /\/\*[^]*?\*\/\s*$/.exec(before.slice(Math.max(0, before.lastIndexOf('/*')))) ?? [];
  if (block !== undefined) return block.replace(/^\/\*|\*\/\s*$/g, '');
  const lines = before.trimEnd().split('\n');
  const first = lines.findLastIndex((line) => !line.startsWith('//'));
  return lines
    .slice(first + 1)
    .map((line) => line.slice(2))
    .join('\n');
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*(?:[^]*?\*\/|[^]*)|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"?/g, (match) =>
    match.startsWith('"') ? '""' : ' ',
  );
