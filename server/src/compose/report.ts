import type { Place } from '../text/span.ts';

/** Takes what Compose would refuse: its words, and the place of the value that is in the way. */
export type Report = (message: string, at: Place) => void;
