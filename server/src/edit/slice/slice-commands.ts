import type { Instruction } from '../../dockerfile/ast.ts';
import type { Execution, GoBuild, StageTrace } from '../../image/model.ts';
import type { SimpleCommand } from '../../shell/ast.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { Image } from '../../world/world.ts';
import { removeWords } from '../dockerfile/remove-words.ts';
import { CommandVerdicts, type Verdict } from './command-verdict.ts';
import { loopWords, narrowLoop } from './narrow-loop.ts';
import { narrowPatterns } from './narrow-patterns.ts';
import type { ProgramPlaces } from './program-places.ts';
import { placeOf, type Refused, refused } from './reason.ts';
import type { SliceNeeds } from './slice-needs.ts';

/** What goes of the commands of a stage. */
export interface CommandSlice {
  readonly ok: true;
  readonly stage: StageTrace;
  readonly removed: readonly { readonly instruction: Instruction; readonly span: Span }[];
  readonly words: readonly Span[];
  readonly edits: readonly TextEdit[];
  readonly because: readonly { readonly span: Span; readonly text: string }[];
  /** What still runs, as it ran before. */
  readonly staying: readonly Execution[];
  /** Of those, the ones that would go if they could be taken out. */
  readonly stuck: ReadonlySet<Execution>;
}

/** Slices the RUN commands of a stage. `pinned` are those that cannot be taken out, `folders` those that nobody uses. */
export function sliceCommands(
  image: Image,
  stage: StageTrace,
  places: ProgramPlaces,
  pinned: ReadonlySet<string>,
  folders: ReadonlyMap<string, string>,
  needs: SliceNeeds,
): CommandSlice | Refused {
  return new CommandSlicer(image, stage, places, pinned, folders, needs).run();
}

/** A command of the Dockerfile, with each time it ran. */
interface Group {
  readonly instruction: Instruction;
  readonly command: SimpleCommand;
  readonly runs: { readonly execution: Execution; readonly verdict: Verdict }[];
}

class CommandSlicer {
  readonly #image: Image;
  readonly #stage: StageTrace;
  readonly #places: ProgramPlaces;
  readonly #pinned: ReadonlySet<string>;
  readonly #verdicts: CommandVerdicts;
  readonly #groups = new Map<string, Group>();
  readonly #removed: CommandSlice['removed'][number][] = [];
  readonly #words: Span[] = [];
  readonly #edits: TextEdit[] = [];
  readonly #because: CommandSlice['because'][number][] = [];
  readonly #staying: Execution[] = [];
  readonly #stuck = new Set<Execution>();

  constructor(
    image: Image,
    stage: StageTrace,
    places: ProgramPlaces,
    pinned: ReadonlySet<string>,
    folders: ReadonlyMap<string, string>,
    needs: SliceNeeds,
  ) {
    this.#image = image;
    this.#stage = stage;
    this.#places = places;
    this.#pinned = pinned;
    this.#verdicts = new CommandVerdicts(stage, places, folders, needs);
  }

  run(): CommandSlice | Refused {
    for (const execution of this.#stage.executions) {
      const { command, instruction } = execution;
      const id = keyOf(command);
      const group = this.#groups.get(id) ?? { instruction, command, runs: [] };
      this.#groups.set(id, group);
      group.runs.push({ execution, verdict: this.#verdicts.of(execution) });
    }
    for (const group of this.#groups.values()) {
      const problem = this.#group(group);
      if (problem !== null) return problem;
    }
    return {
      ok: true,
      stage: this.#stage,
      removed: this.#removed,
      words: this.#words,
      edits: this.#edits,
      because: this.#because,
      staying: this.#staying,
      stuck: this.#stuck,
    };
  }

  #group(group: Group): Refused | null {
    const { command, instruction, runs } = group;
    const unknown = runs.find(({ verdict }) => verdict.kind === 'unknown');
    if (unknown) return this.#refuse(instruction, 'which packages it builds is not known');
    const going = runs.filter(({ verdict }) => verdict.kind === 'goes');
    const narrowed = runs.some(({ verdict }) => verdict.kind === 'narrow');
    const left = runs.filter(({ verdict }) => verdict.kind !== 'goes');
    if (this.#pinned.has(keyOf(command))) {
      this.#stay(runs);
      for (const { execution } of runs) this.#stuck.add(execution);
    } else if (going.length > 0 && left.every(({ execution }) => this.#verdicts.isHarmless(execution))) {
      this.#removed.push({ instruction, span: command });
      for (const { verdict } of going) if (verdict.kind === 'goes') this.#say(command, verdict.because);
    } else if (going.length > 0 || narrowed) return this.#some(group);
    else this.#dropWords(group);
    return null;
  }

  /** A command that serves programs that go and programs that stay. */
  #some(group: Group): Refused | null {
    const { command, instruction, runs } = group;
    const builds = runs.flatMap(({ execution: { effect } }) =>
      effect.kind === 'go-build' ? [effect.build] : [],
    );
    const narrowed = builds.length > 1 ? this.#loop(group, builds) : this.#patterns(builds[0]);
    if (narrowed !== null) {
      this.#edits.push(...narrowed.edits);
      if (narrowed.text !== null) this.#say(command, narrowed.text);
      this.#stay(runs.filter(({ execution }) => !narrowed.isGone(execution)));
      return null;
    }
    if (builds.length > 0)
      return this.#refuse(
        instruction,
        `this command builds ${names(builds.flatMap(mainsOf))} in a way that cannot be narrowed`,
      );
    const loop = this.#loop(group, []);
    if (loop !== null) this.#edits.push(...loop.edits);
    this.#stay(runs.filter(({ execution }) => !loop?.isGone(execution)));
    return null;
  }

