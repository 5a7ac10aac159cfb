import type { Token } from '../../dockerfile/ast.ts';
import type { GoBuild, GoPackage, GoRun, StageTrace } from '../../image/model.ts';
import { basename, dirname, isInside, normalize, relative, resolve } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { stageModule } from '../../world/go/stage-modules.ts';
import type { Image } from '../../world/world.ts';

/** A package argument of `go build` or `go install` that the stage surely does not hold. */
export interface FailingPackage {
  readonly kind: 'package';
  readonly stage: number;
  readonly at: number;
  readonly run: GoRun;
  readonly build: GoBuild;
  /** The argument, as written; null where there is none, and the folder itself is meant. */
  readonly pattern: Token | null;
  readonly span: Span;
  /** Where it would lie in the image. */
  readonly path: string;
  /** Where that would come from, in the build context; null where nothing was copied there. */
  readonly source: string | null;
  /** `cmd/x` names a package of the standard library, where `./cmd/x` is meant. */
  readonly dotless: boolean;
}

/** Several packages that are to be written to one file, or one that is no program. */
export interface FailingMain {
  readonly kind: 'main';
  readonly stage: number;
  readonly at: number;
  readonly build: GoBuild;
  readonly output: string;
  readonly packages: readonly GoPackage[];
}

/** The builds of a stage that name what is not there. */
export function failingPackages({ context }: Image, { stage, goRuns }: StageTrace): FailingPackage[] {
  return goRuns.flatMap((run) => {
    const { build } = run;
    if (!build?.argumentsKnown || !run.fatal || run.workdir === null) return [];
    if (run.modules === null || run.modules === 'off') return [];
    const patterns: readonly (Token | null)[] = build.patterns.length > 0 ? build.patterns : [null];
    return patterns.flatMap((pattern): FailingPackage[] => {
      const missed = missing(run, build, pattern?.value ?? '.', context);
      if (missed === null) return [];
      const { command } = build;
      const { path, dotless = false } = typeof missed === 'string' ? { path: missed } : missed;
      return [
        {
          kind: 'package',
          stage: stage.index,
          at: command.start,
          run,
          build,
          pattern,
          span: pattern ?? { start: command.start, end: command.end },
          path,
          source: sourceOf(run, context, path),
          dotless,
        },
      ];
    });
  });
}

const isGoFile = (pattern: string): boolean => pattern.endsWith('.go');

type Missed = string | { readonly path: string; readonly dotless: boolean } | null;

/** Where a package would lie that is surely not there; null where it is, or may be. */
function missing(run: GoRun, build: GoBuild, pattern: string, context: Image['context']): Missed {
  const { workdir } = run;
  if (workdir === null || pattern.includes('@') || pattern === '') return null;
  if (pattern.includes('...')) {
    // Of `./x/...` the folder must be there; in `./x...` the dots stand for the rest of a name.
    const [, base] = /^(\.{0,2}\/.*?)\/\.\.\.$/.exec(pattern) ?? [];
    const path = base === undefined || base.includes('...') ? null : resolve(workdir, base);
    return path !== null && run.at(path).kind === 'absent' ? path : null;
  }
  if (isGoFile(pattern)) {
    const path = resolve(workdir, pattern);
    return run.at(path).kind === 'absent' ? path : null;
  }
  if (/^\.{0,2}\//.test(pattern) || pattern === '.' || pattern === '..') {
    const path = resolve(workdir, pattern);
    return hasNoGo(run, path) ? path : null;
  }
  return missingImport(run, build, pattern, context);
}

/** A folder that is not there, or that holds no Go file. */
function hasNoGo(run: GoRun, path: string): boolean {
  const found = run.at(path);
  if (found.kind === 'absent') return true;
  if (found.kind !== 'directory') return false;
  return run.names(path)?.every((name) => !/^[^._].*\.go$/.test(name)) ?? false;
}

