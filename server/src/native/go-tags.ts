import { parseGoTag } from './go-tag.ts';
import { parseImageReference } from './image-reference.ts';

/**
 * The golang image of a newer Go in the same variant: `golang:1.23-alpine` of `1.24` is `golang:1.24-alpine`. Where that
 * Go was never made on the same release of Debian or Alpine, the nearest one that it was made on. Null where the image is
 * held by a digest, or its tag names no version.
 */
export function bumpGoTag(reference: string, version: string): string | null {
  const image = parseImageReference(reference);
  const [, old = '', rest = ''] = /^(1\.\d+(?:\.\d+)?)(-.*)?$/.exec(image?.tag ?? '') ?? [];
  if (!image || image.digest !== null || old === '') return null;
  const minor = Number(version.split('.')[1]);
  // Who pins a patch release gets a pinned one; a patch that nobody named is any.
  const isPinned = old.split('.').length === 3;
  const kept = isPinned ? version : version.split('.').slice(0, 2).join('.');
  const tag = parseGoTag(image.tag ?? '');
  const own = rest === '' ? goSuite(tag.minor ?? 0, tag.version) : null;
  const same = own === null || own === goSuite(minor, parseGoTag(kept).version);
  // What is linked there may be started on an older release: the default must not change under it.
  const suite = suiteOf(same ? rest.slice(1) : own, minor);
  return suite === null
    ? null
    : `${reference.slice(0, reference.length - (image.tag ?? '').length)}${kept}${suite && `-${suite}`}`;
}

/** Whether a minor version of Go was ever made on a release: `bookworm`, `alpine3.20`, `alpine`. */
export const isMadeOn = (minor: number, suite: string): boolean =>
  suite === 'alpine' || (SUITES[minor] ?? SUITES.at(-1) ?? '').split(' ').includes(suite);

function suiteOf(name: string, minor: number): string | null {
  if (name === '' || name === 'alpine') return name;
  const made = SUITES[minor] ?? SUITES.at(-1) ?? '';
  const family = ORDER.find((each) => each.includes(name));
  if (!family) return null;
  const there = family.filter((each) => made.split(' ').includes(each));
  return there.includes(name)
    ? name
    : (there.find((each) => family.indexOf(each) > family.indexOf(name)) ?? there.at(-1) ?? null);
}

/** The release of Debian that a tag without one stood on when it was last made; null where that is not known. */
export function goSuite(minor: number, version: string | null): string | null {
  const patch = version === null ? Infinity : Number(version.split('.')[2]);
  const since = DEFAULTS[minor] ?? (minor >= NEWEST_DEFAULT ? { trixie: 0 } : {});
  return Object.entries(since).find(([, first]) => patch >= first)?.[0] ?? null;
}

/** From which patch release on a tag without a release of Debian meant which one, the newest first. */
const DEFAULTS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  14: { buster: 0 },
  15: { buster: 0 },
  16: { bullseye: 7, buster: 0 },
  17: { bullseye: 0 },
  18: { bullseye: 0 },
  19: { bookworm: 10, bullseye: 0 },
  20: { bookworm: 5, bullseye: 0 },
  21: { bookworm: 0 },
  22: { bookworm: 0 },
  23: { trixie: 12, bookworm: 0 },
  24: { trixie: 6, bookworm: 0 },
};
const NEWEST_DEFAULT = 25;

/** Releases in order of age. */
const ORDER = [
  'alpine3.12 alpine3.13 alpine3.14 alpine3.15 alpine3.16 alpine3.17 alpine3.18 alpine3.19 alpine3.20 alpine3.21 alpine3.22 alpine3.23 alpine3.24'.split(
    ' ',
  ),
  'stretch buster bullseye bookworm trixie'.split(' '),
];

/** What each minor version of Go was made on, by its number. https://github.com/docker-library/golang, its history. */
const SUITES: readonly (string | undefined)[] = [
  ...Array.from({ length: 16 }, () => undefined),
  'alpine3.12 alpine3.13 alpine3.14 alpine3.15 bullseye buster stretch',
  'alpine3.13 alpine3.14 alpine3.15 alpine3.16 bullseye buster stretch',
  'alpine3.14 alpine3.15 alpine3.16 alpine3.17 bullseye buster stretch',
  'alpine3.15 alpine3.16 alpine3.17 alpine3.18 bookworm bullseye buster',
  'alpine3.16 alpine3.17 alpine3.18 alpine3.19 bookworm bullseye buster',
  'alpine3.17 alpine3.18 alpine3.19 alpine3.20 bookworm bullseye',
  'alpine3.18 alpine3.19 alpine3.20 alpine3.21 bookworm bullseye',
  'alpine3.19 alpine3.20 alpine3.21 alpine3.22 trixie bookworm bullseye',
  'alpine3.20 alpine3.21 alpine3.22 alpine3.23 trixie bookworm bullseye',
  'alpine3.21 alpine3.22 alpine3.23 alpine3.24 trixie bookworm',
  'alpine3.22 alpine3.23 alpine3.24 trixie bookworm',
  'alpine3.23 alpine3.24 trixie bookworm',
];