  #patterns(build: GoBuild | undefined): Narrowed | null {
    if (!build) return null;
    const staying = mainsOf(build).filter(({ dir }) => this.#places.stays(this.#stage.stage.index, dir));
    const edits = narrowPatterns(this.#image.trace.request.dockerfile.text, build, staying);
    return edits && { edits, text: `it builds ${names(staying)} alone`, isGone: () => false };
  }

  /** The rounds of a loop in which all that happens serves programs that go; for a pattern of folders, those of the others. */
  #loop({ command, instruction, runs }: Group, builds: readonly GoBuild[]): Narrowed | null {
    const { dockerfile } = this.#image.trace.request;
    const words = loopWords(dockerfile, instruction, command);
    if (words === null) return null;
    const staying = builds
      .flatMap(mainsOf)
      .filter(({ dir }) => this.#places.stays(this.#stage.stage.index, dir));
    const text = builds.length === 0 ? null : `it builds ${names(staying)} alone`;
    if (words.every((word) => word.literal !== null)) {
      const going = words.filter((word) => this.#isRoundGone(word));
      const isGone = ({ round }: Execution): boolean =>
        round !== null && going.some((word) => keyOf(word) === keyOf(round.word));
      // What serves a program that goes, in a round that stays, would be built on.
      const open = runs.some(({ execution, verdict }) => verdict.kind === 'goes' && !isGone(execution));
      if (going.length === 0 || going.length === words.length || (open && builds.length > 0)) return null;
      return { edits: removeWords(dockerfile.text, going), text, isGone };
    }
    if (builds.length === 0) return null;
    const keep = new Set(staying.map(({ dir }) => dir));
    const edits = narrowLoop(dockerfile, instruction, command, builds, keep);
    return edits && { edits, text, isGone: () => false };
  }

  /** Whether nothing happens in a round of a loop but what serves programs that go. */
  #isRoundGone(word: Span): boolean {
    const runs = [...this.#groups.values()]
      .flatMap((group) => group.runs)
      .filter(({ execution: { round } }) => round !== null && keyOf(round.word) === keyOf(word));
    return (
      runs.some(({ verdict }) => verdict.kind === 'goes') &&
      runs.every(
        ({ execution, verdict }) => verdict.kind === 'goes' || this.#verdicts.isOfItsRound(execution),
      )
    );
  }

  #dropWords({ command, runs }: Group): void {
    this.#stay(runs);
    const [first, ...others] = runs;
    if (first?.verdict.kind !== 'words') return;
    for (const [id, { span, because }] of first.verdict.words) {
      if (!others.every(({ verdict }) => verdict.kind === 'words' && verdict.words.has(id))) continue;
      this.#words.push(span);
      if (because !== null) this.#say(command, because);
    }
  }

  #stay(runs: Group['runs']): void {
    this.#staying.push(...runs.map(({ execution }) => execution));
  }

  #say(span: Span, text: string): void {
    if (!this.#because.some((each) => each.text === text && each.span.start === span.start))
      this.#because.push({ span, text });
  }

  #refuse(instruction: Instruction, reason: string): Refused {
    return refused(reason, placeOf(this.#image, instruction));
  }
}

interface Narrowed {
  readonly edits: readonly TextEdit[];
  readonly text: string | null;
  readonly isGone: (execution: Execution) => boolean;
}

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;

export const mainsOf = ({ packages }: GoBuild) =>
  packages.known ? packages.value.filter((main) => main.isMain) : [];

const names = (mains: readonly { readonly binaryName: string }[]): string =>
  mains.map((main) => main.binaryName).join(', ');