/** An import path: one of the module itself, or one without a dot, which the standard library alone may have. */
function missingImport(run: GoRun, build: GoBuild, pattern: string, context: Image['context']): Missed {
  if (RESERVED.has(pattern)) return null;
  const module = stageModule(run, context);
  if (!module || run.workdir === null) return null;
  const { value, dir } = module;
  const own = value.module ?? '';
  const others = [...value.require.keys(), ...value.replace.map(({ path }) => path)];
  if (others.some((other) => within(other, pattern))) return null;
  if (run.at(resolve(dir, 'go.work')).kind !== 'absent') return null;
  if (within(own, pattern)) {
    const path = normalize(`${dir}/${pattern.slice(own.length)}`);
    return hasNoGo(run, path) ? path : null;
  }
  const path = resolve(run.workdir, pattern);
  // Of the standard library, or of a module that is required.
  if (build.packages.known) return null;
  const isFolder = /^[a-z][\w-]*(?:\/[\w.-]+)*$/.test(pattern) && run.at(path).kind === 'directory';
  return isFolder && !hasNoGo(run, path) ? { path, dotless: true } : null;
}

/** Words that stand for many packages. */
const RESERVED = new Set(['std', 'cmd', 'all', 'work', 'tool']);

const within = (module: string, path: string): boolean =>
  module !== '' && (path === module || path.startsWith(`${module}/`));

/** Where a path of the image comes from, as its module does, else the folder of the build. */
function sourceOf(run: GoRun, context: Image['context'], path: string): string | null {
  const module = stageModule(run, context);
  const place = module ? { image: module.dir, context: dirname(module.file) } : folderOf(run);
  if (!place || !isInside(place.image, path)) return null;
  return normalize(`/${place.context}/${relative(place.image, path)}`).slice(1) || '.';
}

const folderOf = ({ workdir, build }: GoRun): { image: string; context: string } | null =>
  workdir === null || !build || build.contextDir === null
    ? null
    : { image: workdir, context: build.contextDir };

/** The builds of a stage whose output is no program. */
export function failingMains({ trace }: Image, stage: StageTrace): FailingMain[] {
  return stage.goRuns.flatMap((run): FailingMain[] => {
    const { build } = run;
    if (!build || build.verb !== 'build' || !build.packages.known || !run.fatal || !build.output) return [];
    const { packages, goos, output } = build;
    // Which packages a pattern matches is known for Linux.
    if (!goos.known || goos.value !== 'linux' || build.flags.buildmode !== null) return [];
    if (output.path === null || output.path === '/dev/null' || output.isFolder) return [];
    const there = packages.value.filter((each) => isThere(run, build, each));
    const failing = { kind: 'main', stage: stage.stage.index, at: build.command.start, build } as const;
    const place = run.at(output.path).kind;
    if (there.length > 1 && (place === 'absent' || place === 'file'))
      return [{ ...failing, output: output.path, packages: there }];
    const [only] = there;
    if (!only || packages.value.length > 1 || only.isMain) return [];
    return isUsed(trace, stage, output.path) ? [{ ...failing, output: output.path, packages: there }] : [];
  });
}

/** Whether the files of a package are in the stage, too. */
function isThere(run: GoRun, { workdir, contextDir }: GoBuild, { dir }: GoPackage): boolean {
  if (workdir === null || contextDir === null) return false;
  const path = resolve(workdir, relative(contextDir === '.' ? '' : contextDir, dir === '.' ? '' : dir));
  return run.at(path).kind === 'directory' && !hasNoGo(run, path);
}

/** Whether what is written to a path is copied from the stage, or started in it. */
function isUsed({ needed, final }: Image['trace'], stage: StageTrace, output: string): boolean {
  const { index } = stage.stage;
  const isCopied = needed.some(({ steps }) =>
    steps.some(
      ({ effect }) =>
        effect.kind === 'copy' &&
        effect.copy.from.kind === 'stage' &&
        effect.copy.from.stage === index &&
        effect.copy.sources.some(({ path }) => path === output),
    ),
  );
  const words = [...(final?.entrypoint?.words ?? []), ...(final?.cmd?.words ?? [])];
  const holds = final === stage || (final?.parent.kind === 'stage' && final.parent.index === index);
  return isCopied || (holds && words.some(({ value }) => basename(value) === basename(output)));
}
