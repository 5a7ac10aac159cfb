import { resolveScalar } from '../../compose/parse/resolve-scalar.ts';

/** How a scalar that is replaced was written. */
export type QuoteStyle = 'plain' | 'single' | 'double';

/**
 * Writes a text as a YAML scalar that Compose reads back as the same text. The style is kept where it can hold the
 * text: plain becomes double where YAML or Compose would read something else. A `$` is doubled, since Compose would
 * take it for a variable.
 */
export function quoteScalar(value: string, style: QuoteStyle): string {
  const text = value.replaceAll('$', '$$$$');
  if (style === 'plain' && isPlain(text)) return text;
  if (style === 'single' && !CONTROL.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text);
}

/** Stricter than YAML: what would be a flow indicator, a comment or a key anywhere is quoted everywhere. */
const isPlain = (text: string): boolean =>
  /^[\w./$][\w./@:$+-]*$/.test(text) &&
  !text.endsWith(':') &&
  !/^(?:y|n|yes|no|on|off)$/i.test(text) &&
  !/^(?=[^\d]*\d)[-+.\d][\d_.:eE+-]*$/.test(text) &&
  text !== '...' &&
  resolveScalar(text, null).type === 'string';

/** What a single-quoted scalar cannot hold on one line. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;
