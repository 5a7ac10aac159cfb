import type { Query } from '../../memory/snapshot.ts';
import { sameData } from '../../text/same-data.ts';
import { cgoVerdicts, goModules, PLAIN } from '../go/go-facts.ts';
import type { Settings } from '../settings.ts';
import type { ModuleFact } from '../world.ts';

/** The modules below a folder, their programs judged for linux/amd64 without tags. */
export const judgedModules: Query<Settings, readonly ModuleFact[]> = {
  name: 'judge-modules',
  same: sameData,
  compute(reader, { path, root, moduleCache }) {
    return reader.derive(goModules, path).map(({ module, programs }) => {
      const dirs = programs.map((main) => main.dir);
      const verdicts = reader.derive(cgoVerdicts, { context: null, root, moduleCache, target: PLAIN, dirs });
      return {
        module,
        programs: programs.flatMap((main) => {
          const cgo = verdicts.get(main.dir);
          return cgo ? [{ main, cgo }] : [];
        }),
      };
    });
  },
};
