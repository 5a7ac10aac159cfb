import type { UnknownFact, World } from './world.ts';

/** What cannot be known about a workspace, each with its reason, by path and position. */
export function unknownFacts(world: World): readonly UnknownFact[] {
  const out: UnknownFact[] = [];
  for (const service of world.services) {
    const subject = `service ${service.model.name.value}`;
    const at = service.model.name.at;
    if (service.runs.kind === 'unknown')
      out.push({ file: at.file, span: at.span, subject, reason: service.runs.reason });
  }
  for (const image of world.images) {
    if (image.inline) continue;
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
  const seen = new Set<string>();
  return out
    .map(({ file, span, subject, reason }) => ({
      file,
      span: { start: span.start, end: span.end },
      subject,
      reason,
    }))
    .filter((fact) => !seen.has(JSON.stringify(fact)) && seen.add(JSON.stringify(fact)))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start));
}
