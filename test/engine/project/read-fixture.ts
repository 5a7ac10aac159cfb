import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArchive } from '../../support/read-archive.ts';

/**
 * A workspace in one text, whose programs say what they find themselves in. What they have in common is not written
 * out: `@report` stands for the package that says it, and a file of one line for a program that uses the package,
 *
 *     @program api from example.com/shared/report serves 8080 writes /data reads /etc/app.conf ends
 *
 * of which all but the name can be left out; without `from` the package is the module's own. A file that is marked
 * `crlf` has such ends of lines.
 */
export function readFixture(file: URL): Record<string, string> {
  const files = readArchive(readFileSync(file, 'utf8'));
  const out: Record<string, string> = {};
  const modules = Object.keys(files).filter((path) => path.endsWith('go.mod'));
  for (const path of modules) {
    if ('go.work' in files) continue;
    out[join(dirname(path), 'internal/report/report.go')] = REPORT;
  }
  const [, module = ''] = /^module (.+)$/m.exec(files[modules[0] ?? ''] ?? '') ?? [];
  for (const [path, text] of Object.entries(files)) {
    const [, plain = path, crlf] = /^(.+) (crlf)$/.exec(path) ?? [];
    const full =
      text === '@report\n' ? REPORT : text.startsWith('@program ') ? program(text.trim(), module) : text;
    out[plain] = crlf ? full.replaceAll('\n', '\r\n') : full;
  }
  return out;
}

const REPORT = readFileSync(new URL('report.go', import.meta.url), 'utf8');

function program(line: string, module: string): string {
  const words = line.split(' ').slice(1);
  const name = words.shift() ?? '';
  let from = `${module}/internal/report`;
  let port: string | null = null;
  let ends = false;
  const facts = [JSON.stringify(name)];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === 'ends') ends = true;
    else if (word === 'from') from = words.shift() ?? '';
    else if (word === 'serves') port = words.shift() ?? '';
    else if (word === 'writes' || word === 'reads')
      facts.push(`report.${word === 'writes' ? 'Writes' : 'Reads'}(${JSON.stringify(words.shift())})`);
    else throw new Error(`${line}: what is "${word}"?`);
  }
  const imports = [...(port === null ? [] : ['log', 'net/http']), from].map(
    (path) => `\t${JSON.stringify(path)}\n`,
  );
  const serve = [
    '\thttp.HandleFunc("/", report.Answer)\n',
    `\tlog.Fatal(http.ListenAndServe(":${port}", nil))\n`,
  ].join('');
  const rest = port !== null ? serve : ends ? '' : '\treport.Wait()\n';
  return `package main\n\nimport (\n${imports.join('')})\n\nfunc main() {\n\treport.Say(${facts.join(', ')})\n${rest}}\n`;
}
