import { interpolate } from './interpolate.ts';

/** Reads a `.env` file as compose-go's dotenv does: `export`, quotes, comments, variables in unquoted and double-quoted values. */
export function readEnvFile(text: string, env: ReadonlyMap<string, string>): Map<string, string> {
  const out = new Map<string, string>();
  const lookup = (name: string): string | undefined => env.get(name) ?? out.get(name);
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const line =
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*(?:'([^']*)'|"((?:\\.|[^"\\])*)"|([^\n]*))[^\n]*$/gm;
  for (const [whole, name = '', single, double, plain] of source.matchAll(line)) {
    if (/^[ \t]*#/.test(whole)) continue;
    if (single !== undefined) out.set(name, single);
    else if (double !== undefined) out.set(name, interpolate(unescape(double), lookup).value);
    else out.set(name, interpolate((plain ?? '').replace(/(?:^|[ \t])#.*$/, '').trim(), lookup).value);
  }
  return out;
}

const unescape = (text: string): string =>
  text.replace(/\\([nrt"\\])/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c);
