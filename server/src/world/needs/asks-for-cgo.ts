import type { Reader } from '../../memory/snapshot.ts';
import { dirname } from '../../text/path.ts';
import type { Image, Program } from '../world.ts';

/**
 * What asks for cgo by word in a program that has no C of its own to build: certified cryptography, or the resolver of the C
 * library. Without cgo the program would still compile, and not be what was asked for. A clause; null where nothing asks.
 */
export function asksForCgo(reader: Reader, image: Image, { build, cgo, dir }: Program): string | null {
  if (build.cgo.asked !== null) return build.cgo.asked;
  if (build.tags.includes('netcgo')) return 'it is built with the tag netcgo';
  const fips = cgo.standard.find((path) => FIPS.has(path));
  if (fips !== undefined) return `it imports ${fips}`;
  const environments = [image.trace.final?.env.get('GODEBUG')].concat(
    image.usedBy.map(({ model }) => model.environment.get('GODEBUG')?.value),
  );
  if (environments.some((value) => value === null || asksForResolver(value ?? '')))
    return 'GODEBUG may ask for the resolver of the C library';
  return textsOf(reader, dir).some((text) => DIRECTIVE.test(text))
    ? 'its sources ask for the resolver of the C library (netdns=cgo)'
    : null;
}

const FIPS: ReadonlySet<string> = new Set(['crypto/tls/fipsonly', 'crypto/boring']);

const asksForResolver = (value: string): boolean => /(?:^|,)netdns=[^,]*cgo/.test(value);

/** In a file of package main, or in go.mod. https://go.dev/doc/godebug */
const DIRECTIVE = /^(?:\/\/go:debug|godebug)[ \t]+netdns=\S*cgo|^[ \t]+netdns=\S*cgo/m;

/** The files of a main package, and the go.mod above it. */
function textsOf(reader: Reader, dir: string): string[] {
  const names = (reader.list(dir) ?? []).filter(
    ({ name }) => name.endsWith('.go') && !name.endsWith('_test.go'),
  );
  const files = names.map(({ name }) => `${dir}/${name}`);
  for (let above = dir; ; above = dirname(above)) {
    if (reader.file(`${above}/go.mod`).kind === 'text') files.push(`${above}/go.mod`);
    else if (dirname(above) !== above) continue;
    break;
  }
  return files.flatMap((file) => {
    const state = reader.file(file);
    return state.kind === 'text' ? [state.file.text] : [];
  });
}
