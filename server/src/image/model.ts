import type { ManagerId } from '../native/managers/manager.ts';
import type { Dockerfile, Instruction, Stage, Token } from '../dockerfile/ast.ts';
import type { SimpleCommand, Word } from '../shell/ast.ts';
import type { Answer } from '../text/answer.ts';
import type { Span } from '../text/span.ts';

/** os and arch are Go's names (`linux`, `amd64`). */
export interface Platform {
  readonly os: string;
  readonly arch: string;
}

/** One build of one Dockerfile, as Compose or `docker build` asks for it. */
export interface BuildRequest {
  readonly dockerfile: Dockerfile;
  /** The stage to build; null is the last one. */
  readonly target: string | null;
  /** Build args that are passed; a null value is one whose value cannot be known. */
  readonly args: ReadonlyMap<string, string | null>;
  /** The platform of the image; null stands for the default, linux/amd64 built on linux/amd64. */
  readonly platform: Platform | null;
  /**
   * What other images are that it names, in FROM or `--from`, as far as they are not pulled: built beside it, or given as
   * named contexts. Null where nothing is known of one. A name that stands here means no stage.
   */
  readonly images?: ReadonlyMap<string, OtherImage | null>;
}

/** An image that is built from another Dockerfile. */
export interface OtherImage {
  readonly trace: ImageTrace;
  /** Its files of the build context are those that this build sees, under the same paths. */
  readonly sameContext: boolean;
}

/** What the evaluator may ask of the build context, after `.dockerignore`. Paths are relative to it, `.` is its root. */
export interface BuildContext {
  kind(path: string): 'file' | 'directory' | 'missing' | 'unknown';
  /** The names in a folder; null when it is none, or cannot be read. */
  list(path: string): readonly string[] | null;
  read(path: string): string | null;
  /**
   * Whether a path that is not there may yet come to be before the image is built: git ignores it, another repository has it, or a
   * command of this one writes it.
   */
  mayCome(path: string): boolean;
  /** What a package pattern (`./cmd/api`, `./...`, `example.com/m/cmd/x`, `main.go`) names, seen from a folder of the context. */
  goPackages(dir: string, patterns: readonly string[], tags: readonly string[]): Answer<readonly GoPackage[]>;
}

export interface GoPackage {
  /** Relative to the context, `.` for its root. */
  readonly dir: string;
  readonly importPath: string;
  readonly isMain: boolean;
  /** The name that `go build` and `go install` give its program. */
  readonly binaryName: string;
}

