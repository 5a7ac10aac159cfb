import type { Inspection } from './inspection.ts';

type Verdict = Inspection['modules'][number]['programs'][number]['cgo'];

/** A flowchart of services, images, programs, the chains through which cgo enters, and the imports to cut. */
export function mermaidInspect(value: Inspection): string {
  const chart = new Flowchart();
  const programs = new Map<string, string>();
  for (const module of value.modules) {
    for (const { package: dir, cgo } of module.programs) {
      const path = [module.dir, dir].filter((part) => part !== '.').join('/') || '.';
      const program = chart.node('program', path, '[', ']');
      programs.set(path, program);
      drawChain(chart, program, cgo);
    }
  }
  for (const project of value.projects) {
    for (const { name, build, runs } of project.services) {
      const service = chart.node('service', `${project.id}#${name}`, '([', '])');
      const program =
        runs.program === null
          ? undefined
          : (programs.get(runs.program) ?? chart.node('program', runs.program, '[', ']'));
      if (!build || build.dockerfile === null) {
        if (program !== undefined) chart.edge(service, program);
        continue;
      }
      const image = chart.node('image', build.dockerfile, '[[', ']]');
      chart.edge(service, image);
      if (program !== undefined) chart.edge(image, program);
    }
  }
  return chart.text();
}

/** The chain from a program to what uses C, and the imports to cut, which need not lie on it. */
function drawChain(chart: Flowchart, program: string, { chain, cuts }: Verdict): void {
  const [main, ...links] = chain;
  const nodeOf = (importPath: string): string =>
    importPath === main
      ? program
      : importPath === links.at(-1)
        ? chart.node('package', importPath, '{{', '}}')
        : chart.node('package', importPath, '(', ')');
  const isCut = (from: string, to: string): boolean => cuts.some((cut) => cut.from === from && cut.to === to);
  let before = main;
  for (const link of links) {
    if (before !== undefined) chart.edge(nodeOf(before), nodeOf(link), isCut(before, link) ? CUT : '-->');
    before = link;
  }
  for (const { from, to } of cuts) {
    const onChain = chain.indexOf(from);
    if (onChain >= 0 && chain[onChain + 1] === to) continue;
    // How the program gets there is not part of the answer; that it does is drawn as a dotted line.
    if (onChain < 0) chart.edge(program, nodeOf(from), '-.->');
    chart.edge(nodeOf(from), nodeOf(to), CUT);
  }
}

const CUT = '-. cut here .->';

/** The lines of a chart. Nodes and edges that were drawn before are not drawn again. */
class Flowchart {
  readonly #lines = ['flowchart LR'];
  readonly #ids = new Map<string, string>();
  readonly #edges = new Set<string>();

  node(kind: string, label: string, open: string, close: string): string {
    const key = `${kind}:${label}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = `n${this.#ids.size}`;
      this.#ids.set(key, id);
      this.#lines.push(`  ${id}${open}"${escaped(label)}"${close}`);
    }
    return id;
  }

  edge(from: string, to: string, arrow = '-->'): void {
    const line = `  ${from} ${arrow} ${to}`;
    if (this.#edges.has(line)) return;
    this.#edges.add(line);
    this.#lines.push(line);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

/**
 * A label between double quotes. Mermaid reads HTML in it, Markdown after a backtick, and entity codes behind `#`, so
 * each of these characters is written as its own code. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
const escaped = (label: string): string =>
  label.replace(/[#"<>&`\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `#${c.codePointAt(0)};`);
