import type { ParseError } from '../text/parsed.ts';
import type { Place, Span } from '../text/span.ts';

/** How a value came to its service. `env_file`: it stands in a file of variables that the service names. */
export type Provenance =
  | 'written'
  | 'anchor'
  | 'merge'
  | 'extends'
  | 'include'
  | 'override'
  | 'default'
  | 'env_file';

/** A value, and where a person wrote it. */
export interface Sourced<T> {
  readonly value: T;
  /** Where the value stands: the scalar, quotes included, or the whole collection. For a default: the node that implies it. */
  readonly at: Place;
  readonly from: Provenance;
  /** Variables in it that have no value; they became empty, as in compose-go. Rules treat such a path as unknown. */
  readonly unset: readonly string[];
  /** Whether a variable stands in it at all: such a value is not edited. */
  readonly interpolated: boolean;
}

/** A command or entrypoint. */
export interface ComposeCommand extends Sourced<readonly string[]> {
  /** A string is split as Compose does, `;` and `|` end it; a list is taken word by word. */
  readonly form: 'string' | 'list';
  /** One place a word, for lists; for a string, the place of the whole. */
  readonly words: readonly Place[];
  /**
   * The indexes of the words that a variable without a value stands in. In a string such a word may have vanished: then
   * indexes go on behind its last word.
   */
  readonly unsetWords: readonly number[];
  /** The key (`command`), for removing the pair. */
  readonly keyAt: Place;
}

/** A command that Compose runs in the container besides what it starts. */
export interface ComposeHook {
  /** Null where the hook names none. */
  readonly command: ComposeCommand | null;
  /** Of a `pre_start` alone: a container of its own, which starts as the service does where it says nothing. */
  readonly entrypoint: ComposeCommand | null;
  readonly environment: ReadonlyMap<string, Sourced<string | null>>;
  readonly workingDir: Sourced<string> | null;
  readonly user: Sourced<string> | null;
  readonly at: Place;
}

export interface ComposeBuild {
  /** The key `build`. */
  readonly keyAt: Place;
  /** The value of `build`. */
  readonly at: Place;
  readonly from: Provenance;
  readonly short: boolean;
  /** Absolute for a local folder, as written for a remote one. */
  readonly context: Sourced<string>;
  readonly remote: boolean;
  /** As written, relative to the context; `Dockerfile` by default. Null with `dockerfile_inline`. */
  readonly dockerfile: Sourced<string> | null;
  /** Absolute; null when inline or remote. */
  readonly dockerfilePath: string | null;
  readonly inline: Sourced<string> | null;
  readonly target: Sourced<string> | null;
  /** A null value is an arg that takes its value from an environment that has none. */
  readonly args: ReadonlyMap<string, Sourced<string | null>>;
  readonly platforms: readonly Sourced<string>[];
  readonly additionalContexts: ReadonlyMap<string, Sourced<string>>;
  readonly tags: readonly Sourced<string>[];
}

export interface ComposePort {
  /** Container port; null when it is a range or unknown. */
  readonly target: number | null;
  readonly published: string | null;
  readonly protocol: string;
  readonly at: Place;
}

export interface ComposeVolume {
  readonly type: string;
  readonly source: string | null;
  /** Absolute path in the container. */
  readonly target: string;
  readonly at: Place;
}

export interface ComposeService {
  /** The name, at its key in the file that first declares it. */
  readonly name: Sourced<string>;
  /** Every file, and span of the service's block, that contributes to it, in merge order. */
  readonly blocks: readonly Place[];
  readonly profiles: readonly string[];
  readonly image: Sourced<string> | null;
  readonly build: ComposeBuild | null;
  readonly command: ComposeCommand | null;
  readonly entrypoint: ComposeCommand | null;
  readonly environment: ReadonlyMap<string, Sourced<string | null>>;
  readonly ports: readonly ComposePort[];
  readonly expose: readonly Sourced<string>[];
  readonly volumes: readonly ComposeVolume[];
  /** Whether `configs` or `secrets` put files into its container. */
  readonly givenFiles: boolean;
  /** The words of `healthcheck.test`, `CMD-SHELL` first for a text; null when there is none. */
  readonly healthcheck: Sourced<readonly string[]> | null;
  /** `pre_start`: containers of the same image that run to their end before the service starts. */
  readonly preStart: readonly ComposeHook[];
  /** `post_start`, once the container runs. */
  readonly postStart: readonly ComposeHook[];
  /** `pre_stop`, before it is stopped. */
  readonly preStop: readonly ComposeHook[];
  /** `exec` of the actions of `develop.watch`, once files were synchronised. */
  readonly watchExec: readonly ComposeHook[];
  readonly workingDir: Sourced<string> | null;
  readonly user: Sourced<string> | null;
  readonly platform: Sourced<string> | null;
  readonly dependsOn: readonly string[];
  readonly replicas: number | null;
  /** `develop.watch` paths, absolute. */
  readonly watch: readonly Sourced<string>[];
}

export interface ComposeError extends ParseError {
  readonly file: string;
  /** Whether Compose refuses the project on every machine: no variable and no file that is missing here has a part in it. */
  readonly certain: boolean;
  /** Whether something is missing that another file may declare, where one is merged with these. */
  readonly mayBeElsewhere: boolean;
  /** For a key that there is no such: those that there are. Empty elsewhere. */
  readonly allowed: readonly string[];
}

export interface ComposeProject {
  /** The project directory, absolute. */
  readonly dir: string;
  /** The files named at the start (base and overrides), absolute, in merge order. */
  readonly files: readonly string[];
  /** Where its variables stand, when that is not the `.env` of its folder alone. */
  readonly envFiles?: readonly string[];
  /** Whether it is a guess that these files make a project of their own. */
  readonly guessed?: true;
  /** Whether somebody starts these files together in so many words. */
  readonly written?: true;
  /** Every file read, `include`, `extends` and `.env` too, existing or not. */
  readonly reads: readonly string[];
  /** In order of name, as Compose prints them. */
  readonly services: readonly ComposeService[];
  readonly errors: readonly ComposeError[];
}

/** An edit of one file, made for one text of it. */
export interface FileEdit {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** The edits, or why they cannot be made without touching more than was asked. */
export type EditAnswer =
  | { readonly ok: true; readonly edits: readonly FileEdit[] }
  | { readonly ok: false; readonly reason: string };
