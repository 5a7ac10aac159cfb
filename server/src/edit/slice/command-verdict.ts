import type { Execution, NamedPath, StageTrace } from '../../image/model.ts';
import { basename, dirname, isInside, resolve } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { ProgramPlaces } from './program-places.ts';
import type { SliceNeeds } from './slice-needs.ts';

/** What becomes of a command, as it ran once. */
export type Verdict =
  | { readonly kind: 'stays' }
  /** It serves programs alone that go. */
  | { readonly kind: 'goes'; readonly because: string }
  /** It builds some that go and some that stay. */
  | { readonly kind: 'narrow' }
  /** Some of its words name programs and folders that go, by their spans. */
  | {
      readonly kind: 'words';
      readonly words: ReadonlyMap<string, { readonly span: Span; readonly because: string | null }>;
    }
  /** What it builds is not known. */
  | { readonly kind: 'unknown' };

const STAYS: Verdict = { kind: 'stays' };

/** Judges the commands of one stage. */
export class CommandVerdicts {
  readonly #stage: StageTrace;
  readonly #places: ProgramPlaces;
  readonly #folders: ReadonlyMap<string, string>;
  readonly #needs: SliceNeeds;

  constructor(
    stage: StageTrace,
    places: ProgramPlaces,
    folders: ReadonlyMap<string, string>,
    needs: SliceNeeds,
  ) {
    this.#stage = stage;
    this.#places = places;
    this.#folders = folders;
    this.#needs = needs;
  }

  of(execution: Execution): Verdict {
    const { effect } = execution;
    if (effect.kind === 'go-build') return this.#build(execution);
    if (effect.kind === 'nothing') return this.#read(execution);
    if (effect.kind !== 'files' || execution.inScript) return STAYS;
    const paths = this.#stage.steps[execution.order]?.paths ?? [];
    return TRANSFERS.has(effect.verb)
      ? this.#transfer(execution, effect.verb, effect.unnamed, paths)
      : this.#operands(effect.unnamed, paths);
  }

  /** Whether a command that runs beside others which go may go with them: it only says something, or makes room for them. */
  isHarmless(execution: Execution): boolean {
    const { effect, writes } = execution;
    if (writes) return false;
    if (effect.kind === 'nothing') return true;
    if (effect.kind === 'tool') return /^g?make$/.test(effect.name);
    return (
      effect.kind === 'files' &&
      effect.verb === 'mkdir' &&
      this.#operandsOf(execution).every((path) => this.#isRoomForDropped(path))
    );
  }

  /** Whether a command of a loop's round is about that round's word alone, and about nothing that a program which stays uses. */
  isOfItsRound(execution: Execution): boolean {
    const { effect, round, writes } = execution;
    if (this.isHarmless(execution)) return true;
    if (effect.kind !== 'files' || effect.unnamed > 0 || writes || round === null) return false;
    const paths = this.#operandsOf(execution);
    return paths.every(
      (path) => path.includes(round.value) && this.#needs.mine.every((needs) => needs.uses(path) === null),
    );
  }

