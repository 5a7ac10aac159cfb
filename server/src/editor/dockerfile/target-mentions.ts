import { judgedFiles } from '../../split/compose-references.ts';
import { whoRefers } from '../../split/references/who-refers.ts';
import { dirname } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import type { World } from '../../world/world.ts';

/** A place outside of Dockerfiles and Compose that names a stage as the target of a build. */
export interface TargetMention {
  /** The name alone. */
  readonly at: Place;
  /** Whether the very command, or the block of a bake file, builds this Dockerfile. Else it may be another one's target. */
  readonly isOwn: boolean;
}

/** Where scripts, workflows and bake files that build a Dockerfile name one of its stages. */
export function targetMentions(world: World, dockerfile: string, name: string): readonly TargetMention[] {
  const context = world.imagesOf(dockerfile)[0]?.key.context.dir ?? dirname(dockerfile);
  const { found } = whoRefers(world.reader, world.settings.root, { dockerfile, context }, judgedFiles(world));
  const lines = new Map<string, number[]>();
  for (const { file, line } of found) lines.set(file, [...(lines.get(file) ?? []), line - 1]);
  return [...lines].flatMap(([file, own]) => {
    const state = world.reader.file(file);
    return state.kind === 'text' ? mentionsIn(file, state.file.text, own, name.toLowerCase()) : [];
  });
}

function mentionsIn(file: string, text: string, own: readonly number[], name: string): TargetMention[] {
  const out: TargetMention[] = [];
  const lines = text.split('\n');
  let start = 0;
  for (const [index, line] of lines.entries()) {
    for (const { 0: whole, 1: written = '', index: at } of line.slice(0, MAX_LINE).matchAll(TARGET)) {
      if (written.toLowerCase() !== name) continue;
      const from = start + at + whole.length - written.length;
      const isOwn = own.some((each) => isTogether(lines, each, index, file.endsWith('.hcl')));
      out.push({ at: { file, span: { start: from, end: from + written.length } }, isOwn });
    }
    start += line.length + 1;
  }
  return out;
}

/** Whether two lines are of one command, or of one block of HCL. */
function isTogether(lines: readonly string[], a: number, b: number, isHcl: boolean): boolean {
  const [first, last] = a < b ? [a, b] : [b, a];
  const between = lines.slice(first, last);
  return isHcl
    ? between.concat(lines[last] ?? '').every((line) => !/^(?:\S.*\{|\})/.test(line))
    : between.every((line) => /\\\s*$/.test(line));
}

/** `--target x`, `--target=x`; `target: x`, `target = "x"`, `"target": "x"`. */
const TARGET = /(?:--target(?:=|[ \t]{1,20})|\btarget["']?[ \t]{0,20}[:=][ \t]{0,20})["']?([\w.-]{1,200})/gi;
const MAX_LINE = 4000;
