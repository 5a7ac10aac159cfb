import { LineIndex } from '../text/line-index.ts';
import type { Place, Span } from '../text/span.ts';
import type { ComposeBuild, ComposeService, EditAnswer, FileEdit, Sourced } from './model.ts';
import { parseComposeFile } from './parse-compose-file.ts';
import type { Tree, TreeEntry, TreeMap } from './tree.ts';

/** The text of a file, for the shape of what stands there: indentation, quotes, flow style. */
export type TextOf = (file: string) => string | null;

/**
 * Sets a key of a service's `build`, by the smallest edit: the value is replaced where it stands, a line is added, or
 * the short form grows into the long one. Refused, with the reason, where the value came from elsewhere.
 */
export function setBuildKey(
  service: ComposeService,
  key: 'dockerfile' | 'context' | 'target',
  value: string,
  textOf: TextOf,
): EditAnswer {
  const { build } = service;
  if (!build) return refuse(`service ${service.name.value} has no build`);
  const old = build[key];
  if (old && old.from !== 'default' && isOwn(old.from) && !build.short) return replace(old, value, textOf);
  const problem = foreign(build.from, 'build', service);
  if (problem !== null) return refuse(problem);
  const text = textOf(build.at.file);
  if (text === null) return refuse(`${build.at.file} cannot be read`);
  if (build.short)
    return key === 'context' ? replace(build.context, value, textOf) : lengthen(build, key, value, text);
  const map = mapAt(text, build.at.span);
  return map ? insert(map, key, value, build.at.file, text) : refuse('its build is not written as a map');
}

/** Takes a key of a service's `build` away, with its lines. */
export function removeBuildKey(service: ComposeService, key: 'target', textOf: TextOf): EditAnswer {
  const { build } = service;
  const old = build?.[key];
  if (!build || !old) return refuse(`service ${service.name.value} sets no ${key}`);
  return removeFrom(build.at, key, old.from, service, textOf);
}

/** Takes `command:` or `entrypoint:` away, with its lines and its comment. */
export function removeServiceKey(
  service: ComposeService,
  key: 'command' | 'entrypoint',
  textOf: TextOf,
): EditAnswer {
  const value = service[key];
  if (!value) return refuse(`service ${service.name.value} has no ${key}`);
  const problem = foreign(value.from, key, service);
  if (problem !== null) return refuse(problem);
  const block = service.blocks.find(
    ({ file, span }) =>
      file === value.keyAt.file && span.start <= value.keyAt.span.start && value.keyAt.span.end <= span.end,
  );
  if (!block)
    return refuse(`the ${key} of service ${service.name.value} is written elsewhere, and others may use it`);
  return removeFrom(
    { file: value.keyAt.file, span: block.span },
    key,
    value.from,
    service,
    textOf,
    value.keyAt.span,
  );
}

/** Sets the `image:` that a service has already. */
export function setImage(service: ComposeService, value: string, textOf: TextOf): EditAnswer {
  if (!service.image) return refuse(`service ${service.name.value} has no image`);
  return isOwn(service.image.from)
    ? replace(service.image, value, textOf)
    : refuse(foreign(service.image.from, 'image', service) ?? '');
}

/** Gives a service without `build` one of its own, above its `image:`. */
export function addBuild(
  service: ComposeService,
  keys: readonly (readonly [key: 'context' | 'dockerfile' | 'target', value: string])[],
  textOf: TextOf,
): EditAnswer {
  const { image } = service;
  const text = image && textOf(image.at.file);
  if (!image || text === null || text === undefined)
    return refuse(`service ${service.name.value} has no image of its own to build`);
  if (!isOwn(image.from)) return refuse(foreign(image.from, 'image', service) ?? '');
  const block = service.blocks.find(
    ({ file, span }) =>
      file === image.at.file && span.start <= image.at.span.start && image.at.span.end <= span.end,
  );
  const map = block && mapAround(text, image.at.span);
  const key = map?.entries.get('image')?.key;
  if (!map || !key) return refuse('its service is not written as a map');
  if (map.flow)
    return edits(image.at.file, [
      {
        span: { start: key.start, end: key.start },
        text: `build: {${keys.map(([each, value]) => `${each}: ${quoted(value)}`).join(', ')}}, `,
      },
    ]);
  const indent = columnOf(text, key.start);
  const step = stepOf(text);
  const eol = eolOf(text);
  const pad = ' '.repeat(indent);
  return edits(image.at.file, [
    {
      span: { start: key.start, end: key.start },
      text: `build:${eol}${keys.map(([each, value]) => `${pad}${step}${each}: ${quoted(value)}${eol}`).join('')}${pad}`,
    },
  ]);
}

