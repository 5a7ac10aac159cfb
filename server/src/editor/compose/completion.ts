import type { Reader } from '../../memory/snapshot.ts';
import { isInside, relative } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import type { Service, World } from '../../world/world.ts';
import { packageArguments } from './package-arguments.ts';

/** A value that fits where somebody types one. */
export interface Suggestion {
  readonly text: string;
  readonly detail: string;
  /** What it replaces. */
  readonly span: Span;
}

/** The values that `dockerfile:`, `target:` and a build argument that picks a program can have at a place of a Compose file, the likeliest first. */
export function completion(world: World, file: string, text: string, offset: number): readonly Suggestion[] {
  const typed = keyAt(text, offset);
  if (!typed) return [];
  const at = (end: (span: Span) => number): Service | undefined =>
    world.services.find(({ model }) =>
      model.blocks.some(
        (block) => block.file === file && block.span.start <= offset && offset <= end(block.span),
      ),
    );
  // A block ends with its last value; whoever types a line below it is still in it.
  const service = at(({ end }) => end) ?? at(({ end }) => lineAfter(text, end));
  const build = service?.model.build;
  if (!service || !build || build.remote) return [];
  const found =
    typed.key === 'dockerfile'
      ? dockerfiles(world, build.context.value)
      : typed.key === 'target'
        ? stages(world.reader, service)
        : build.args.has(typed.key)
          ? packages(world, service, typed.key)
          : [];
  return found.map((each) => ({ ...each, span: typed.span }));
}

/** The main packages that an argument can pick. */
function packages(world: World, { model }: Service, name: string): Omit<Suggestion, 'span'>[] {
  const path = model.build?.dockerfilePath;
  const found = new Map<string, string>();
  for (const image of path ? world.imagesOf(path) : [])
    for (const { name: own, before, after, build } of packageArguments(image)) {
      if (own !== name || build.contextDir === null) continue;
      const listed = image.context.goPackages(build.contextDir, ['./...'], build.tags);
      const from = build.contextDir === '.' ? '' : build.contextDir;
      for (const { isMain, dir } of listed.known ? listed.value : []) {
        const pattern = `./${relative(from, dir === '.' ? '' : dir)}`;
        const text = pattern.slice(before.length, pattern.length - after.length);
        if (isMain && text !== '' && `${before}${text}${after}` === pattern) found.set(text, dir);
      }
    }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, dir]) => ({ text, detail: `builds ${dir}` }));
}

/** Whether a line asks for a value of these keys at all: what is cheap to tell before anything is analysed. */
export function keyAt(text: string, offset: number): { readonly key: string; readonly span: Span } | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const match =
    /^([ \t]*(?:(dockerfile|target):[ \t]+|(?:-[ \t]+)?(\w+)(?:=|:[ \t]+))["']?)([^\s"'#]*)$/.exec(
      text.slice(start, offset),
    );
  if (!match) return null;
  const rest = /^[^\s"'#]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return {
    key: match[2] ?? match[3] ?? '',
    span: { start: start + (match[1]?.length ?? 0), end: offset + rest },
  };
}

/** The Dockerfiles in a context: those that no service builds come first. */
function dockerfiles(world: World, context: string): Omit<Suggestion, 'span'>[] {
  const found: string[] = [];
  const walk = (dir: string, depth: number): void => {
    for (const { name, kind } of world.reader.list(dir) ?? []) {
      const path = `${dir}/${name}`;
      if (kind === 'folder') {
        if (depth < MAX_DEPTH && !SKIPPED.test(name)) walk(path, depth + 1);
      } else if (DOCKERFILE.test(name)) found.push(path);
    }
  };
  if (isInside(world.settings.root, context)) walk(context, 0);
  return found
    .map((path) => {
      const users = world.images.flatMap((image) =>
        image.file === path && !image.inline ? image.usedBy.map(({ model }) => model.name.value) : [],
      );
      const names = [...new Set(users)].sort();
      return {
        text: relative(context, path),
        detail: names.length > 0 ? `built by ${names.join(', ')}` : 'built by no service',
        isUsed: names.length > 0,
      };
    })
    .sort((a, b) => Number(a.isUsed) - Number(b.isUsed) || (a.text < b.text ? -1 : 1))
    .map(({ text, detail }) => ({ text, detail }));
}

function stages(reader: Reader, { model }: Service): Omit<Suggestion, 'span'>[] {
  const path = model.build?.dockerfilePath;
  if (!path) return [];
  const found = reader.derive(dockerfileAt, path)?.value?.stages ?? [];
  return found.flatMap(({ name, base }) =>
    name ? [{ text: name.value, detail: `FROM ${base.value}` }] : [],
  );
}

/** The end of the line after the one that an offset lies in. */
function lineAfter(text: string, offset: number): number {
  const line = text.indexOf('\n', offset);
  const next = line < 0 ? -1 : text.indexOf('\n', line + 1);
  return next < 0 ? text.length : next;
}

const MAX_DEPTH = 4;
const SKIPPED = /^(?:\..*|node_modules|vendor|testdata)$/;
const DOCKERFILE =
  /^(?:dockerfile|containerfile)(?!.*\.dockerignore$)(?:[.-].*)?$|\.(?:dockerfile|containerfile)$/i;
