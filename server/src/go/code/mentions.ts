import type { GoEvidence } from '../model.ts';
import { type CodeFile, type CodeText, placeOf } from './code-file.ts';

export type Mentions = Pick<GoEvidence, 'environment' | 'paths' | 'zones' | 'complete'>;

/** What one file mentions, whichever program reaches it. */
export function mentions(file: CodeFile): Mentions {
  const { calls, handed, texts } = file.parts;
  const environment: Mentions['environment'][number][] = [];
  const paths: Mentions['paths'][number][] = [];
  let complete = !calls.some((call) => READS_ANY.has(call.names.join('.')));
  for (const text of texts) {
    const at = placeOf(file, text.literal);
    if (text.value === null) complete = false;
    for (const name of variablesIn(text)) environment.push({ name, at });
    for (const path of pathsIn(text)) paths.push({ path, at });
  }
  const zones =
    calls.some(({ names }) => names.at(-1) === 'LoadLocation') ||
    handed.some(({ x }) => x.name === 'LoadLocation');
  return { environment, paths, zones, complete };
}

/** Calls after which any variable of the environment may matter. */
const READS_ANY = new Set([
  'viper.AutomaticEnv',
  'v.AutomaticEnv',
  'envconfig.Process',
  'envconfig.MustProcess',
  'env.Provider',
]);

/** Environment names: what is spelled like one, and the tags of a struct that is filled from the environment. */
function variablesIn({ value, as }: CodeText): readonly string[] {
  if (value === null || as === 'joined') return [];
  if (as === 'tag')
    return [...value.matchAll(/\b(?:env|envconfig|ENV):"([A-Za-z][A-Za-z0-9_]*)/g)].map(
      ([, name = '']) => name,
    );
  return /^[A-Z][A-Z0-9_]{2,}$/.test(value) && !VERBS.has(value) ? [value] : [];
}

const VERBS = new Set('GET PUT POST HEAD PATCH DELETE OPTIONS TRACE CONNECT'.split(' '));

/** Absolute paths: `/data`, the start of `/data/%s.csv`, and those of `file:` and `sqlite:` addresses and of a tag's defaults. */
function pathsIn({ value, as }: CodeText): readonly string[] {
  if (value === null || as === 'route') return [];
  if (as === 'tag') return [...value.matchAll(/"(\/[\w.@-]+(?:\/[\w.@-]+)*)"/g)].map(([, path = '']) => path);
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
