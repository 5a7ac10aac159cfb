import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes a part of a page of measurements: what stands between the comments `<!-- NAME -->` and `<!-- /NAME -->`. A page
 * or a part that is not there yet is made.
 */
export function writeMeasurements(page: string, name: string, text: string): void {
  const file = fileURLToPath(new URL(`../docs/measurements/${page}`, import.meta.url));
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const start = old.indexOf(from);
  const end = old.indexOf(to);
  const part = `${from}\n\n${text.trim()}\n\n${to}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    start < 0 || end < start
      ? `${old}${old === '' ? '' : '\n'}${part}\n`
      : old.slice(0, start) + part + old.slice(end + to.length),
  );
}
