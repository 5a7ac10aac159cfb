import type { Instruction } from '../dockerfile/ast.ts';
import { parseImageReference } from '../native/image-reference.ts';
import { relative } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { textFiles } from '../world/find/text-files.ts';
import type { Image, Program, Service, World } from '../world/world.ts';
import { judgedFiles } from './compose-references.ts';

/** A Dockerfile that stands on an image, or copies from it. */
export interface TagUse {
  readonly tag: string;
  readonly at: Place;
}

/**
 * The Dockerfile that takes something from the image of a service by its tag and would not find it any more, when the image
 * holds no more than the service's own program: an image that stands on it may use anything.
 */
export function tagUse(world: World, { file }: Image, { model, program }: Service): TagUse | null {
  for (const tag of [model.image, ...(model.build?.tags ?? [])]) {
    if (!tag) continue;
    for (const { file: other, dockerfile } of world.dockerfiles) {
      if (other === file || !dockerfile) continue;
      for (const stage of dockerfile.stages) {
        const at = (span: Place['span']): TagUse => ({ tag: tag.value, at: { file: other, span } });
        if (isSame(stage.base.value, tag.value)) return at(stage.from);
        const taken = stage.instructions.find((each) => takesFrom(each, tag.value) && !isOwn(each, program));
        if (taken) return at(taken);
      }
    }
  }
  return null;
}

const takesFrom = ({ flags }: Instruction, tag: string): boolean =>
  flags.some(({ name, argument }) => {
    const value = argument?.value ?? '';
    const from =
      name === 'from' ? value : name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(value)?.[1] : undefined;
    return from !== undefined && isSame(from, tag);
  });

/** Whether a COPY takes nothing but the program that the image goes on to hold. */
function isOwn({ keyword, json, words }: Instruction, program: Program | null): boolean {
  const sources = (json ?? words).slice(0, -1).map(({ value }) => value);
  const name = program?.package.binaryName;
  return keyword === 'COPY' && sources.length > 0 && sources.every((source) => source.endsWith(`/${name}`));
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [parseImageReference(one), parseImageReference(other)];
  return (
    a !== null && b !== null && a.repository === b.repository && (a.tag ?? 'latest') === (b.tag ?? 'latest')
  );
}

/** Where else the repository names a tag that nothing builds after a split: `k8s/api.yaml:12`, in order. */
export function tagMentions(world: World, tag: string): readonly string[] {
  const reference = parseImageReference(tag);
  if (!reference) return [];
  const { reader, settings } = world;
  const judged = judgedFiles(world);
  const name = reference.repository.replace(/[.+*?^$(){}|[\]\\]/g, '\\$&');
  const version = (reference.tag ?? 'latest').replace(/[.+*?^$(){}|[\]\\]/g, '\\$&');
  // Another version is another image; one that a variable names may be this one.
  const pattern = new RegExp(`(?<![\\w.-])${name}(?::(?:${version}(?![\\w.-])|[$@{<])|(?![\\w./:-]))`);
  const out: string[] = [];
  for (const file of reader.derive(textFiles, settings.root).files) {
    if (judged.has(file)) continue;
    const state = reader.file(file);
    if (state.kind !== 'text' || !state.file.text.includes(reference.repository)) continue;
    // A short name is a word of any text: there it has to stand with its version.
    const isShort = !reference.repository.includes('/');
    for (const [index, line] of state.file.text.split('\n').entries())
      if (pattern.test(line) && (!isShort || line.includes(`${reference.repository}:`)))
        out.push(`${relative(settings.path, file)}:${index + 1}`);
  }
  return out;
}
