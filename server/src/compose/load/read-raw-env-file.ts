import type { EnvFile, EnvValue } from './read-env-file.ts';

/**
 * Reads a file of variables of `format: raw` as `docker run --env-file` does: a line is a name, `=` and the value as it
 * stands, quotes and trailing blanks included. A name alone takes its value from `lookup`.
 */
export function readRawEnvFile(text: string, lookup: (name: string) => string | undefined): EnvFile {
  const values = new Map<string, EnvValue>();
  let next = text.startsWith('\uFEFF') ? 1 : 0;
  while (next < text.length) {
    const end = text.indexOf('\n', next) < 0 ? text.length : text.indexOf('\n', next);
    const whole = text.slice(next, text[end - 1] === '\r' ? end - 1 : end);
    const line = whole.trimStart();
    const start = next + whole.length - line.length;
    next = end + 1;
    if (line === '' || line.startsWith('#')) continue;
    const span = { start, end: start + line.length };
    const equals = line.indexOf('=');
    const name = equals < 0 ? line : line.slice(0, equals);
    if (name === '') return { values, error: { message: `no variable name on line '${line}'`, span } };
    if (/[ \t]/.test(name))
      return { values, error: { message: `variable '${name}' contains whitespaces`, span } };
    const value = equals < 0 ? lookup(name) : line.slice(equals + 1);
    if (value === undefined) continue;
    values.set(name, {
      value,
      span: equals < 0 ? span : { start: start + equals + 1, end: span.end },
      unset: [],
    });
  }
  return { values, error: null };
}
