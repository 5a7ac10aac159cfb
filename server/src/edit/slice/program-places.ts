import type { PlacedProgram, StageTrace } from '../../image/model.ts';
import { isInside } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Image } from '../../world/world.ts';

/** A program that stays in a stage although its image does not run it, and what it is needed for there. */
export interface Tool {
  readonly program: PlacedProgram['package'];
  readonly stage: number;
  /** What needs it. */
  readonly at: Span;
  readonly reason: string;
}

/** Where the programs of an image lie in each of its stages, and which of them a slice leaves there. */
export class ProgramPlaces {
  readonly #image: Image;
  /** Folders of the main packages that the slice is for. */
  readonly #own: ReadonlySet<string>;
  readonly #tools = new Map<string, Tool>();
  readonly #placed = new Map<number, readonly PlacedProgram[]>();

  constructor(image: Image, own: ReadonlySet<string>) {
    this.#image = image;
    this.#own = own;
  }

  get tools(): readonly Tool[] {
    return [...this.#tools.values()];
  }

  /** Whether a program stays in a stage. */
  stays(stage: number, dir: string): boolean {
    return this.#own.has(dir) || this.#tools.has(idOf(stage, dir));
  }

  /** Keeps a program in a stage, and in those from which it may have come there; whether that is news. */
  keep(tool: Tool): boolean {
    const { stage, program } = tool;
    if (this.stays(stage, program.dir)) return false;
    const final = this.#image.trace.final?.stage.index;
    for (const { stage: each } of this.#image.trace.needed) {
      const before = each.index === stage || (each.index < stage && each.index !== final);
      if (before && (each.index === stage || this.#has(each.index, program.dir)))
        this.#tools.set(idOf(each.index, program.dir), { ...tool, stage: each.index });
    }
    return true;
  }

  /** Every place at which a program lay in a stage, what it has from its parents first. */
  placed(stage: number): readonly PlacedProgram[] {
    const known = this.#placed.get(stage);
    if (known) return known;
    const trace = this.#stage(stage);
    const parent = trace?.parent.kind === 'stage' ? trace.parent.index : null;
    const inherited =
      parent === null || parent >= stage ? [] : this.placed(parent).map((each) => ({ ...each, order: -1 }));
    const all = [...inherited, ...(trace?.placed ?? [])];
    this.#placed.set(stage, all);
    return all;
  }

  /** The places of programs that do not stay in a stage. */
  dropped(stage: number): readonly PlacedProgram[] {
    return this.placed(stage).filter((each) => !this.stays(stage, each.package.dir));
  }

  /** Whether programs lie at a path of a stage, and none of them stays in the stage that asks. */
  isDropped(stage: number, path: string, asking = stage): boolean {
    const here = this.placed(stage).filter((each) => each.path === path);
    return here.length > 0 && here.every((each) => !this.stays(asking, each.package.dir));
  }

  /** The same, for a folder too that holds nothing but such programs. */
  holdsDroppedOnly(stage: number, path: string, asking = stage): boolean {
    if (this.isDropped(stage, path, asking)) return true;
    const below = this.placed(stage).filter((each) => isInside(path, each.path));
    if (below.length === 0 || below.some((each) => this.stays(asking, each.package.dir))) return false;
    return this.#isFolderOfDropped(stage, path, asking);
  }

  #isFolderOfDropped(stage: number, path: string, asking: number): boolean {
    const files = this.#stage(stage)?.files;
    const found = files?.at(path);
    if (!files || found?.kind !== 'directory' || found.origin.kind !== 'made') return false;
    const names = files.names(path);
    return (
      names !== null &&
      names.length > 0 &&
      names.every((name) => {
        const each = `${path === '/' ? '' : path}/${name.replace(/\/$/, '')}`;
        return this.isDropped(stage, each, asking) || this.#isFolderOfDropped(stage, each, asking);
      })
    );
  }

  #has(stage: number, dir: string): boolean {
    return (
      this.placed(stage).some((each) => each.mountedFrom === null && each.package.dir === dir) ||
      this.#image.trace.builds.some(
        ({ stage: at, packages }) =>
          at === stage && packages.known && packages.value.some((main) => main.dir === dir),
      )
    );
  }

  #stage(index: number): StageTrace | undefined {
    return this.#image.trace.stages.find(({ stage }) => stage.index === index);
  }
}

const idOf = (stage: number, dir: string): string => `${stage}\0${dir}`;
