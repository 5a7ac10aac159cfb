import { analyse } from '../rules/analyse.ts';
import type { Check } from '../split/prove-plan.ts';

/** What the splitter proves its plans with: every rule, on whatever snapshot it made. */
export const check: Check = (snapshot, settings) => snapshot.derive(analyse, settings).findings;
