import type { Case } from './case.ts';
import type { Loss } from './loss.ts';

/** One way in which a change can take something away. */
export type Check = (theCase: Case) => Iterable<Loss>;
