import type { ComposeProject, ComposeService } from '../compose/model.ts';
import type { Dockerfile } from '../dockerfile/ast.ts';
import type { CgoVerdict, GoModule, MainPackage } from '../go/model.ts';
import type { BuildContext, GoBuild, GoPackage, ImageTrace } from '../image/model.ts';
import type { Span } from '../text/span.ts';
import type { ProjectId, ServiceId } from './ids.ts';
import type { ImageKey } from './image-facts.ts';
import type { Settings } from './settings.ts';
import type { Reader } from '../memory/snapshot.ts';
import type { Runs } from './start/what-runs.ts';

/**
 * What the engine believes about a workspace at one moment: services, the images they run, the programs in these, and
 * whether each needs cgo. Rules and the splitter read nothing else.
 */
export interface World {
  readonly settings: Settings;
  /** For what is read rarely (evidence, references, texts); reads are recorded like all others. */
  readonly reader: Reader;
  readonly projects: readonly Project[];
  /** In order of project, then of name. */
  readonly services: readonly Service[];
  /** The one way to find a service again, in this world or in another one of the same workspace. */
  service(id: ServiceId): Service | null;
  project(id: ProjectId): Project | null;
  /** Every image that a service builds, then those of the Dockerfiles that no service uses, by path. */
  readonly images: readonly Image[];
  /** The image of a key; null when its Dockerfile cannot be read. */
  image(key: ImageKey): Image | null;
  /** Those of a Dockerfile that is a file. */
  imagesOf(file: string): readonly Image[];
  readonly dockerfiles: readonly DockerfileFact[];
  readonly modules: readonly ModuleFact[];
  /** Files that were looked at. */
  readonly files: number;
}

export interface Project extends ComposeProject {
  readonly id: ProjectId;
}

/** What a service is and runs. Like an image it is a view, whose facts are asked for: a copy by `...` has none of them. */
export interface Service {
  readonly id: ServiceId;
  readonly project: Project;
  readonly model: ComposeService;
  /** What it runs, when that is built here: by the service itself, or by the one that builds its tag. */
  readonly image: Image | null;
  /** The service whose image it uses, when it builds none. */
  readonly builtBy: Service | null;
  /** Why there is no image although it builds one: a remote context, a Dockerfile that is not there. */
  readonly imageProblem: string | null;
  readonly runs: Runs;
  /** The program's build in the image, judged; null unless `runs` is a program. */
  readonly program: Program | null;
}

/** One image as one set of arguments builds it. */
export interface Image {
  readonly key: ImageKey;
  /** The Dockerfile, absolute; for an inline one, the Compose file. Every span of the trace is an offset in `text`. */
  readonly file: string;
  readonly inline: boolean;
  readonly trace: ImageTrace;
  readonly context: BuildContext;
  /** Empty for a Dockerfile that no service uses. Services that only use its tag are in it too. */
  readonly usedBy: readonly Service[];
  /** What it starts when no service has a say. */
  readonly runs: Runs;
  /** Every program that the stages which this image needs build, judged. */
  readonly programs: readonly Program[];
  /** Those of them that the final stage holds, with where they came to lie. */
  readonly holds: readonly { readonly program: Program; readonly path: string }[];
}

/** A main package as one build builds it. */
export interface Program {
  /** Absolute folder of its main package. */
  readonly dir: string;
  readonly package: GoPackage;
  readonly build: GoBuild;
  readonly cgo: CgoVerdict;
  /** Flags of the build that need cgo whatever the program imports. */
  readonly needCgo: readonly string[];
  /** The grade of this build: flags that need cgo make it `required`. */
  readonly grade: CgoVerdict['grade'];
}

export interface DockerfileFact {
  readonly file: string;
  readonly dockerfile: Dockerfile | null;
  /** Why it cannot be read, or judged; null when it can. */
  readonly problem: string | null;
  readonly images: readonly Image[];
}

export interface ModuleFact {
  readonly module: GoModule;
  readonly programs: readonly { readonly main: MainPackage; readonly cgo: CgoVerdict }[];
}

/** Something that cannot be known, for the status, hovers and `inspect`; never a squiggle. */
export interface UnknownFact {
  readonly file: string;
  readonly span: Span;
  /** What it is about; a place is none of these, and is told alone. */
  readonly kind: 'service' | 'program' | 'stage' | 'place';
  /** `service api`, `programs api and worker`, `12 programs`. */
  readonly subject: string;
  readonly reason: string;
  /** How many things wait for the same. */
  readonly count: number;
}
