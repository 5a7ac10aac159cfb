import type { ServerSettings } from '../../../protocol/src/protocol.ts';

/** What holds where nobody has set anything. */
export const DEFAULTS: ServerSettings = {
  enable: true,
  moduleCache: '',
  keepMonolith: false,
  composeFiles: [],
  rules: [],
};
