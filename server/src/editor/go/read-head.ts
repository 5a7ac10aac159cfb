import type { GoHead } from '../../go/model.ts';
import type { Reader } from '../../memory/snapshot.ts';
import { goFiles } from '../../world/go/context-view.ts';

/** The package clause and the imports of a Go file; null where it cannot be read. */
export const headOf = (reader: Reader, file: string): GoHead | null => goFiles(reader).head(file);
