import type { Metafile } from 'esbuild';

export interface BundledPackage {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** As its manifest names it. */
  readonly license: string;
}

export function notices(metafiles: readonly Metafile[], root: string): string;
export function bundledPackages(metafiles: readonly Metafile[], root: string): readonly BundledPackage[];
