import type { Dockerfile, Stage } from '../dockerfile/ast.ts';
import type { Place } from '../text/span.ts';
import { resolveDockerfile } from '../world/find/resolve-dockerfile.ts';
import type { Service, World } from '../world/world.ts';
import { covers, spanOf } from './covers.ts';
import { buildersOf, readDockerfile } from './dockerfile/read-dockerfile.ts';
import { stageMentions, targetStage } from './dockerfile/stage-mentions.ts';

export interface References {
  /** Where the thing itself stands. */
  readonly declaration: Place;
  /** Where it is meant, the declaration aside. */
  readonly places: readonly Place[];
}

/**
 * Who means the thing at a place. Of a stage: the instructions of its Dockerfile, and the services that build it. Of a Dockerfile,
 * asked at its first FROM or at a `dockerfile:` of Compose: the services that build it, whichever stage.
 */
export function references(world: World, file: string, offset: number): References | null {
  const dockerfile = readDockerfile(world, file);
  return dockerfile ? inDockerfile(world, file, dockerfile, offset) : inCompose(world, file, offset);
}

function inDockerfile(world: World, file: string, dockerfile: Dockerfile, offset: number): References | null {
  const mention = stageMentions(dockerfile).find(({ span }) => covers(span, offset));
  if (mention) return ofStage(world, file, dockerfile, mention.stage);
  const stage = dockerfile.stages.find(({ from }) => covers(from, offset));
  if (!stage) return null;
  return stage.index === 0 ? ofFile(world, file) : ofStage(world, file, dockerfile, stage);
}

function inCompose(world: World, file: string, offset: number): References | null {
  for (const { model } of world.services) {
    const { build } = model;
    const path = build && resolveDockerfile(world.reader, build);
    if (!build || path === null) continue;
    const isAt = (at: Place | null | undefined): boolean => at?.file === file && covers(at.span, offset);
    if (build.target && build.target.from !== 'default' && isAt(build.target.at)) {
      const dockerfile = readDockerfile(world, path);
      const stage = dockerfile && targetStage(dockerfile, build.target.value);
      return dockerfile && stage ? ofStage(world, path, dockerfile, stage) : null;
    }
    const isNamed = build.dockerfile?.from !== 'default' && isAt(build.dockerfile?.at);
    if (isNamed || isAt(build.keyAt) || (build.short && isAt(build.at))) return ofFile(world, path);
  }
  return null;
}

function ofStage(world: World, file: string, dockerfile: Dockerfile, stage: Stage): References {
  return {
    declaration: { file, span: spanOf(stage.name ?? stage.from) },
    places: once([
      ...stageMentions(dockerfile)
        .filter((each) => each.stage === stage && each.how !== 'declares')
        .map(({ span }): Place => ({ file, span })),
      ...stageUsers(world, file, dockerfile, stage).flatMap(({ model }) =>
        model.build?.target?.value ? model.build.target.at : placeOf(model),
      ),
    ]),
  };
}

function ofFile(world: World, file: string): References {
  return {
    declaration: { file, span: { start: 0, end: 0 } },
    places: once(buildersOf(world, file).flatMap(({ model }) => placeOf(model))),
  };
}

/** Where a service says which Dockerfile it builds. */
function placeOf({ build }: Service['model']): Place[] {
  if (!build) return [];
  return [build.dockerfile && build.dockerfile.from !== 'default' ? build.dockerfile.at : build.keyAt];
}

/** A block that several services take, and a service of several projects, stands in one place. */
function once(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((at) => [`${at.file}:${at.span.start}`, at])).values()].sort((a, b) =>
    a.file === b.file ? a.span.start - b.span.start : a.file < b.file ? -1 : 1,
  );
}

/** The services that build a stage of a Dockerfile, each at the word that says so. */
function stageUsers(world: World, file: string, dockerfile: Dockerfile, stage: Stage): readonly Service[] {
  const last = dockerfile.stages.at(-1);
  return buildersOf(world, file).filter(({ model }) => {
    const target = model.build?.target?.value ?? '';
    return (target === '' ? last : targetStage(dockerfile, target)) === stage;
  });
}
