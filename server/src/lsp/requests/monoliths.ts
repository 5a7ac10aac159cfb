import { monoliths } from '../../editor/monoliths.ts';
import { relative } from '../../text/path.ts';
import type { MonolithItem } from '../../../../protocol/src/protocol.ts';
import type { LspSession } from '../lsp-session.ts';

/** dockerfileSplit/monoliths: the Dockerfiles that can be split, by folder and path. */
export function monolithsRequest(session: LspSession): MonolithItem[] {
  return session.folders.flatMap((folder) => {
    if (!folder.options.enable) return [];
    const analysis = folder.analyse();
    return monoliths(analysis).map(({ dockerfile }) => ({
      uri: session.uriOf(dockerfile),
      label: relative(folder.path, dockerfile),
      services: analysis.world.services
        .filter(({ image }) => image && !image.inline && image.file === dockerfile)
        .map(({ model }) => model.name.value),
    }));
  });
}
