import { minorOf } from './build-list.ts';
import type { GoTarget } from '../model.ts';
import { NEWEST_MINOR } from './standard.ts';

/**
 * The minor version of Go whose release tags (`go1.22`) hold: of the Go that builds. Where nothing says which that is, it is
 * the newest one known, or the go line's when that is newer still; the go line of an older module says nothing about it.
 */
export const releaseMinor = ({ goMinor }: GoTarget, go: string | null): number =>
  goMinor ?? Math.max(go === null ? 0 : minorOf(go), NEWEST_MINOR);
