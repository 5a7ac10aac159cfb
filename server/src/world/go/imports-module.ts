import type { Reader } from '../../memory/snapshot.ts';
import { goFiles } from './context-view.ts';

/** Whether one of some Go files imports a package of a module. */
export function importsModule(reader: Reader, files: readonly string[], module: string): boolean {
  const go = goFiles(reader);
  return files.some((file) =>
    go.head(file)?.imports.some(({ path }) => path === module || path.startsWith(`${module}/`)),
  );
}
