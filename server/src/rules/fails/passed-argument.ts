import type { Image, Service } from '../../world/world.ts';
import type { FailingPackage } from './failing-packages.ts';

/** A build argument that services pass, and that picks the package which is not there. */
export interface PassedArgument {
  readonly name: string;
  readonly value: string;
  /** What stands before and behind its value in the package. */
  readonly before: string;
  readonly after: string;
  /** Those that pass it. */
  readonly services: readonly [Service, ...Service[]];
}

/** The one argument of Compose in the name of a package; null where the Dockerfile alone says which package it is. */
export function passedArgument(image: Image, { pattern }: FailingPackage): PassedArgument | null {
  if (!pattern) return null;
  const written = image.trace.request.dockerfile.text.slice(pattern.start, pattern.end);
  const variables = [...written.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)];
  const [variable] = variables;
  const name = variable?.[1] ?? variable?.[2];
  if (!variable || name === undefined || variables.length > 1) return null;
  const value = new Map(image.key.args).get(name);
  const unquoted = (text: string): string => text.replaceAll(/["']/g, '');
  const before = unquoted(written.slice(0, variable.index));
  const after = unquoted(written.slice(variable.index + variable[0].length));
  if (value === null || value === undefined || `${before}${value}${after}` !== pattern.value) return null;
  const [first, ...more] = image.usedBy.filter(({ model }) => model.build?.args.get(name)?.value === value);
  return first ? { name, value, before, after, services: [first, ...more] } : null;
}
