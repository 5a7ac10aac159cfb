import type { World } from '../world/world.ts';
import { serviceLenses } from './compose/service-lenses.ts';
import { shippedBy } from './go/shipped-by.ts';
import type { Lens } from './model.ts';

/** The lenses of a file: in a Compose file one over each service that builds an image, in a Go file one over `package main`. */
export const lenses = (world: World, file: string): readonly Lens[] =>
  file.endsWith('.go') ? shippedBy(world, file) : serviceLenses(world, file);
