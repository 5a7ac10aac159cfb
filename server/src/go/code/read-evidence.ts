import { dirname } from '../../text/path.ts';
import { type CodeFile, type CodeToken, indexCode, literalOf, placeOf } from './code-index.ts';
import type { OwnModule } from './code-types.ts';
import { CodeEvaluator } from './evaluate-code.ts';
import { findListens } from './find-listens.ts';
import { findStarts } from './find-starts.ts';
import { parseGoMod } from '../imports/go-mod.ts';
import type { GoEvidence, GoFiles } from '../model.ts';

/** What the code in some files says about ports, variables and paths. */
export function readEvidence(files: GoFiles, paths: readonly string[]): GoEvidence {
  const index = indexOf(files);
  const code: CodeFile[] = [];
  let complete = true;
  for (const path of paths) {
    const file = index.file(path);
    if (file) code.push(file);
    else complete = false;
  }
  const evaluator = new CodeEvaluator(code, index.modules(code.map((file) => file.dir)));
  const environment: GoEvidence['environment'][number][] = [];
  const named: GoEvidence['paths'][number][] = [];
  for (const file of code) {
    const said = mentions(file);
    complete &&= said.complete;
    environment.push(...said.environment);
    named.push(...said.paths);
  }
  const { listens, somewhere } = findListens(code, evaluator);
  return {
    listens,
    listensSomewhere:
      somewhere || (listens.length === 0 && environment.some(({ name }) => OWN_PORT.test(name))),
    environment,
    paths: named,
    ...findStarts(code, evaluator),
    zones: code.some((file) => mentions(file).zones),
    complete,
  };
}

type Mentions = Pick<GoEvidence, 'environment' | 'paths' | 'zones' | 'complete'>;

/** What one file mentions, whichever program reaches it. Read once a file: the programs of a module share most of theirs. */
function mentions(file: CodeFile): Mentions {
  const known = MENTIONS.get(file);
  if (known) return known;
  const environment: Mentions['environment'][number][] = [];
  const paths: Mentions['paths'][number][] = [];
  let complete = !file.calls.some((call) => READS_ANY.has(call.names.join('.')));
  for (const [at, token] of file.tokens.entries()) {
    if (token.kind !== 'string') continue;
    const value = literalOf(token);
    if (value === null) {
      complete = false;
      continue;
    }
    for (const name of variablesIn(value, file.tokens, at))
      environment.push({ name, at: placeOf(file, token) });
    if (isRoute(file.tokens, at)) continue;
    for (const path of pathsIn(value, token)) paths.push({ path, at: placeOf(file, token) });
  }
  const zones = file.tokens.some(({ kind, text }) => kind === 'name' && text === 'LoadLocation');
  const said = { environment, paths, zones, complete };
  MENTIONS.set(file, said);
  return said;
}

const MENTIONS = new WeakMap<CodeFile, Mentions>();

/** Files as they were last read: the programs of a module share most of their packages. */
class Index {
  readonly #files: GoFiles;
  readonly #known = new Map<string, { readonly text: string | null; readonly file: CodeFile | null }>();

  constructor(files: GoFiles) {
    this.#files = files;
  }

  file(path: string): CodeFile | null {
    const text = this.#files.text(path);
    const known = this.#known.get(path);
    if (known && known.text === text) return known.file;
    const file = indexCode(this.#files, path);
    this.#known.set(path, { text, file });
    return file;
  }

  /** The modules that some folders are in. */
  modules(dirs: readonly string[]): readonly OwnModule[] {
    const found = new Map<string, OwnModule>();
    const seen = new Set<string>();
    for (const start of dirs) {
      for (let dir = start; !seen.has(dir); dir = dirname(dir)) {
        seen.add(dir);
        const text = this.#files.text(`${dir === '/' ? '' : dir}/go.mod`);
        if (text === null) continue;
        const { module } = parseGoMod(text);
        if (module) found.set(dir, { path: module, dir });
        break;
      }
    }
    return [...found.values()];
  }
}

const INDEXES = new WeakMap<GoFiles, Index>();

function indexOf(files: GoFiles): Index {
  const index = INDEXES.get(files) ?? new Index(files);
  INDEXES.set(files, index);
  return index;
}

/** Calls after which any variable of the environment may matter. */
const READS_ANY = new Set([
  'viper.AutomaticEnv',
  'v.AutomaticEnv',
  'envconfig.Process',
  'envconfig.MustProcess',
  'env.Provider',
]);
/** A program that reads such a name opens a port somewhere. */
const OWN_PORT =
  /^(?:PORT|(?:HTTP|GRPC|SERVER|APP|API|LISTEN|METRICS)_(?:PORT|ADDR|ADDRESS)|LISTEN_ADDR(?:ESS)?|BIND_ADDR(?:ESS)?)$/;

/** Environment names: arguments of calls, constants, and the tags of a struct that is filled from the environment. */
function variablesIn(value: string, tokens: readonly CodeToken[], at: number): readonly string[] {
  const before = tokens[at - 1]?.text ?? '';
  if (tokens[at]?.text.startsWith('`')) {
    const tagged = [...value.matchAll(/\b(?:env|envconfig|ENV):"([A-Za-z][A-Za-z0-9_]*)/g)].map(
      ([, name = '']) => name,
    );
    if (tagged.length > 0) return tagged;
  }
  const isName = /^[A-Z][A-Z0-9_]{2,}$/.test(value) && !VERBS.has(value);
  return isName && ['(', ',', '='].includes(before) ? [value] : [];
}

const VERBS = new Set('GET PUT POST HEAD PATCH DELETE OPTIONS TRACE CONNECT'.split(' '));

/** Absolute paths: `/data`, the start of `/data/%s.csv`, and those of `file:` and `sqlite:` addresses and of a tag's defaults. */
function pathsIn(value: string, token: CodeToken): readonly string[] {
  if (token.text.startsWith('`') && /^\w+:"/.test(value))
    return [...value.matchAll(/"(\/[\w.@-]+(?:\/[\w.@-]+)*)"/g)].map(([, path = '']) => path);
  const [, path = '', rest = ''] =
    /^(?:(?:file|sqlite3?|unix|bolt|badger):(?:\/\/)?)?(\/[\w.@-]+(?:\/[\w.@-]+)*\/?)(.*)$/s.exec(value) ??
    [];
  if (path === '' || /^[\s<>]/.test(rest)) return [];
  // A name that goes on in a way that is not plain is left off.
  return rest === '' || rest.startsWith('?') || path.endsWith('/') ? [path] : parents(path);
}

function parents(path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return folder === '' ? [] : [folder];
}

/** Whether a path is one of a web server: the first argument of a method that registers or asks. */
const isRoute = (tokens: readonly CodeToken[], at: number): boolean =>
  tokens[at - 1]?.text === '(' &&
  tokens[at - 2]?.kind === 'name' &&
  tokens[at - 3]?.text === '.' &&
  ROUTES.test(tokens[at - 2]?.text ?? '');

const ROUTES =
  /^(?:Handle|HandleFunc|HandlerFunc|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any|All|Get|Post|Put|Patch|Delete|Head|Options|Connect|Group|Route|Mount|StripPrefix|NewRequest|Path|PathPrefix|Match|Static|StaticFS|Use|Redirect|ServeFiles)$/;
