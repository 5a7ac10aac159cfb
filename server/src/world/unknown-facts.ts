import { isCertainError } from './certain-error.ts';
import { hasNoToolchain, isForeign } from './find/is-foreign.ts';
import { basename, relative } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { Service, UnknownFact, World } from './world.ts';

/**
 * What cannot be known about a workspace: one fact a cause, by path and position. What no Go program has a part in is none, and
 * `isTold` says for which services, and runs of the go command, a finding tells already why they cannot be judged.
 */
export function unknownFacts(
  world: World,
  isTold: (service: Service) => boolean = () => false,
  isToldAt: (file: string, command: Span) => boolean = () => false,
): readonly UnknownFact[] {
  const out: Single[] = [];
  /** Whether a service is not known for the reason that a run of the go command in its image is not, and a finding has that. */
  const follows = ({ runs, image }: Service): boolean =>
    runs.kind === 'unknown' &&
    image?.trace.builds.some(
      ({ packages, command }) =>
        !packages.known && packages.reason === runs.reason && isToldAt(image.file, command),
    ) === true;
  for (const service of world.services) {
    const { at, value: name } = service.model.name;
    if (service.runs.kind === 'unknown' && !isTold(service) && !follows(service))
      out.push({ file: at.file, span: at.span, kind: 'service', name, reason: service.runs.reason });
  }
  for (const image of world.images) {
    if (image.inline || isForeign(world.reader, world.settings, image)) continue;
    for (const program of image.programs) {
      if (program.grade !== 'unknown') continue;
      out.push({
        file: image.file,
        span: program.build.command,
        kind: 'program',
        name: program.package.binaryName,
        reason: program.cgo.reason ?? 'its imports cannot all be read',
      });
    }
    for (const build of image.trace.builds) {
      if (!build.packages.known && !isToldAt(image.file, build.command))
        out.push({
          file: image.file,
          span: build.command,
          kind: 'place',
          name: 'go build',
          reason: build.packages.reason,
        });
    }
    for (const stage of image.trace.stages) {
      // What a stage without Go prepares for others is no program of ours.
      if (stage !== image.trace.final && hasNoToolchain(stage)) continue;
      for (const { span, reason } of stage.opaque)
        out.push({
          file: image.file,
          span,
          kind: 'stage',
          name: stage.stage.name?.value ?? String(stage.stage.index),
          reason,
        });
    }
  }
  for (const { module, programs } of world.modules) {
    for (const { main, cgo } of programs) {
      if (cgo.grade === 'unknown')
        out.push({
          file: `${module.dir}/go.mod`,
          span: { start: 0, end: 0 },
          kind: 'program',
          name: main.name,
          reason: cgo.reason ?? 'its imports cannot all be read',
        });
    }
  }
  for (const { file, problem } of world.dockerfiles) {
    if (problem !== null)
      out.push({
        file,
        span: { start: 0, end: 0 },
        kind: 'place',
        name: basename(file),
        reason: problem,
      });
  }
  for (const project of world.projects) {
    // What is certain is a finding.
    for (const error of project.errors)
      if (!isCertainError(world, project, error))
        out.push({
          file: error.file,
          span: error.span,
          kind: 'place',
          name: 'Compose file',
          reason: [project.files, project.reads]
            .flat()
            .reduce(
              (text, file) => text.replaceAll(file, relative(world.settings.path, file)),
              error.message,
            ),
        });
  }
  return byCause(out);
}

interface Single extends Pick<UnknownFact, 'file' | 'span' | 'kind' | 'reason'> {
  readonly name: string;
}

/** What one cause keeps from being known is one fact, at the first place of it. */
function byCause(facts: readonly Single[]): readonly UnknownFact[] {
  const causes = new Map<string, { first: Single; names: Set<string> }>();
  const sorted = [...facts].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start,
  );
  for (const fact of sorted) {
    const { file, span, kind, name, reason } = fact;
    const key = JSON.stringify(
      kind === 'place'
        ? [file, span.start, span.end, name, reason]
        : // A stage is one of its file.
          [kind, reason, kind === 'stage' ? file : ''],
    );
    const known = causes.get(key);
    if (known) known.names.add(name);
    else causes.set(key, { first: fact, names: new Set([name]) });
  }
  return [...causes.values()].map(({ first: { file, span, kind, reason }, names }) => ({
    file,
    span: { start: span.start, end: span.end },
    kind,
    subject: subjectOf(kind, [...names].sort()),
    reason,
    count: names.size,
  }));
}

function subjectOf(kind: UnknownFact['kind'], names: readonly string[]): string {
  const [first = ''] = names;
  if (kind === 'place') return first;
  if (names.length < 2) return `${kind} ${first}`;
  if (names.length > MOST_NAMES) return `${names.length} ${kind}s`;
  return `${kind}s ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const MOST_NAMES = 3;
