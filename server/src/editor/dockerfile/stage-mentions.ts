import type { Dockerfile, Instruction, Stage } from '../../dockerfile/ast.ts';
import { expandWord } from '../../dockerfile/words/expand.ts';
import type { Span } from '../../text/span.ts';
import { spanOf } from '../covers.ts';

/** A place of a Dockerfile that means one of its stages. */
export interface StageMention {
  readonly stage: Stage;
  /** The name alone: that of `AS`, what stands after FROM, what `--from=` and the `from=` of a mount name. */
  readonly span: Span;
  /** `variable`: it means the stage by the defaults of the Dockerfile's arguments. */
  readonly how: 'declares' | 'name' | 'number' | 'variable';
}

/** Every mention of a stage, in the order of the text. A name means the last stage before it that has it, in any case. */
export function stageMentions(dockerfile: Dockerfile): readonly StageMention[] {
  const { stages, escape } = dockerfile;
  const out: StageMention[] = [];
  const defaults = defaultsOf(dockerfile);
  /** The stages above the one that is looked at, the last one of each name. */
  const known = new Map<string, Stage>();
  const mention = ({ value: written, span }: Written, limit: number): void => {
    const { value } = expandWord(written, (name) => defaults.get(name), escape);
    if (value === null) return;
    const named = known.get(value.toLowerCase());
    const numbered = /^\d+$/.test(value) && Number(value) < limit ? stages[Number(value)] : undefined;
    const stage = named ?? numbered;
    if (stage) out.push({ stage, span, how: written !== value ? 'variable' : named ? 'name' : 'number' });
  };
  const triggers: Written[] = [];
  for (const stage of stages) {
    // FROM knows no numbers.
    mention({ value: stage.base.value, span: spanOf(stage.base) }, 0);
    if (stage.name) out.push({ stage, span: spanOf(stage.name), how: 'declares' });
    for (const instruction of stage.instructions) {
      for (const source of sourcesOf(dockerfile, instruction)) mention(source, stage.index);
      if (instruction.trigger) triggers.push(...sourcesOf(dockerfile, instruction.trigger));
    }
    if (stage.name) known.set(stage.name.value.toLowerCase(), stage);
  }
  // A trigger runs in a stage further down, which sees those above itself.
  for (const source of triggers) mention(source, stages.length);
  return out.sort((a, b) => a.span.start - b.span.start);
}

/** The stage that `target` means: by its name, in any case, or by its number. */
export function targetStage({ stages }: Dockerfile, target: string): Stage | null {
  const named = stages.findLast(({ name }) => name?.value.toLowerCase() === target.toLowerCase());
  return named ?? (/^\d+$/.test(target) ? (stages[Number(target)] ?? null) : null);
}

/** What stands there, and where. */
interface Written {
  readonly value: string;
  readonly span: Span;
}

function sourcesOf({ text }: Dockerfile, { flags }: Instruction): readonly Written[] {
  return flags.flatMap(({ name, argument }) => {
    if (!argument) return [];
    if (name === 'from') return [{ value: argument.value, span: spanOf(argument) }];
    const source = name === 'mount' ? /(?:^|,)"?from=([^,"]+)/i.exec(argument.value) : null;
    const value = source?.[1];
    if (!source || value === undefined) return [];
    const start = argument.start + source.index + source[0].length - value.length;
    // Where a line is continued inside the flag, what is written is longer than what it says.
    const span = { start, end: start + value.length };
    return text.slice(span.start, span.end) === value ? [{ value, span }] : [];
  });
}

/** The ARGs above the first stage with their defaults, each of which sees those before it. */
function defaultsOf({ globals, escape }: Dockerfile): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const { pairs } of globals)
    for (const { name, value } of pairs) {
      const known = value && expandWord(value.value, (each) => out.get(each), escape).value;
      if (known !== null) out.set(name.value, known);
    }
  return out;
}
