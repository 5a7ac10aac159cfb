import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArchive } from '../support/read-archive.ts';

/**
 * A workspace with a shared image, in one text, and at its end what a split of it is to do, a fact a line:
 *
 *     -- expect --
 *     create Dockerfile.api Dockerfile.worker     the files that are new, all of them
 *     delete Dockerfile                           the files that are gone, all of them
 *     cgo api=off worker=on                       how each program of the plan is built
 *     also api=migrate                            the programs that an image holds besides its own
 *     services worker=mails,images                which services get its image
 *     with Dockerfile.worker curl                 words that a file has after the split
 *     without Dockerfile.api gcc                  words that it has not
 *     line Dockerfile.api RUN strip /out/*        a line that a file has after the split, as it stands there
 *     noline Dockerfile.api RUN strip             one that it has not
 *     kept Dockerfile: Makefile:2 builds it       why a monolith stays, all reasons
 *     refused service chosen: a part              what is refused, and a part of the reason
 *     status 1                                    of `split`; 0 where nothing is said
 *     crlf Dockerfile                             files whose lines end in CR LF
 */
export interface Monolith {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: {
    readonly create: readonly string[];
    readonly delete: readonly string[];
    readonly cgo: Readonly<Record<string, string>>;
    readonly also: Readonly<Record<string, string>>;
    readonly services: Readonly<Record<string, string>>;
    readonly with: readonly Words[];
    readonly without: readonly Words[];
    readonly lines: readonly Line[];
    readonly noLines: readonly Line[];
    readonly kept: readonly string[];
    readonly refused: readonly { readonly subject: string; readonly reason: string }[];
    readonly status: number;
  };
}

interface Words {
  readonly file: string;
  readonly words: readonly string[];
}

interface Line {
  readonly file: string;
  readonly text: string;
}

const folder = fileURLToPath(new URL('monoliths/', import.meta.url));

/** Every workspace of `monoliths/`, in order of name. */
export const monoliths = (): Monolith[] =>
  readdirSync(folder)
    .sort()
    .map((file) => readMonolith(file.replace(/\.txt$/, ''), readFileSync(join(folder, file), 'utf8')));

function readMonolith(name: string, text: string): Monolith {
  const { expect = '', ...files } = readArchive(text);
  const lines = expect
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /^(\w+) ?(.*)$/.exec(line) ?? [line, '', line]);
  const said = (verb: string): string[] =>
    lines.filter(([, each]) => each === verb).map(([, , rest = '']) => rest);
  const words = (verb: string): string[] =>
    said(verb).flatMap((rest) => rest.split(' ').filter((each) => each !== ''));
  const pairs = (verb: string): Record<string, string> =>
    Object.fromEntries(words(verb).map((word) => word.split('=', 2) as [string, string]));
  const inFiles = (verb: string): Words[] =>
    said(verb).map((rest) => {
      const [file = '', ...some] = rest.split(' ');
      return { file, words: some };
    });
  const wholeLines = (verb: string): Line[] =>
    said(verb).map((rest) => {
      const [, file = '', text = ''] = /^(\S+) (.*)$/.exec(rest) ?? [];
      return { file, text };
    });
  for (const [line, verb = ''] of lines) if (!VERBS.has(verb)) throw new Error(`${name}: what is "${line}"?`);
  for (const file of words('crlf')) files[file] = files[file]?.replaceAll('\n', '\r\n') ?? '';
  return {
    name,
    files,
    expected: {
      create: words('create').sort(),
      delete: words('delete').sort(),
      cgo: pairs('cgo'),
      also: pairs('also'),
      services: pairs('services'),
      with: inFiles('with'),
      without: inFiles('without'),
      lines: wholeLines('line'),
      noLines: wholeLines('noline'),
      kept: said('kept'),
      refused: said('refused').map((rest) => {
        const [, subject = '', reason = ''] = /^(.*?): ?(.*)$/.exec(rest) ?? [];
        return { subject, reason };
      }),
      status: Number(said('status')[0] ?? 0),
    },
  };
}

const VERBS = new Set(
  'create delete cgo also services with without line noline kept refused status crlf'.split(' '),
);
