import { hasNoToolchain, isForeign } from './find/is-foreign.ts';
import type { Service, UnknownFact, World } from './world.ts';

/**
 * What cannot be known about a workspace: one fact a cause, by path and position. What no Go program has a part in is none, and
 * `isTold` says for which services a finding tells already why they cannot be judged.
 */
export function unknownFacts(
  world: World,
  isTold: (service: Service) => boolean = () => false,
): readonly UnknownFact[] {
  const out: Single[] = [];
  for (const service of world.services) {
    const subject = `service ${service.model.name.value}`;
    const at = service.model.name.at;
    if (service.runs.kind === 'unknown' && !isTold(service))
      out.push({ file: at.file, span: at.span, subject, reason: service.runs.reason });
  }
  for (const image of world.images) {
    if (image.inline || isForeign(world.reader, world.settings, image)) continue;
    for (const program of image.programs) {
      if (program.grade !== 'unknown') continue;
      out.push({
        file: image.file,
        span: program.build.command,
        subject: `program ${program.package.binaryName}`,
        reason: program.cgo.reason ?? 'its imports cannot all be read',
      });
    }
    for (const build of image.trace.builds) {
      if (!build.packages.known)
        out.push({
          file: image.file,
          span: build.command,
          subject: 'go build',
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
          subject: `stage ${stage.stage.name?.value ?? stage.stage.index}`,
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
          subject: `program ${main.name}`,
          reason: cgo.reason ?? 'its imports cannot all be read',
        });
    }
  }
  for (const { file, problem } of world.dockerfiles) {
    if (problem !== null)
      out.push({
        file,
        span: { start: 0, end: 0 },
        subject: file.slice(file.lastIndexOf('/') + 1),
        reason: problem,
      });
  }
  for (const project of world.projects) {
    // What is certain is a finding.
    for (const error of project.errors)
      if (!error.certain)
        out.push({ file: error.file, span: error.span, subject: 'Compose file', reason: error.message });
  }
  return byCause(out);
}

type Single = Omit<UnknownFact, 'count'>;

/** What one cause keeps from being known is one fact, at the first place of it. */
function byCause(facts: readonly Single[]): readonly UnknownFact[] {
  const causes = new Map<string, { first: Single; kind: string; names: Set<string> }>();
  const sorted = [...facts].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start,
  );
  for (const fact of sorted) {
    const { file, span, subject, reason } = fact;
    const [, kind = subject, name = ''] = /^(service|program|stage) (.+)$/.exec(subject) ?? [];
    // What is no such thing has no name to tell it by; a stage is one of its file.
    const key = JSON.stringify(
      name === ''
        ? [file, span.start, span.end, subject, reason]
        : [kind, reason, kind === 'stage' ? file : ''],
    );
    const known = causes.get(key);
    if (known) known.names.add(name);
    else causes.set(key, { first: fact, kind, names: new Set([name]) });
  }
  return [...causes.values()].map(({ first: { file, span, subject, reason }, kind, names }) => ({
    file,
    span: { start: span.start, end: span.end },
    subject: names.size < 2 ? subject : severalOf(kind, [...names].sort()),
    reason,
    count: names.size,
  }));
}

function severalOf(kind: string, names: readonly string[]): string {
  if (names.length > MOST_NAMES) return `${names.length} ${kind}s`;
  return `${kind}s ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const MOST_NAMES = 3;
