import type { Redirect } from './ast.ts';

/** Whether output goes to a file, which others may read: `>`, `>>`, `>|`, `&>`; a device keeps nothing. */
export const writesFile = ({ operator, target }: Redirect): boolean =>
  /^(?:&?>>?|>\||<>)$/.test(operator) && target !== null && !(target.literal ?? '').startsWith('/dev/');
