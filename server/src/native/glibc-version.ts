import { baseImage } from './base-images.ts';
import { parseImageReference } from './image-reference.ts';

/** The minor version of glibc in an image (36 for 2.36); null where its tag does not tell. */
export function glibcVersion(reference: string): number | null {
  const image = parseImageReference(reference);
  const base = baseImage(reference);
  if (!image || base.libc !== 'glibc') return null;
  if (base.release !== null) return DEBIAN[base.release];
  const tag = image.tag ?? '';
  if (base.family === 'debian') return /^(?:buster|10)(?:[.-]|$)/.test(tag) ? DEBIAN.buster : null;
  if (base.family === 'ubuntu') return UBUNTU.find(([, names]) => names.test(tag))?.[0] ?? null;
  if (base.family === 'distroless') {
    const [, release = ''] = /-debian(\d+)$/.exec(image.repository) ?? [];
    return DEBIAN_NUMBERS[release] ?? null;
  }
  if (base.family === 'rhel')
    return RED_HAT.find(([, names]) => names.test(`${image.repository}:${tag}`))?.[0] ?? null;
  return null;
}

const DEBIAN = { buster: 28, bullseye: 31, bookworm: 36, trixie: 41 } as const;
const DEBIAN_NUMBERS: Readonly<Record<string, number>> = {
  10: DEBIAN.buster,
  11: DEBIAN.bullseye,
  12: DEBIAN.bookworm,
  13: DEBIAN.trixie,
};
const UBUNTU: readonly (readonly [number, RegExp])[] = [
  [27, /^(?:18\.04|bionic)/],
  [31, /^(?:20\.04|focal)/],
  [35, /^(?:22\.04|jammy)/],
  [39, /^(?:24\.04|noble)/],
  [41, /^(?:25\.04|plucky)/],
];
const RED_HAT: readonly (readonly [number, RegExp])[] = [
  [17, /(?:^|\/)centos:(?:centos)?7/],
  [26, /amazonlinux:2(?:\.0|$)/],
  [28, /(?:\/ubi8(?:[:/-]|$)|(?:rockylinux|almalinux|oraclelinux|centos):(?:centos)?8)/],
  [34, /(?:\/ubi9(?:[:/-]|$)|(?:rockylinux|almalinux|oraclelinux):9|amazonlinux:2023)/],
];
