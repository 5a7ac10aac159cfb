import type { Place } from '../../text/span.ts';

/** Takes what Compose would refuse: its words, and the place of the value that is in the way. */
export type Report = (message: string, at: Place, cause?: Cause) => void;

/**
 * What an error lies in. `text`: no variable and no other file makes it right. `value`, unless another is named: it holds
 * for the variables of this moment. `reference`: the same, and a file that is merged with these may declare what is missing.
 * `surroundings`: something that another machine may have, or a limit of this engine.
 */
export type Cause = 'text' | 'value' | 'reference' | 'surroundings';