function replace(old: Sourced<string | null>, value: string, textOf: TextOf): EditAnswer {
  if (old.interpolated) return refuse('it has a variable in it');
  const text = textOf(old.at.file);
  if (text === null) return refuse(`${old.at.file} cannot be read`);
  const { start, end } = old.at.span;
  const quote = text[start] === '"' || text[start] === "'" ? (text[start] ?? '') : '';
  if (/^[|>&*!]/.test(text.slice(start, end))) return refuse('it is written in a form that is not edited');
  return edits(old.at.file, [
    { span: { start, end }, text: quote ? `${quote}${value}${quote}` : quoted(value) },
  ]);
}

/** `build: ./backend` with a second key. */
function lengthen(build: ComposeBuild, key: string, value: string, text: string): EditAnswer {
  const { file, span } = build.at;
  const context = text.slice(span.start, span.end);
  if (build.context.interpolated && /[{},]/.test(context) && isFlow(text, build))
    return refuse('its build context has a variable in it');
  if (isFlow(text, build))
    return edits(file, [{ span, text: `{context: ${context}, ${key}: ${quoted(value)}}` }]);
  const pad = `${' '.repeat(columnOf(text, build.keyAt.span.start))}${stepOf(text)}`;
  const eol = eolOf(text);
  const gap = { start: build.keyAt.span.end + 1, end: span.start };
  return edits(file, [
    { span: gap, text: `${eol}${pad}context: ` },
    { span: { start: span.end, end: span.end }, text: `${eol}${pad}${key}: ${quoted(value)}` },
  ]);
}

/** A new key of a map, below `context` where there is one, else first. */
function insert(map: TreeMap, key: string, value: string, file: string, text: string): EditAnswer {
  const own = [...map.entries].filter(([, entry]) => entry.from === 'written');
  // A stage is named after the Dockerfile that has it, both after the context.
  const [, after] = (key === 'target' ? own.find(([name]) => name === 'dockerfile') : undefined) ??
    own.find(([name]) => name === 'context') ?? [null, null];
  const [, first] = own[0] ?? [null, null];
  if (map.flow) {
    if (after)
      return edits(file, [
        {
          span: { start: after.value.span.end, end: after.value.span.end },
          text: `, ${key}: ${quoted(value)}`,
        },
      ]);
    return edits(file, [
      {
        span: { start: map.span.start + 1, end: map.span.start + 1 },
        text: `${key}: ${quoted(value)}${first ? ', ' : ''}`,
      },
    ]);
  }
  if (!first) return refuse('its build is empty');
  const pad = ' '.repeat(columnOf(text, first.key.start));
  const eol = eolOf(text);
  if (!after)
    return edits(file, [
      {
        span: { start: first.key.start, end: first.key.start },
        text: `${key}: ${quoted(value)}${eol}${pad}`,
      },
    ]);
  const lines = new LineIndex(text);
  const at = lines.contentEnd(lines.lineAt(after.value.span.end));
  return edits(file, [{ span: { start: at, end: at }, text: `${eol}${pad}${key}: ${quoted(value)}` }]);
}

function removeFrom(
  around: Place,
  key: string,
  from: Sourced<string>['from'],
  service: ComposeService,
  textOf: TextOf,
  keySpan?: Span,
): EditAnswer {
  const problem = foreign(from, key, service);
  if (problem !== null) return refuse(problem);
  const text = textOf(around.file);
  if (text === null) return refuse(`${around.file} cannot be read`);
  const map = keySpan ? mapAround(text, keySpan) : mapAt(text, around.span);
  const entry = map?.entries.get(key);
  if (!map || !entry || entry.from !== 'written')
    return refuse(`the ${key} of service ${service.name.value} is not written there`);
  if (map.entries.size === 1) return refuse(`nothing would be left of service ${service.name.value}`);
  return edits(around.file, [
    { span: map.flow ? flowPair(map, entry) : blockPair(text, map, entry), text: '' },
  ]);
}

