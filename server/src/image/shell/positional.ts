import type { Positional } from '../model.ts';
import type { Field } from './field.ts';

/** An argument as the script or the function that gets it sees it. */
export const positionalOf = ({ value, given }: Field): Positional => ({ value, given: given ?? null });