/** Where a file in a stage came from. */
export type Origin =
  | { readonly kind: 'program'; readonly build: GoBuild; readonly package: GoPackage }
  /** A file or folder of the build context. */
  | { readonly kind: 'context'; readonly path: string }
  /** It came with the base image. */
  | { readonly kind: 'base'; readonly image: string }
  /** A package manager may have put it there. */
  | { readonly kind: 'installed' }
  /** Made in place: mkdir, touch, a redirect, a heredoc; with its text where that is known. */
  | { readonly kind: 'made'; readonly text?: string | null }
  /** From another image or an address. */
  | { readonly kind: 'remote'; readonly from: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export type Found =
  | {
      readonly kind: 'file' | 'directory';
      readonly path: string;
      readonly origin: Origin;
      readonly steps: readonly Step[];
    }
  /** Only said when nothing in the stage could have put it there. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Who may do what with a file. Null is what is not known. */
export interface Access {
  /** The permission bits, set-user-id and the like among them. */
  readonly mode: number | null;
  /** By name or number as somebody wrote them; root is `0`. */
  readonly user: string | null;
  readonly group: string | null;
}

/** The files of a stage after its last instruction. Paths are absolute, in the image. */
export interface StageFiles {
  at(path: string): Found;
  /** Of what stands at a path, links followed; all unknown where nothing is known to stand there. */
  access(path: string): Access;
  /** Every program of the context that the stage holds, in path order. A link counts under its own path too. */
  programs(): readonly HeldProgram[];
  /** The names in a folder; null when there may be more than are known. */
  names(path: string): readonly string[] | null;
}

export interface HeldProgram {
  readonly path: string;
  readonly build: GoBuild;
  readonly package: GoPackage;
  /** What brought it to this path, first to last: the build, the moves, the copies. */
  readonly steps: readonly Step[];
}

/** One thing that happens in a stage: an instruction, or one command of a RUN. */
export interface Step {
  readonly stage: number;
  readonly instruction: Instruction;
  /** The simple command inside RUN; null for other instructions. */
  readonly command: SimpleCommand | null;
  /** Of the command, else of the instruction. */
  readonly span: Span;
  readonly effect: Effect;
  /** False when what it does could not be told; such a step may write anything. */
  readonly understood: boolean;
  /** True when it stands in a branch, a loop or after `||`, so that it may not run, or more than once. */
  readonly conditional: boolean;
  /** The folder it runs in, absolute in the image; null when unknown. */
  readonly workdir: string | null;
  /** Absolute image paths it names as arguments, where they are known. */
  readonly paths: readonly NamedPath[];
}

export interface NamedPath {
  readonly path: string;
  readonly span: Span;
}

/** One simple command as it ran: once in each round of a loop, once in each call of a function or script. */
export interface Execution {
  readonly instruction: Instruction;
  /** The command of the Dockerfile; of what a script does, the one that runs the script. */
  readonly command: SimpleCommand;
  readonly inScript: boolean;
  /** How many steps its stage had before. */
  readonly order: number;
  /** Its name, its arguments, and whatever else it is told: variables of its own, the files it reads and writes. */
  readonly words: readonly ToldWord[];
  /** Whether its output goes to files. */
  readonly writes: boolean;
  readonly workdir: string | null;
  /** PATH as the command sees it; null when it is not known. */
  readonly path: string | null;
  readonly effect: Effect;
  /** The words of the loop that it stands in, nearest first; null where they are not known, or there is none. */
  readonly round: LoopRound | null;
}

/** One word of a command, expanded; UNKNOWN_PIECE stands for what only a running shell can tell. */
export interface ToldWord {
  readonly text: string;
  readonly span: Span;
  /** A pattern of files: what it names is what there is. */
  readonly isGlob: boolean;
  /** What a word is that is no argument. */
  readonly role: 'name' | 'argument' | 'file' | 'variable';
}

/** One round of `for x in a b`: the word that it is for. */
export interface LoopRound {
  readonly word: Word;
  readonly value: string;
}

/** A program that came to lie at a path of a stage, whether it still does in the end or not. */
export interface PlacedProgram {
  readonly path: string;
  readonly package: GoPackage;
  /** How many steps the stage had when it was there. */
  readonly order: number;
  /** The stage that it is only mounted from while a RUN lasts; null where it lies in this one. */
  readonly mountedFrom: number | null;
}

/** A folder that something needs to be there. */
export interface NeededFolder {
  readonly path: string;
  /** Whether it surely was. */
  readonly there: boolean;
  readonly instruction: Instruction;
  /** The word of a COPY that names it; null for what a RUN needs. */
  readonly destination: Token | null;
  /** Who needs it: the user of the stage; null when not known. */
  readonly user: string | null;
}

export type Effect =
  | { readonly kind: 'go-build'; readonly build: GoBuild }
  /** `go install tool@version`, `go run`, `go generate`, `go test`, `go vet`: other uses of the go command. */
  | { readonly kind: 'go-other'; readonly verb: string; readonly usesCompiler: boolean }
  | { readonly kind: 'go-modules' }
  | { readonly kind: 'install'; readonly install: Install }
  | { readonly kind: 'uninstall'; readonly names: readonly Token[] }
  | { readonly kind: 'copy'; readonly copy: Copy }
  | {
      readonly kind: 'files';
      /** How many operands name what is not known. */
      readonly unnamed: number;
      readonly verb: 'mkdir' | 'chown' | 'chmod' | 'mv' | 'cp' | 'ln' | 'rm' | 'touch' | 'install' | 'other';
    }
  /** Users and groups. */
  | { readonly kind: 'account' }
  /** ENV, ARG, WORKDIR, USER, LABEL, EXPOSE, VOLUME, CMD, ENTRYPOINT, HEALTHCHECK, SHELL, STOPSIGNAL. */
  | { readonly kind: 'setting' }
  /** It leaves no file and needs no package: echo, true, set, test, cd, export. */
  | { readonly kind: 'nothing' }
  /** A program that is known to need something (make, cc, pip, npm, curl, git …) and whose files are unknown. */
  | { readonly kind: 'tool'; readonly name: string; readonly usesCompiler: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Copy {
  /** A stage by number, the context, or another image (or a named context). */
  readonly from:
    | { readonly kind: 'stage'; readonly stage: number }
    | { readonly kind: 'context' }
    | { readonly kind: 'image'; readonly image: string };
  readonly sources: readonly CopySource[];
  readonly destination: Token;
}

export interface CopySource {
  readonly token: Token;
  /** Expanded, absolute in a stage, relative to the context otherwise; null when unknown. */
  readonly path: string | null;
  readonly found: Found;
}

export interface Install {
  readonly manager: ManagerId;
  readonly packages: readonly InstalledPackage[];
  /** The name given by `apk add --virtual`. */
  readonly virtual: string | null;
  /** Names that could not be expanded. */
  readonly unknown: readonly Word[];
}

export interface InstalledPackage {
  readonly name: string;
  /** The word on the install line, version pin included. */
  readonly span: Span;
  readonly step: Step;
}

export interface GoBuild {
  readonly stage: number;
  readonly instruction: Instruction;
  /** The go command inside RUN. */
  readonly command: SimpleCommand;
  readonly verb: 'build' | 'install';
  /** The folder it runs in, absolute in the image; null when unknown. */
  readonly workdir: string | null;
  /** The same folder in the build context; null when what stands there is not from the context. */
  readonly contextDir: string | null;
  /** The package arguments. */
  readonly patterns: readonly Token[];
  /** Whether every argument is known, and what GOFLAGS adds. */
  readonly argumentsKnown: boolean;
  readonly packages: Answer<readonly GoPackage[]>;
  /** The value of -o. */
  readonly output: { readonly token: Token; readonly path: string | null; readonly isFolder: boolean } | null;
  /** The files it writes; empty when unknown. */
  readonly writes: readonly { readonly path: string; readonly package: GoPackage }[];
  readonly tags: readonly string[];
  readonly flags: BuildFlags;
  readonly goos: Answer<string>;
  readonly goarch: Answer<string>;
  readonly cgo: CgoSetting;
  /** GOTOOLCHAIN as the command sees it, null when it is not known; `auto`, as Go itself has it, where nothing sets it. */
  readonly toolchain: string | null;
  /** GOWORK likewise, empty where nothing sets it. */
  readonly work: string | null;
  /** CC likewise: the C compiler, whose library the program is linked with. */
  readonly cc: string | null;
  /** CGO_LDFLAGS likewise. */
  readonly linkerFlags: string | null;
}

/** A run of the go command that looks at the modules of its folder, with the files of the stage as they were then. */
export interface GoRun {
  readonly instruction: Instruction;
  readonly command: SimpleCommand;
  /** `build`, `mod download`, … */
  readonly verb: string;
  /** Null but for `build` and `install`. */
  readonly build: GoBuild | null;
  /** The folder it runs in, absolute in the image; null when unknown. */
  readonly workdir: string | null;
  /** GOWORK as it sees it: undefined is unset, null unknown. */
  readonly gowork: string | null | undefined;
  /** GO111MODULE, alike. */
  readonly modules: string | null | undefined;
  /** Whether the image surely does not build when it fails. */
  readonly fatal: boolean;
  /** What stood at an absolute path. */
  at(path: string): Found;
  /** The names in a folder; null when there may have been more than are known. */
  names(path: string): readonly string[] | null;
}

export interface BuildFlags {
  /** Flags that need cgo whatever the program: -race, -msan, -asan, -buildmode=…, -linkmode external. As written. */
  readonly needCgo: readonly string[];
  readonly buildmode: string | null;
  readonly ldflags: string | null;
  /** -extldflags -static, or the musl equivalent. */
  readonly static: boolean;
  readonly mod: string | null;
}

/** Whether cgo is on in a build, and what says so. */
export interface CgoSetting {
  readonly effective: 'on' | 'off' | 'unknown';
  /** A clause for people: "CGO_ENABLED=0 stands on the command", "golang:1.25-alpine has no C compiler". */
  readonly because: string;
  /** What decides it: a word that sets CGO_ENABLED, a cross build, a missing compiler, or nothing at all. */
  readonly via:
    | 'command'
    | 'export'
    | 'env'
    | 'arg'
    | 'go-env'
    | 'make'
    | 'cross'
    | 'no-compiler'
    | 'default';
  /** The whole `CGO_ENABLED=…` word in the Dockerfile; null when none decides. */
  readonly span: Span | null;
  /** The explicit value, null when it is unset or unknown. */
  readonly value: '0' | '1' | null;
  /** The install word that brings the C compiler, where one does. */
  readonly compiler: InstalledPackage | null;
  /** What asks for C by name, as a clause: FIPS cryptography. Null where nothing does. */
  readonly asked: string | null;
}

export interface Command {
  readonly instruction: Instruction;
  readonly form: 'exec' | 'shell';
  /** The words; in shell form, one: the whole line. */
  readonly words: readonly Token[];
}

/** An argument of a script or a function. */
export interface Positional {
  /** Null when it is not known. */
  readonly value: string | null;
  /** What it was given as, for whoever gave it. */
  readonly given: object | null;
}

/** A command that a script starts. */
export interface ShellStart {
  readonly words: readonly Positional[];
  /** The folder it is started in; null when that is not known. */
  readonly folder: string | null;
  readonly background: boolean;
  /** It only reads what another one writes. */
  readonly beside: boolean;
  /** The shell becomes this program (`exec`). */
  readonly ends: boolean;
}

/** What the words of a script mean where it is started. */
export interface StartScope {
  /** `$1` and on. */
  readonly args: readonly Positional[];
  /** `$0`; null when it is not known. */
  readonly name: string | null;
  /** The folder it is started in; null when that is not known. */
  readonly folder: string | null;
  /** The user that it runs as; null when that is not known. */
  readonly user: string | null;
  /** What is set in the container; null for something unknown. */
  readonly environment: ReadonlyMap<string, string | null>;
  /** Whether a path is the image's own, and nothing is mounted over it. */
  isImages(path: string): boolean;
}

export interface Starts {
  /** The command that the script ends in; null when that cannot be told. */
  readonly main: ShellStart | null;
  /** Why there is none. */
  readonly reason: string;
  /** What it may end in instead, by a test that only the running container can decide. */
  readonly instead: readonly ShellStart[];
  /** Every other command that it may start. */
  readonly also: readonly ShellStart[];
  /** Why it may start others too; null when these are all. */
  readonly doubt: string | null;
}

export interface StageTrace {
  readonly stage: Stage;
  /** The stage it stands on, else the image, expanded; null when the image cannot be known. */
  readonly parent:
    | { readonly kind: 'stage'; readonly index: number }
    | { readonly kind: 'image'; readonly image: string | null };
  /** The image at the bottom of the FROM chain. */
  readonly baseImage: string | null;
  /** The stage's own steps, without its parent's. */
  readonly steps: readonly Step[];
  /** Its own commands as they ran, in order. */
  readonly executions: readonly Execution[];
  /** Where programs came to lie in it; not what it has from its parent. */
  readonly placed: readonly PlacedProgram[];
  readonly folders: readonly NeededFolder[];
  /** Its own runs of the go command, in order. */
  readonly goRuns: readonly GoRun[];
  readonly files: StageFiles;
  /** Follows a script that is started in a container of this stage. */
  starts(text: string, scope: StartScope): Starts;
  /** Null values cannot be known. Inherited over FROM. */
  readonly env: ReadonlyMap<string, string | null>;
  readonly workdir: string | null;
  readonly user: string | null;
  readonly entrypoint: Command | null;
  readonly cmd: Command | null;
  readonly exposes: readonly {
    readonly port: number | null;
    readonly token: Token;
    readonly instruction: Instruction;
  }[];
  readonly healthcheck: Instruction | null;
  /** True when entrypoint and cmd are the stage's own or inherited from stages; false when the base image may add some. */
  readonly startKnown: boolean;
  /** Why it is not fully understood; empty when it is. */
  readonly opaque: readonly { readonly span: Span; readonly reason: string }[];
}

/** A Dockerfile, followed instruction by instruction for one request. */
export interface ImageTrace {
  readonly request: BuildRequest;
  readonly stages: readonly StageTrace[];
  /** The stage that is built; null when the target is no stage or there is none. */
  readonly final: StageTrace | null;
  /** The stages that the final one needs, itself included, in file order. */
  readonly needed: readonly StageTrace[];
  readonly builds: readonly GoBuild[];
}
