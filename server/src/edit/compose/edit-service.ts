import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { TextEdit } from '../../text/edit.ts';
import { isWithin, type Place } from '../../text/span.ts';
import { EditDocument, type PairSite, spanOf } from './edit-document.ts';
import {
  growValue,
  insertPairs,
  type NewPair,
  type NewValue,
  removePair,
  replaceScalar,
  scalarOf,
  type Written,
} from './edit-pairs.ts';
import { type EditScope, sharer } from './edit-scope.ts';
import type { ComposeCommand, ComposeService, EditAnswer, Provenance } from '../../compose/model.ts';

export type BuildKey = 'dockerfile' | 'context' | 'target';

/**
 * Sets keys of a service's `build`, by the smallest edits: a value is replaced where it stands, a line is added, or the
 * short form grows into the long one. What others share stays as it is, and the service gets an override of its own
 * beside it. Refused, with the reason, where neither can be done.
 */
export function setBuildKeys(
  service: ComposeService,
  keys: readonly (readonly [key: BuildKey, value: string])[],
  scope: EditScope,
): EditAnswer {
  const { build, name } = service;
  if (!build) return refuse(`service ${name.value} has no build`);
  const replaced: {
    readonly pair: readonly [BuildKey, string];
    readonly at: Place;
    readonly edits: EditAnswer;
  }[] = [];
  const added: (readonly [BuildKey, string])[] = [];
  for (const pair of keys) {
    const [key, value] = pair;
    const old = build[key];
    if (old?.interpolated) return refuse(`the ${key} of service ${name.value} has a variable in it`);
    const document = old && old.from !== 'default' ? read(old.at, scope) : null;
    if (typeof document === 'string') return refuse(document);
    const found = old && document?.valueAt(old.at.span.start);
    if (!old || !document || !found || isShared(document, old.at, found, service, scope)) {
      added.push(pair);
      continue;
    }
    const edits = answer(old.at.file, replaceScalar(document, found.value, value), `its ${key}`);
    replaced.push({ pair, at: old.at, edits });
  }
  // A build of the service's own that is made for one key hides what is written elsewhere for another.
  const isAllReplaced = added.length === 0;
  const isKept = ({ at }: { at: Place }): boolean =>
    isAllReplaced || service.blocks.some((block) => isWithin(at, block));
  const kept = replaced.filter(isKept);
  const rest = [...added, ...replaced.filter((each) => !isKept(each)).map(({ pair }) => pair)];
  return together([
    ...kept.map(({ edits }) => edits),
    ...(rest.length > 0 ? [inBuild(service, rest.map(asPair), scope)] : []),
  ]);
}

/** Gives the build of a service a named context. */
export function addNamedContext(
  service: ComposeService,
  name: string,
  path: string,
  scope: EditScope,
): EditAnswer {
  const named = { kind: 'map', pairs: [{ key: name, value: scalarOf(path) }] } as const;
  return inBuild(service, [{ key: 'additional_contexts', value: named }], scope);
}

const asPair = ([key, text]: readonly [BuildKey, string]): NewPair => ({ key, value: scalarOf(text) });

/** Takes a key of a service's `build` away, with its lines. */
export function removeBuildKey(service: ComposeService, key: 'target', scope: EditScope): EditAnswer {
  const { build } = service;
  const old = build?.[key];
  if (!build || !old) return refuse(`service ${service.name.value} sets no ${key}`);
  const document = read(old.at, scope);
  if (typeof document === 'string') return refuse(document);
  const map = document.valueAt(old.at.span.start)?.around.at(-1);
  const pair = isMap(map) ? map.items.find((each) => isScalar(each.key) && each.key.source === key) : null;
  const start = isScalar(pair?.key) ? spanOf(pair.key).start : null;
  return start === null
    ? refuse(`the ${key} of service ${service.name.value} is not written as a pair`)
    : removeAt({ file: old.at.file, span: { start, end: start } }, key, service, scope);
}

/** Takes `command:` or `entrypoint:` away, with its lines and its comments. */
export function removeServiceKey(
  service: ComposeService,
  key: 'command' | 'entrypoint',
  scope: EditScope,
): EditAnswer {
  const value = service[key];
  return value
    ? removeAt(value.keyAt, key, service, scope)
    : refuse(`service ${service.name.value} has no ${key}`);
}