  #operandsOf(execution: Execution): readonly string[] {
    const { workdir, words } = execution;
    return words
      .filter(({ role, text }) => role === 'argument' && !text.startsWith('-'))
      .map(({ text }) => resolve(workdir ?? '/', text));
  }

  #isRoomForDropped(path: string): boolean {
    const inside = this.#places.placed(this.#stage.stage.index).filter((each) => isInside(path, each.path));
    return inside.some((each) => !this.#places.stays(this.#stage.stage.index, each.package.dir));
  }

  #build({ effect }: Execution): Verdict {
    if (effect.kind !== 'go-build') return STAYS;
    const { packages } = effect.build;
    if (!packages.known) return { kind: 'unknown' };
    const mains = packages.value.filter((main) => main.isMain);
    const going = mains.filter((main) => !this.#places.stays(this.#stage.stage.index, main.dir));
    if (going.length === 0) return STAYS;
    if (going.length < mains.length) return { kind: 'narrow' };
    const names = going.map((main) => main.binaryName).join(', ');
    return { kind: 'goes', because: `the build of ${names} goes: this image does not run it` };
  }

  /** `test -x /out/worker`, `ls -l /out`: a look at programs that go. */
  #read({ words, workdir, writes, inScript }: Execution): Verdict {
    const name = basename(words[0]?.text ?? '');
    if (writes || inScript || !LOOKS.has(name)) return STAYS;
    const operands = words.filter(({ role, text }) => role === 'argument' && !/^(?:-|[[\]!=])/.test(text));
    const isDropped = (text: string): boolean => this.#isDropped(resolve(workdir ?? '/', text));
    const going = operands.filter(({ text }) => isDropped(text));
    if (going.length === 0) return STAYS;
    if (going.length === operands.length)
      return {
        kind: 'goes',
        because: `${name} of ${going.map(({ text }) => text).join(', ')} goes with its program`,
      };
    return TESTS.has(name) ? STAYS : wordsOf(operands, ({ text }) => (isDropped(text) ? null : undefined));
  }

  /** mv, cp, ln and install. */
  #transfer(execution: Execution, verb: string, unnamed: number, paths: readonly NamedPath[]): Verdict {
    if (unnamed > 0) return STAYS;
    const toFolder = execution.words.some(
      ({ role, text }) => role === 'argument' && /^(?:-t|--target-directory.*)$/.test(text),
    );
    const sources = toFolder ? paths : paths.slice(0, -1);
    const target = paths.at(-1)?.path ?? '/';
    const goes = ({ path }: NamedPath): boolean =>
      this.#isDropped(path) ||
      // What a link says is seen from where it stands.
      (verb === 'ln' && (this.#isDropped(target) || this.#isDropped(`${target}/${basename(path)}`)));
    const going = sources.filter(goes);
    if (going.length === 0) return STAYS;
    if (going.length === sources.length) {
      const named = going.map(({ path }) => path).join(', ');
      return { kind: 'goes', because: `${verb} of ${named} goes with its program` };
    }
    return wordsOf(sources, (source) => (goes(source) ? null : undefined));
  }

  /** Commands that do the same to each of their operands. */
  #operands(unnamed: number, paths: readonly NamedPath[]): Verdict {
    const why = ({ path }: NamedPath): string | undefined => {
      const folder = this.#folderOf(path);
      if (folder !== undefined) return `${path} goes: ${folder}`;
      return this.#isDropped(path) ? `${path} goes with its program` : undefined;
    };
    const verdict = wordsOf(paths, why);
    if (verdict.kind !== 'words') return verdict;
    const all = new Set(paths.map(({ span }) => span.start)).size;
    if (unnamed > 0 || verdict.words.size < all) return verdict;
    const because = [...verdict.words.values()].map((each) => each.because).join('; ');
    return { kind: 'goes', because };
  }

  /** Why a folder goes, or the one that it lies in. */
  #folderOf(path: string): string | undefined {
    for (let at = path; at !== '/' && at !== '.'; at = dirname(at)) {
      const why = this.#folders.get(at);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  #isDropped(path: string): boolean {
    return this.#places.holdsDroppedOnly(this.#stage.stage.index, path);
  }
}

const TRANSFERS = new Set<string>(['mv', 'cp', 'ln', 'install']);
const TESTS = new Set(['test', '[', '[[']);
/** Commands that look at files, and of which nothing is left. */
const LOOKS = new Set([...TESTS, ...'ls sha256sum sha512sum md5sum file stat du ldd wc'.split(' ')]);

/** The words of which `why` knows why they go: all that one word stands for. */
function wordsOf<T extends { readonly span: Span }>(
  all: readonly T[],
  why: (each: T) => string | null | undefined,
): Verdict {
  const words = new Map<string, { span: Span; because: string | null }>();
  const staying = new Set(all.filter((each) => why(each) === undefined).map(({ span }) => span.start));
  for (const each of all) {
    const because = why(each);
    if (because !== undefined && !staying.has(each.span.start))
      words.set(`${each.span.start}:${each.span.end}`, { span: each.span, because });
  }
  return words.size === 0 ? STAYS : { kind: 'words', words };
}
