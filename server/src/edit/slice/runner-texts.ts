import type { BuildContext, Execution } from '../../image/model.ts';
import { basename, dirname } from '../../text/path.ts';

/** The texts of a build context, for commands that run what files say. They are read when somebody asks for the first time. */
export class RunnerTexts {
  readonly #context: BuildContext;
  #texts: { readonly all: ReturnType<typeof textsIn> } | null = null;

  constructor(context: BuildContext) {
    this.#context = context;
  }

  /** Whether some text names a program by its path, or, where it lies on PATH, by its name as a command. */
  mayRun(path: string, { path: search }: Execution): boolean {
    const { all: texts } = (this.#texts ??= { all: textsIn(this.#context) });
    if (texts === null) return true;
    const name = basename(path).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const bare = search === null || search.split(':').includes(dirname(path));
    const relative = path.slice(1);
    const inCode = new RegExp(
      `(?:go:generate[^\\n]*|(?:Command|CommandContext|LookPath|Exec)\\([^\\n]*)\\b${name}\\b`,
    );
    const inText = new RegExp(`(?:^|[\\s;&|"'\`(@/-])${name}(?=$|[\\s;&|"'\`)])`, 'm');
    return texts.some(
      ({ path: file, text }) =>
        text.includes(relative) || (bare && (file.endsWith('.go') ? inCode : inText).test(text)),
    );
  }
}

/** The texts below the root of a context; null where there are too many to read. */
function textsIn(context: BuildContext): readonly { readonly path: string; readonly text: string }[] | null {
  const out: { path: string; text: string }[] = [];
  const walk = (dir: string): void => {
    for (const entry of context.list(dir) ?? []) {
      if (out.length > MOST_FILES) return;
      const name = entry.replace(/(?<![/@])[/@]+$/, '');
      if (NOT_SCRIPTS.test(name)) continue;
      const path = dir === '.' ? name : `${dir}/${name}`;
      if (context.kind(path) === 'directory') walk(path);
      else {
        const text = context.read(path);
        if (text !== null && text.length <= LONGEST) out.push({ path, text });
      }
    }
  };
  walk('.');
  return out.length > MOST_FILES ? null : out;
}

const MOST_FILES = 5000;
const LONGEST = 1 << 19;
/** What runs nothing: other projects' packages, the history, data, what describes the deployment. */
const NOT_SCRIPTS =
  /^(?:\.git|node_modules|vendor|testdata)$|\.(?:md|sum|css|html?|svg|png|jpe?g|gif|ico|woff2?|ttf|pdf|csv|sql)$|^(?:Dockerfile.*|.*\.[Dd]ockerfile|(?:docker-)?compose.*\.ya?ml|go\.mod)$/;
