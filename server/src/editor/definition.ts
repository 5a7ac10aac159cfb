import type { World } from '../world/world.ts';
import { links } from './compose/links.ts';
import { dockerfileDefinition } from './dockerfile/dockerfile-definition.ts';
import type { Definition } from './model.ts';

/** Where the thing at a place is made: a file, a stage, the instruction that makes a file, the start of a program. */
export function definition(world: World, file: string, offset: number): Definition | null {
  const link = links(world, file).find(({ span }) => span.start <= offset && offset <= span.end);
  return link ? { span: link.span, to: [link.to] } : dockerfileDefinition(world, file, offset);
}
