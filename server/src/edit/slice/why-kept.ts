import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import type { StageTrace, Step } from '../../image/model.ts';
import { classify } from '../../native/packages.ts';
import { librariesOf } from '../../world/needs/native-use.ts';
import type { Image, Program } from '../../world/world.ts';
import type { Needs } from '../../world/needs/needs.ts';
import { type Reason, reasonIn } from './reason.ts';

/** The instructions of a monolith that stand in the slice of some of its programs as they stood, and why each does. */
export function whyKept(
  image: Image,
  sliced: string,
  programs: readonly Program[],
  needs: readonly Needs[],
): readonly Reason[] {
  const { dockerfile } = image.trace.request;
  const stays = unchanged(dockerfile, parseDockerfile(sliced).value);
  const kept = new Kept(image, new Set(programs.map((program) => program.package.dir)), needs);
  return image.trace.stages.flatMap((stage) =>
    [stage.stage.from, ...stage.stage.instructions]
      .filter((instruction) => stays.has(instruction))
      .map((instruction) => reasonIn(image, stage.stage.index, instruction, kept.reason(stage, instruction))),
  );
}

class Kept {
  readonly #image: Image;
  /** Folders of the main packages that stay. */
  readonly #own: ReadonlySet<string>;
  readonly #needs: readonly Needs[];

  constructor(image: Image, own: ReadonlySet<string>, needs: readonly Needs[]) {
    this.#image = image;
    this.#own = own;
    this.#needs = needs;
  }

  reason(stage: StageTrace, instruction: Instruction): string {
    const isFinal = stage.stage.index === this.#image.trace.final?.stage.index;
    const steps = stage.steps.filter((step) => step.instruction === instruction);
    switch (instruction.keyword) {
      case 'FROM':
        return this.#from(stage, isFinal);
      case 'USER':
        return isFinal ? 'the image runs as this user' : 'what follows runs as this user';
      case 'WORKDIR':
        return isFinal ? 'it is where the program starts' : 'it is where what follows runs';
      case 'CMD':
      case 'ENTRYPOINT':
        return 'it starts the program';
      case 'EXPOSE':
        return this.#exposed(stage, instruction) ?? 'nothing says that another program alone listens there';
      case 'HEALTHCHECK':
        return 'it asks this program';
      default:
        return this.#served(stage, steps, isFinal);
    }
  }

  #from({ stage, parent }: StageTrace, isFinal: boolean): string {
    if (isFinal) return 'the image is made from it';
    const built = this.#names(
      this.#image.trace.builds.filter((build) => build.stage === stage.index).flatMap(mains),
    );
    if (built.length > 0) return `${built.join(', ')} is built in it`;
    return parent.kind === 'stage' ? 'a stage that is used stands on it' : 'a stage that is used needs it';
  }

  #served(stage: StageTrace, steps: readonly Step[], isFinal: boolean): string {
    const built = this.#names(
      steps.flatMap(({ effect }) => (effect.kind === 'go-build' ? mains(effect.build) : [])),
    );
    if (built.length > 0) return `it builds ${built.join(', ')}`;
    const brought = this.#names(
      stage.files
        .programs()
        .flatMap((held) => (held.steps.some((step) => steps.includes(step)) ? [held.package] : [])),
    );
    if (brought.length > 0) return `it brings ${brought.join(', ')}`;
    const installed = this.#installed(steps);
    if (installed !== null) return installed;
    if (steps.some(({ effect }) => effect.kind === 'go-modules')) return 'the build reads the modules';
    for (const { path } of steps.flatMap((step) => step.paths))
      for (const needs of this.#needs) {
        const witness = needs.uses(path);
        if (witness !== null) return `${needs.program.package.binaryName} uses ${path}: ${witness}`;
      }
    const copies = steps.some(({ effect }) => effect.kind === 'copy' && effect.copy.from.kind === 'context');
    if (copies && !isFinal) return 'the build reads what it copies';
    return 'nothing proves that it serves another program alone';
  }

  /** What packages serve, as far as that is known of one of them. */
  #installed(steps: readonly Step[]): string | null {
    const own = this.#image.programs.filter((program) => this.#own.has(program.package.dir));
    for (const { effect } of steps) {
      if (effect.kind !== 'install') continue;
      for (const { name } of effect.install.packages) {
        const { kind, library } = classify(effect.install.manager, name);
        const user = own.find((program) => library !== null && librariesOf(program)?.has(library));
        if (user) return `${user.package.binaryName} needs ${name}`;
        const compiled = own.find(({ build, grade }) => build.cgo.effective === 'on' && grade !== 'none');
        if (kind === 'compiler' && compiled)
          return `${compiled.package.binaryName} is built with cgo by ${name}`;
      }
    }
    return null;
  }

  #exposed({ exposes }: StageTrace, instruction: Instruction): string | null {
    for (const { port } of exposes.filter((each) => each.instruction === instruction))
      for (const { ports, program } of this.#needs) {
        const witness = port === null ? undefined : ports.get(port);
        if (witness !== undefined) return `${program.package.binaryName} listens on ${port}: ${witness}`;
      }
    return null;
  }

  #names(packages: readonly { readonly dir: string; readonly binaryName: string }[]): string[] {
    return [...new Set(packages.filter(({ dir }) => this.#own.has(dir)).map(({ binaryName }) => binaryName))];
  }
}

const mains = ({ packages }: Image['trace']['builds'][number]) =>
  packages.known ? packages.value.filter((main) => main.isMain) : [];

/** The instructions of one text that stand in another, word for word and in the same order: a longest common run. */
function unchanged(before: Dockerfile, after: Dockerfile): ReadonlySet<Instruction> {
  const texts = ({ instructions, text }: Dockerfile): string[] =>
    instructions.map(({ start, end }) => text.slice(start, end));
  const [a, b] = [texts(before), texts(after)];
  // length[i][j] is how many are common from the i-th and the j-th on.
  const length = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = length[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const out = new Set<Instruction>();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const instruction = before.instructions[i];
    if (a[i] === b[j] && instruction) {
      out.add(instruction);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return out;
}
