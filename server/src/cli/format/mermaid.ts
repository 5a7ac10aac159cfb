import type { Inspection } from './inspection.ts';

/** A flowchart of services, images, programs and the chains through which cgo enters. */
export function mermaidInspect(value: Inspection): string {
  const out = ['flowchart LR'];
  const ids = new Map<string, string>();
  const node = (kind: string, label: string, open: string, close: string): string => {
    const key = `${kind}:${label}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = `n${ids.size}`;
      ids.set(key, id);
      out.push(`  ${id}${open}"${label.replaceAll('"', '#quot;')}"${close}`);
    }
    return id;
  };
  const edges = new Set<string>();
  const edge = (from: string, to: string, arrow = '-->'): void => {
    const line = `  ${from} ${arrow} ${to}`;
    if (edges.has(line)) return;
    edges.add(line);
    out.push(line);
  };
  const programs = new Map<string, string>();
  for (const module of value.modules) {
    for (const { package: dir, cgo } of module.programs) {
      const path = [module.dir, dir].filter((part) => part !== '.').join('/') || '.';
      const program = node('program', path, '[', ']');
      programs.set(path, program);
      let before = program;
      for (const [index, link] of cgo.chain.slice(1).entries()) {
        const step = node(
          'package',
          link,
          index === cgo.chain.length - 2 ? '{{' : '(',
          index === cgo.chain.length - 2 ? '}}' : ')',
        );
        edge(
          before,
          step,
          cgo.cuts.some((cut) => cut.to === link && cut.from === cgo.chain[index])
            ? '-. cut here .->'
            : '-->',
        );
        before = step;
      }
    }
  }
  for (const project of value.projects) {
    for (const { name, build, runs } of project.services) {
      const service = node('service', `${project.id}#${name}`, '([', '])');
      const program =
        runs.program === null
          ? undefined
          : (programs.get(runs.program) ?? node('program', runs.program, '[', ']'));
      if (!build || build.dockerfile === null) {
        if (program !== undefined) edge(service, program);
        continue;
      }
      const image = node('image', build.dockerfile, '[[', ']]');
      edge(service, image);
      if (program !== undefined) edge(image, program);
    }
  }
  return `${out.join('\n')}\n`;
}