/** The lines of a pair, with the comment lines above that stand at its column. */
function blockPair(text: string, map: TreeMap, entry: TreeEntry): Span {
  const lines = new LineIndex(text);
  const column = columnOf(text, entry.key.start);
  let first = lines.lineAt(entry.key.start);
  const top = lines.lineAt(map.span.start);
  const isComment = (line: number): boolean =>
    new RegExp(`^ {${column}}#`).test(text.slice(lines.start(line), lines.contentEnd(line)));
  while (first > top && isComment(first - 1)) first--;
  const last = lines.lineAt(Math.max(entry.key.end, entry.value.span.end));
  // The first key of a list item, or of a map on its parent's line, shares its line with what must stay.
  const start =
    text.slice(lines.start(first), entry.key.start).trim() === '' || first < lines.lineAt(entry.key.start)
      ? lines.start(first)
      : entry.key.start;
  if (last + 1 < lines.lineCount) return { start, end: lines.start(last + 1) };
  // The last line of the file: its break is the one before it.
  return { start: start > 0 && !text.endsWith('\n') ? lines.contentEnd(first - 1) : start, end: text.length };
}

function flowPair(map: TreeMap, entry: TreeEntry): Span {
  const pairs = [...map.entries.values()].filter((each) => each.from === 'written');
  const index = pairs.indexOf(entry);
  const before = pairs[index - 1];
  const after = pairs[index + 1];
  if (before) return { start: before.value.span.end, end: entry.value.span.end };
  return { start: entry.key.start, end: after ? after.key.start : entry.value.span.end };
}

const isOwn = (from: Sourced<string>['from']): boolean =>
  from === 'written' || from === 'override' || from === 'include';

function foreign(from: Sourced<string>['from'], what: string, service: ComposeService): string | null {
  const name = `the ${what} of service ${service.name.value}`;
  if (from === 'anchor' || from === 'merge')
    return `${name} stands in a block that an anchor shares with others`;
  return from === 'extends' ? `${name} comes from a service that it extends` : null;
}

/** The map whose own text is exactly a span. */
function mapAt(text: string, span: Span): TreeMap | null {
  return find(text, (map) => map.span.start === span.start && map.span.end === span.end);
}

/** The map that has a pair at a place: its key, or its value. */
function mapAround(text: string, span: Span): TreeMap | null {
  return find(text, (map) =>
    [...map.entries.values()].some(
      (entry) =>
        entry.from === 'written' &&
        (entry.key.start === span.start ||
          (entry.value.kind === 'scalar' && entry.value.span.start === span.start)),
    ),
  );
}

function find(text: string, fits: (map: TreeMap) => boolean): TreeMap | null {
  const walk = (tree: Tree): TreeMap | null => {
    if (tree.kind === 'scalar') return null;
    if (tree.kind === 'map' && tree.from === 'written' && fits(tree)) return tree;
    const inner = tree.kind === 'list' ? tree.items : [...tree.entries.values()].map((entry) => entry.value);
    for (const each of inner) {
      const found = walk(each);
      if (found) return found;
    }
    return null;
  };
  const { root } = parseComposeFile(text).value;
  return root && walk(root);
}

/** Whether the pair of a build stands in a flow map. */
const isFlow = (text: string, build: ComposeBuild): boolean =>
  mapAround(text, build.keyAt.span)?.flow ?? false;

const edits = (file: string, list: readonly { span: Span; text: string }[]): EditAnswer => ({
  ok: true,
  edits: list.map((each): FileEdit => ({ file, ...each })),
});
const refuse = (reason: string): EditAnswer => ({ ok: false, reason });

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
/** One step of indentation, as the file has it. */
const stepOf = (text: string): string =>
  /^services:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*( +)/m.exec(text)?.[1] ?? '  ';

/** A plain scalar where YAML reads it back as the same text, quotes where it would not. */
const quoted = (value: string): string =>
  /^[\w./@$][\w./@:${}+-]*$/.test(value) &&
  !/^(?:true|false|null|yes|no|on|off|~|[-+.\d][\d_.eE+-]*)$/i.test(value) &&
  !value.includes(': ') &&
  !value.endsWith(':')
    ? value
    : JSON.stringify(value);
