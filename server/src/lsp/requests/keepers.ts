import { usersOf, whyItStays } from '../../split/stays.ts';
import { dirname } from '../../text/path.ts';
import type { KeepersParams, KeepersResult } from '../../../../protocol/src/protocol.ts';
import type { LspSession } from '../lsp-session.ts';
import { pathOf } from '../uri.ts';

/** dockerfileSplit/keepers: who needs a Dockerfile, as the disk and the open documents are now. */
export function keepersRequest(session: LspSession, { uri }: KeepersParams): KeepersResult {
  const file = pathOf(uri);
  const folder = file === null ? null : session.folderOf(file);
  if (file === null || !folder) throw new Error(`${uri} lies in no folder that is open`);
  folder.refresh();
  const { world } = folder.analyse();
  // Nobody builds it any more, or else that is the reason already: the folder is a guess that only adds reasons.
  const built = { file, key: { context: { dir: dirname(file) } } };
  return { because: whyItStays(world, built, { keep: false, users: usersOf(world, file) }) };
}
