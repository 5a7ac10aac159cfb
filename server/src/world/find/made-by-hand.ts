import type { Query, Reader } from '../../memory/snapshot.ts';
import { sameData } from '../../text/same-data.ts';
import { basename, dirname, isInside, relative } from '../../text/path.ts';
import { mayStartCompose } from './may-start-compose.ts';

/**
 * Whether a Makefile, a script, a workflow or a document of the repository makes a path that is not there, before the image is
 * built: `go build -o bin/api`, `cp … deploy/`, a target of make. Both are absolute; `from` is where it starts to look, upwards.
 */
export function madeByHand(reader: Reader, path: string, from: string): boolean {
  for (let dir = from; ; dir = dirname(dir)) {
    const entries = reader.list(dir);
    if (entries === null) return false;
    const folders = [dir, ...FOLDERS.map((name) => (dir === '/' ? `/${name}` : `${dir}/${name}`))];
    for (const folder of folders)
      for (const { name, kind } of reader.list(folder) ?? []) {
        const file = folder === '/' ? `/${name}` : `${folder}/${name}`;
        if (kind !== 'file' || !mayStartCompose(file, folder === dir ? 0 : 1)) continue;
        const outputs = reader.derive(outputsIn, file);
        const bases = new Set([folder, dirname(folder), from, dir]);
        for (const base of bases)
          if (isInside(base, path) && outputs.some((each) => fits(each, relative(base, path)))) return true;
      }
    if (dir === dirname(dir) || entries.some(({ name }) => name === '.git')) return false;
  }
}

/** Where scripts are kept. */
const FOLDERS = [
  'scripts',
  'script',
  'hack',
  'ci',
  'build',
  'bin',
  'tools',
  '.github/workflows',
  '.circleci',
  '.gitlab',
];

/** What the commands of one file write, as they name it; `*` stands for what a variable says. */
const outputsIn: Query<string, readonly string[]> = {
  name: 'outputs-in',
  same: sameData,
  compute(reader, file) {
    const state = reader.file(file);
    if (state.kind !== 'text') return [];
    const isMake = /makefile|\.mk$/i.test(basename(file));
    const text = state.file.text.replace(/\\\r?\n/g, ' ').replace(VARIABLE, '*');
    const isFetched = text.includes('download-artifact');
    const out = text.split(/\r?\n/).flatMap((line) => {
      const found = line.split(/[;&|]+/).flatMap((command) => writtenBy(command));
      if (isMake && !line.startsWith('\t')) found.push(...targetsIn(line));
      const [key = '', value = ''] = line.split(/[:?+]?=/, 2).map((each) => each.trim());
      if (/^(?:export )?\w+$/.test(key)) found.push(value.replace(/["']/g, ''));
      const [, folder] = isFetched ? (/^\s*path:\s*(\S+)/.exec(line) ?? []) : [];
      if (folder !== undefined) found.push(`${folder}/`);
      return found;
    });
    const paths = out.map((each) => each.replace(/^(?:\.\/)+/, '')).filter(isTelling);
    return [...new Set(paths)].sort();
  },
};

const VARIABLE = /\$\([^()\n]*\)|\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|\$\$?\w+|\$[@<*^]|%/g;

/** A name that is all variables may be anything, so that it says nothing. */
const isTelling = (path: string): boolean =>
  path.split('/').some((part) => /^[\w.-]+$/.test(part) && /\w/.test(part));

function writtenBy(command: string): string[] {
  const words = command.split(/[\s"'`(),]+/).filter((word) => word !== '');
  const out: string[] = [];
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    if (INTO.has(word) && next !== undefined) out.push(next);
    const equals = word.indexOf('=');
    if (equals > 0 && INTO.has(word.slice(0, equals))) out.push(word.slice(equals + 1));
    if (/^>+[^>]/.test(word)) out.push(word.replace(/^>+/, ''));
    if (word === 'mkdir') out.push(...words.slice(i + 1).filter((each) => !each.startsWith('-')));
    if (COPIES.has(word) && words.length > i + 2) out.push(words.at(-1) ?? '');
    if (word === 'go' && next === 'build' && !words.includes('-o')) {
      const last = words.at(-1) ?? '';
      if (/^\.\/.*\w$/.test(last)) out.push(basename(last).replace(/\.go$/, ''));
    }
  }
  return out;
}

/** What stands before a file or a folder that a command writes. */
const INTO = new Set(['-o', '--output', '--out', '--outfile', '-O', '-C', '-d', '>', '>>', 'of']);

const COPIES = new Set(['cp', 'mv', 'install', 'rsync', 'ln']);

function targetsIn(line: string): string[] {
  const colon = line.indexOf(':');
  if (colon < 0 || line[colon + 1] === '=') return [];
  const targets = line.slice(0, colon);
  return /[#=]/.test(targets) ? [] : targets.split(/\s+/);
}

/** Whether an output is a path, or a folder that the path lies in. */
function fits(output: string, path: string): boolean {
  const wanted = output.replace(/(?<!\/)\/+$/, '').split('/');
  const parts = path.split('/');
  return wanted.length <= parts.length && wanted.every((each, i) => fitsPart(each, parts[i] ?? ''));
}

/** A `*` at either end, or alone: what stands between two is no more than its ends. */
function fitsPart(wanted: string, part: string): boolean {
  const [first = '', ...rest] = wanted.split('*');
  const last = rest.at(-1);
  if (last === undefined) return wanted === part;
  return part.length >= first.length + last.length && part.startsWith(first) && part.endsWith(last);
}