/** Makes the command of a service its entrypoint: only the key changes, words and comments stay. */
export function moveCommandToEntrypoint(service: ComposeService, scope: EditScope): EditAnswer {
  const { command, entrypoint, name } = service;
  if (!command) return refuse(`service ${name.value} has no command`);
  if (entrypoint) return refuse(`service ${name.value} has an entrypoint already`);
  const document = read(command.keyAt, scope);
  if (typeof document === 'string') return refuse(document);
  const site = document.pairAt(command.keyAt.span.start);
  if (!site) return refuse('its command is not written as a pair');
  const by = sharer(document, command.keyAt, [...site.around, ...valueOf(site)], service, scope);
  if (by !== null) return refuse(`${by} takes its command from the same place`);
  if (wouldReturn(site, document, command.keyAt, service, scope))
    return refuse('another command would come from what lies below it');
  const { start, end } = command.keyAt.span;
  const quote = /^["']/.exec(document.text.slice(start, end))?.[0] ?? '';
  return answer(command.keyAt.file, [{ span: { start, end }, text: `${quote}entrypoint${quote}` }], '');
}

/** Sets one word of a command or entrypoint that is written as a list. `index` is 0-based. */
export function setWord(
  service: ComposeService,
  key: 'command' | 'entrypoint',
  index: number,
  value: string,
  scope: EditScope,
): EditAnswer {
  const command: ComposeCommand | null = service[key];
  const at = command?.words[index];
  if (!command || !at || command.form !== 'list')
    return refuse(`the ${key} of service ${service.name.value} has no such word`);
  const document = read(at, scope);
  if (typeof document === 'string') return refuse(document);
  if (/\$(?!\$)/.test(document.text.slice(at.span.start, at.span.end).replaceAll('$$', '')))
    return refuse('the word has a variable in it');
  const found = document.valueAt(at.span.start);
  if (!found || !isSeq(found.around.at(-1))) return refuse('the word is not written in a list');
  const by = sharer(document, at, [...found.around, found.value], service, scope);
  if (by !== null) return refuse(`${by} takes its ${key} from the same place`);
  return answer(at.file, replaceScalar(document, found.value, value), 'the word');
}

/** Sets the `image:` of a service, or gives it one. */
export function setImage(service: ComposeService, value: string, scope: EditScope): EditAnswer {
  const { image } = service;
  if (image?.interpolated) return refuse(`the image of service ${service.name.value} has a variable in it`);
  if (image) {
    const document = read(image.at, scope);
    if (typeof document === 'string') return refuse(document);
    const found = document.valueAt(image.at.span.start);
    if (found && !isShared(document, image.at, found, service, scope))
      return answer(image.at.file, replaceScalar(document, found.value, value), 'its image');
  }
  return inService(service, { key: 'image', value: scalarOf(value) }, image?.at ?? null, scope);
}

/** Gives a service without `build` one of its own. */
export function addBuild(
  service: ComposeService,
  keys: readonly (readonly [key: BuildKey, value: string])[],
  scope: EditScope,
): EditAnswer {
  if (service.build) return refuse(`service ${service.name.value} has a build already`);
  const pairs = keys.map(([key, value]) => ({ key, value: scalarOf(value) }));
  return inService(
    service,
    { key: 'build', value: { kind: 'map', pairs } },
    service.image?.at ?? null,
    scope,
  );
}

/** Writes pairs into the service's own `build`, which is made where there is none. */
function inBuild(service: ComposeService, pairs: readonly NewPair[], scope: EditScope): EditAnswer {
  const { build, name } = service;
  if (!build) return refuse(`service ${name.value} has no build`);
  const home = homeOf(service, build.keyAt, scope);
  if (typeof home === 'string') return refuse(home);
  const { document, file, site } = home;
  const own = pairOf(site, 'build');
  if (!own) {
    // A YAML merge takes a build whole or not at all. What a service extends is merged key by key.
    const value = isThroughMerge(build.from)
      ? copyOf(service, pairs, scope)
      : ({ kind: 'map', pairs } as const);
    if (typeof value === 'string') return refuse(value);
    return inService(service, { key: 'build', value }, build.keyAt, scope);
  }
  const value = own.pair.value;
  const problem = lockedBy(home, own, service, scope);
  if (problem !== null) return refuse(`the build of service ${name.value} is shared with ${problem}`);
  const context = pairs.find(({ key }) => key === 'context')?.value;
  const rest = pairs.filter(({ key }) => key !== 'context');
  if (isAlias(value) && isMap(document.target(value)))
    return answer(file, growValue(document, own, '<<', pairs), 'its build');
  if (isAlias(value) || isScalar(value)) {
    if (context === undefined) return answer(file, growValue(document, own, 'context', pairs), 'its build');
    if (rest.length > 0 || !isAlias(value))
      return refuse('its build is written in a form that is not edited');
    return context.kind === 'text'
      ? answer(file, [{ span: spanOf(value), text: context.text }], '')
      : refuse('its build is written in a form that is not edited');
  }
  if (!isMap(value)) return refuse('its build is not written as a map');
  const taken = pairs.find(({ key }) => pairOf(own, key));
  if (taken) return refuse(`its ${taken.key} is written in a form that is not edited`);
  return answer(file, insertPairs(document, value, pairs, 'context'), 'its build');
}

/** Writes a pair into the service's own block. `near`: the block that the value which it replaces came from. */
function inService(service: ComposeService, pair: NewPair, near: Place | null, scope: EditScope): EditAnswer {
  const home = homeOf(service, near, scope);
  if (typeof home === 'string') return refuse(home);
  const { document, file, site } = home;
  const value = site.pair.value;
  const problem = lockedBy(home, site, service, scope);
  if (problem !== null) return refuse(`the block of service ${service.name.value} is shared with ${problem}`);
  if (isAlias(value)) {
    if (!isMap(document.target(value))) return refuse('its service is not written as a map');
    return answer(file, growValue(document, site, '<<', [pair]), 'its service');
  }
  if (!isMap(value)) return refuse('its service is not written as a map');
  const old = pairOf(site, pair.key);
  if (old) {
    if (isAlias(old.pair.value) && pair.value.kind === 'text')
      return answer(file, [{ span: spanOf(old.pair.value), text: pair.value.text }], '');
    return refuse(`its ${pair.key} is written in a form that is not edited`);
  }
  return answer(file, insertPairs(document, value, [pair], null), 'its service');
}

interface Home {
  readonly document: EditDocument;
  readonly file: string;
  /** The pair of the service in its file, and where that begins. */
  readonly site: PairSite;
  readonly start: number;
}

/**
 * The block that is the service's own: the one that holds `near`, else the first that all projects of the service read, else the
 * last that bears its name.
 */
function homeOf(service: ComposeService, near: Place | null, scope: EditScope): Home | string {
  const homes: Home[] = [];
  for (const { file, span } of service.blocks) {
    const document = read({ file, span }, scope);
    if (typeof document === 'string') return document;
    const site = document.pairAt(span.start);
    if (!site || site.key.value !== service.name.value) continue;
    homes.push({ document, file, site, start: span.start });
  }
  const holds = ({ file, site }: Home): boolean =>
    near?.file === file &&
    isNode(site.pair.value) &&
    spanOf(site.pair.value).start <= near.span.start &&
    near.span.end <= spanOf(site.pair.value).end;
  const same = scope.together.filter(({ name }) => name.value === service.name.value);
  const isRead = ({ file, start }: Home): boolean =>
    same.every(({ blocks }) => blocks.some((block) => block.file === file && block.span.start === start));
  const shared = same.length > 1 ? homes.find(isRead) : undefined;
  return (
    homes.find(holds) ?? shared ?? homes.at(-1) ?? `service ${service.name.value} has no block of its own`
  );
}

function removeAt(at: Place, key: string, service: ComposeService, scope: EditScope): EditAnswer {
  const document = read(at, scope);
  if (typeof document === 'string') return refuse(document);
  const site = document.pairAt(at.span.start);
  const what = `the ${key} of service ${service.name.value}`;
  if (!site || site.key.value !== key) return refuse(`${what} is not written as a pair`);
  const by = sharer(document, at, [...site.around, ...valueOf(site)], service, scope);
  if (by !== null) return refuse(`${what} is shared with ${by}`);
  if (!service.blocks.some((block) => isWithin(at, block)))
    return refuse(`${what} is written elsewhere, and others may use it`);
  if (
    site.map.items.length === 1 &&
    service.blocks.length === 1 &&
    site.parent?.key.value === service.name.value
  )
    return refuse(`nothing would be left of service ${service.name.value}`);
  if (wouldReturn(site, document, at, service, scope))
    return refuse(`${what} would come back from what lies below it`);
  return answer(at.file, removePair(document, site), what);
}

/** Whether a merge key, or another block of the service, says the same key as a pair that goes. */
function wouldReturn(
  { key, map, parent }: PairSite,
  document: EditDocument,
  at: Place,
  service: ComposeService,
  scope: EditScope,
): boolean {
  const name = String(key.value);
  const merged = document.under(map, '<<', 0);
  if (merged && document.underMerged(merged, name, 0)) return true;
  const path = parent?.key.value === 'build' ? ['build', name] : [name];
  return service.blocks.some((block) => {
    if (isWithin(at, block)) return false;
    const below = read(block, scope);
    if (typeof below === 'string') return true;
    const value = below.pairAt(block.span.start)?.pair.value;
    let node: Node | null = isNode(value) ? value : null;
    for (const step of path) node = node && below.under(node, step, 0);
    return node !== null;
  });
}

/** A build of the service's own with what the merged one says, since a YAML merge takes a `build` whole or not at all. */
function copyOf(service: ComposeService, added: readonly NewPair[], scope: EditScope): NewValue | string {
  const { build } = service;
  if (!build) return 'it has no build';
  const document = read(build.keyAt, scope);
  if (typeof document === 'string') return document;
  const site = document.pairAt(build.keyAt.span.start);
  const value = site?.pair.value;
  const foreign = 'its build comes through a merge key, in a form that is not copied';
  if (!isNode(value)) return foreign;
  const raw = (node: Node): string | null =>
    isScalar(node) && !node.anchor && !node.tag && !node.type?.startsWith('BLOCK') && node.range
      ? document.text.slice(spanOf(node).start, spanOf(node).end)
      : null;
  const isCopied = (text: string | null): text is string =>
    text !== null && !text.includes('\n') && text !== '';
  if (isScalar(value)) {
    const text = raw(value);
    if (!isCopied(text) || added.some(({ key }) => key === 'context')) return foreign;
    return { kind: 'map', pairs: [{ key: 'context', value: { kind: 'text', text } }, ...added] };
  }
  if (!isMap(value)) return foreign;
  if (value.anchor)
    return {
      kind: 'map',
      pairs: [{ key: '<<', value: { kind: 'text', text: `*${value.anchor}` } }, ...added],
    };
  const pairs: NewPair[] = [];
  for (const each of value.items) {
    const text = isNode(each.value) ? raw(each.value) : null;
    if (!isScalar(each.key) || !isCopied(text) || each.key.source === '<<') return foreign;
    if (!added.some(({ key }) => key === (isScalar(each.key) ? each.key.source : null)))
      pairs.push({ key: String(each.key.value), value: { kind: 'text', text } });
  }
  return { kind: 'map', pairs: [...pairs, ...added] };
}

const isThroughMerge = (from: Provenance): boolean => from === 'merge' || from === 'anchor';

function pairOf(site: PairSite, name: string): PairSite | null {
  const map = site.pair.value;
  if (!isMap(map)) return null;
  const pair = map.items.find((each) => isScalar(each.key) && each.key.source === name);
  return pair && isScalar(pair.key)
    ? { key: pair.key, pair, map, around: [...site.around, map], parent: site }
    : null;
}

/** Who else takes the value of a pair, and so would take what is added to it. */
const lockedBy = (home: Home, site: PairSite, service: ComposeService, scope: EditScope): string | null =>
  sharer(
    home.document,
    { file: home.file, span: spanOf(site.key) },
    [...site.around, ...valueOf(site)],
    service,
    scope,
  );

const valueOf = ({ pair }: PairSite): Node[] =>
  isNode(pair.value) && !isAlias(pair.value) ? [pair.value] : [];

const isShared = (
  document: EditDocument,
  at: Place,
  { value, around }: { readonly value: Node; readonly around: readonly Node[] },
  service: ComposeService,
  scope: EditScope,
): boolean => sharer(document, at, [...around, value], service, scope) !== null;

function read({ file }: Place, { textOf }: EditScope): EditDocument | string {
  const text = textOf(file);
  if (text === null) return `${file} cannot be read`;
  return EditDocument.read(text) ?? `${file} has errors`;
}

function answer(file: string, written: Written, what: string): EditAnswer {
  return typeof written === 'string'
    ? refuse(`${what}: ${written}`)
    : { ok: true, edits: written.map((edit: TextEdit) => ({ file, ...edit })) };
}

/** All the edits, or the first refusal. */
function together(answers: readonly EditAnswer[]): EditAnswer {
  const refused = answers.find((each) => !each.ok);
  return refused ?? { ok: true, edits: answers.flatMap((each) => (each.ok ? each.edits : [])) };
}

const refuse = (reason: string): EditAnswer => ({ ok: false, reason });
