import type { ComposeCommand, ComposeService } from '../../compose/model.ts';
import type { Command, StageTrace } from '../../image/model.ts';
import type { Place } from '../../text/span.ts';

/** A word of what is started; the value is null when only a running container knows it. */
export interface ArgvWord {
  readonly value: string | null;
  readonly at: Place;
}

/** Who names what is started: a key of Compose, or an instruction. */
export type RunsBy = 'entrypoint' | 'command' | 'ENTRYPOINT' | 'CMD';

export interface Argv {
  readonly words: readonly ArgvWord[];
  readonly evidence: RunsBy;
}

export type ArgvAnswer =
  | { readonly kind: 'argv'; readonly argv: Argv }
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Neither the service nor the Dockerfile says anything: the base image decides. */
  | { readonly kind: 'nothing' };

/**
 * The words that a container starts with, by the rules of Docker: `entrypoint` of Compose hides ENTRYPOINT and CMD,
 * `command` hides CMD, and an ENTRYPOINT in shell form ignores whatever comes after it.
 */
export function argvOf({
  service,
  stage,
  file,
}: {
  service: ComposeService | null;
  stage: StageTrace;
  file: string;
}): ArgvAnswer {
  const entry = service?.entrypoint ?? null;
  const command = service?.command ?? null;
  // What the first word is decides what is started; others may be known when it is.
  const first = entry && (entry.value.length > 0 || entry.unset.length > 0) ? entry : command;
  if (first?.unsetWords.includes(0))
    return { kind: 'unknown', reason: `${first.unset.map((name) => `$${name}`).join(', ')} has no value` };
  const after = command && command.value.length > 0 ? composeWords(command) : [];
  if (entry) {
    // An empty list clears what the image says, and leaves the command.
    const words = [...composeWords(entry), ...after];
    const evidence = entry.value.length > 0 ? 'entrypoint' : 'command';
    return words.length > 0 ? argv(words, evidence) : { kind: 'nothing' };
  }
  const own = stage.entrypoint;
  if (own?.form === 'shell') return argv(imageWords(own, file), 'ENTRYPOINT');
  if (!own && !stage.startKnown)
    return {
      kind: 'unknown',
      reason: `the base image ${stage.baseImage ?? ''} may have an entrypoint of its own`.replace('  ', ' '),
    };
  const rest = after.length > 0 ? after : stage.cmd ? imageWords(stage.cmd, file) : [];
  if (own) {
    const words = [...imageWords(own, file), ...rest];
    return words.length > 0 ? argv(words, own.words.length > 0 ? 'ENTRYPOINT' : 'CMD') : { kind: 'nothing' };
  }
  return rest.length > 0 ? argv(rest, after.length > 0 ? 'command' : 'CMD') : { kind: 'nothing' };
}

const argv = (words: readonly ArgvWord[], evidence: RunsBy): ArgvAnswer => ({
  kind: 'argv',
  argv: { words, evidence },
});

function composeWords(command: ComposeCommand): ArgvWord[] {
  const unset = new Set(command.unsetWords);
  const length = Math.max(command.value.length, ...command.unsetWords.map((index) => index + 1));
  return Array.from({ length }, (_, index) => ({
    value: unset.has(index) ? null : (command.value[index] ?? null),
    at: (command.form === 'list' ? command.words[index] : null) ?? command.at,
  }));
}

function imageWords(command: Command, file: string): ArgvWord[] {
  const words = command.words.map(
    (token): ArgvWord => ({ value: token.value, at: { file, span: { start: token.start, end: token.end } } }),
  );
  const first = words[0];
  if (command.form === 'exec' || !first) return words;
  return [{ value: '/bin/sh', at: first.at }, { value: '-c', at: first.at }, first];
}
