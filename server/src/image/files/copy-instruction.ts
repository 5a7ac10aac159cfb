import type { Instruction, Token } from '../../dockerfile/ast.ts';
import { basename, dirname, normalize } from '../../text/path.ts';
import { findFile } from './find-file.ts';
import type { AccessChange, FileTree } from './file-tree.ts';
import { hasMeta, matchesGlob } from './glob.ts';
import { listFolder } from './list-files.ts';
import type { Access, BuildContext, Copy, CopySource, Found, Step } from '../model.ts';
import type { StageState } from '../state.ts';
import { expandHeredoc } from '../shell/expand-heredoc.ts';
import { noteDestination, notePrograms } from '../note.ts';
import { entry, graft, isLink, linkedPath, put } from './write-files.ts';
import { ownerOf } from '../shell/new-access.ts';
import { absolute } from '../shell/shell-path.ts';

/** Where COPY and ADD take their files from. */
export type CopyFrom =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly state: StageState }
  /** `tree` is null where nothing is known of its files. */
  | { readonly kind: 'image'; readonly image: string; readonly tree: FileTree };

/** Follows a COPY or ADD. `expand` replaces variables; null is unknown. https://docs.docker.com/reference/dockerfile/#copy */
export function copyInstruction(
  stage: StageState,
  instruction: Instruction,
  from: CopyFrom,
  expand: (text: string) => string | null,
): void {
  const tokens = instruction.json ?? instruction.words;
  const destination = tokens.at(-1);
  if (!destination || tokens.length < 2) return;
  const target = expand(destination.value);
  const path = target === null ? null : absolute(stage.workdir, target);
  const heredocs = new Map(
    instruction.heredocs.map(({ name, body, expand: expands, chomp }) => {
      const text = stage.text.slice(body.start, body.end).replace(chomp ? /^\t+/gm : /(?!)/, '');
      return [name, expands ? expandHeredoc(text, expand) : text];
    }),
  );
  const sources = tokens.slice(0, -1).flatMap((token) => sourcesOf(token, from, stage, expand, heredocs));
  const copy: Copy = {
    from: fromOf(from),
    sources,
    destination,
  };
  const step: Step = {
    stage: stage.index,
    instruction,
    command: null,
    span: { start: instruction.start, end: instruction.end },
    effect: { kind: 'copy', copy },
    understood: true,
    conditional: false,
    workdir: stage.workdir,
    paths: path === null ? [] : [{ path, span: { start: destination.start, end: destination.end } }],
  };
  stage.steps.push(step);
  if (path === null) return opaque(stage, '/', 'where COPY puts its files is not known');
  // What is copied goes where links lead, but for a layer of its own, which does not know them.
  const ownLayer = instruction.flags.some(
    ({ name, argument }) => name === 'link' && argument?.value !== 'false',
  );
  const to = ownLayer ? path : linkedPath(stage.world.tree, path);
  const isFolder =
    sources.length > 1 ||
    tokens.length > 2 ||
    /(?:\/|^\.|\/\.)$/.test(target ?? '') ||
    findFile(stage.world.tree, to).kind === 'directory';
  if (!/(?:\/|\/\.)$/.test(target ?? '') && target !== '.')
    noteDestination(stage, to, instruction, destination);
  if (ownLayer) replaceLinks(stage, isFolder ? to : dirname(to), step);
  if (isFolder && findFile(stage.world.tree, to).kind !== 'directory')
    layer(stage, entry(to, 'directory', { kind: 'made' }, [step]));
  const parents = instruction.flags.some(
    ({ name, argument }) => name === 'parents' && argument?.value !== 'false',
  );
  // Patterns with `**` match at any depth, and the pivot is gone from a path that was made plain.
  if (parents && tokens.some(({ value }) => /\*\*|\/\.\//.test(value)))
    return opaque(stage, to, 'COPY --parents puts its files there');
  const access = copiedAccess(instruction, from, expand);
  const unpacks = instruction.keyword === 'ADD';
  for (const source of sources)
    place(stage, source, from, to, isFolder || parents, step, { unpacks, parents, access });
}

/** Links on a path become folders: a layer of its own has folders there. */
function replaceLinks(stage: StageState, path: string, step: Step): void {
  if (path === '/') return;
  replaceLinks(stage, dirname(path), step);
  if (!isLink(stage.world.tree, path)) return;
  layer(stage, { kind: 'removed', path, inside: false });
  layer(stage, entry(path, 'directory', { kind: 'made' }, [step]));
}

function place(
  stage: StageState,
  { path, found, token }: CopySource,
  from: CopyFrom,
  to: string,
  isFolder: boolean,
  step: Step,
  {
    unpacks,
    parents,
    access,
  }: {
    readonly unpacks: boolean;
    readonly parents: boolean;
    readonly access: AccessChange;
  },
): void {
  if (found.kind === 'absent') return;
  if (path === null) return opaque(stage, to, `what ${token.value} names is not known`);
  const name = basename(path);
  if (parents) return placeBelow(stage, path, from, to, step);
  const at = isFolder && found.kind === 'file' ? `${to === '/' ? '' : to}/${name}` : to;
  if (unpacks && /\.(?:tar|tgz|tar\.\w+|txz|tbz2?)$/.test(name))
    return opaque(stage, to, `ADD unpacks ${name} there`);
  const tree = treeOf(from);
  if ((from.kind === 'image' && !tree) || (found.kind !== 'unknown' && found.origin.kind === 'remote')) {
    // Whether it is a file or a folder is not known: the path is there, and anything may lie below it.
    layer(
      stage,
      entry(
        isFolder ? `${to === '/' ? '' : to}/${name}` : to,
        'file',
        { kind: 'remote', from: from.kind === 'image' ? from.image : path },
        [step],
      ),
    );
    return opaque(stage, to, `${from.kind === 'image' ? from.image : path} may hold it`);
  }
  if (found.kind === 'unknown' && isFolder) opaque(stage, to, found.reason);
  // Nothing of it is in the context yet, so that it cannot be looked up there.
  if (found.kind === 'unknown' && from.kind === 'context' && stage.context.kind(path) === 'missing')
    return opaque(stage, isFolder ? `${to === '/' ? '' : to}/${name}` : to, found.reason);
  const source =
    from.kind !== 'context'
      ? ({ kind: 'tree', tree, path, doubt: null } as const)
      : ({ kind: 'context', context: stage.context, path, doubt: null } as const);
  if (found.kind === 'file' && found.origin.kind === 'made' && from.kind === 'context')
    layer(stage, entry(at, 'file', found.origin, [step], heredocAccess(access)));
  else
    layer(
      stage,
      graft(
        found.kind === 'unknown' && isFolder ? `${to === '/' ? '' : to}/${name}` : at,
        source,
        [step],
        access,
      ),
    );
  if (from.kind === 'stage') notePrograms(stage, stage.world.tree, at);
}

/** `--parents`: a source keeps the folders that it lies in. */
function placeBelow(stage: StageState, path: string, from: CopyFrom, to: string, step: Step): void {
  if (from.kind === 'image') return opaque(stage, to, `${from.image} may hold it`);
  const source =
    from.kind === 'stage'
      ? ({ kind: 'tree', tree: from.state.world.tree, path, doubt: null } as const)
      : ({ kind: 'context', context: stage.context, path, doubt: null } as const);
  layer(stage, graft(`${to === '/' ? '' : to}/${path.replace(/^\//, '')}`, source, [step]));
  if (from.kind === 'stage') notePrograms(stage, stage.world.tree, to);
}

/**
 * What COPY sets: what comes from the context is root's, what comes from an image keeps its owner, unless `--chown` says otherwise.
 * The mode stays unless `--chmod` says otherwise.
 */
function copiedAccess(
  { flags }: Instruction,
  from: CopyFrom,
  expand: (text: string) => string | null,
): AccessChange {
  const valueOf = (name: string): string | null | undefined => {
    const flag = flags.find((each) => each.name === name);
    return flag && expand(flag.argument?.value ?? '');
  };
  const mode = valueOf('chmod');
  const owner = valueOf('chown');
  return {
    ...(owner !== undefined ? ownerOf(owner) : from.kind === 'context' ? ownerOf('root') : { foreign: true }),
    ...(mode !== undefined && { mode: mode !== null && /^[0-7]+$/.test(mode) ? mode : null }),
  };
}

/** A text of the Dockerfile becomes a file of mode 644. */
const heredocAccess = ({ mode, user = '0', group = '0' }: AccessChange): Access => ({
  mode: mode === undefined ? 0o644 : mode === null ? null : Number.parseInt(mode, 8),
  user,
  group,
});

function sourcesOf(
  token: Token,
  from: CopyFrom,
  stage: StageState,
  expand: (text: string) => string | null,
  heredocs: ReadonlyMap<string, string | null>,
): CopySource[] {
  const made = /^\d*<<-?["']?([^"']+)["']?$/.exec(token.value);
  if (made && heredocs.has(made[1] ?? ''))
    return [
      {
        token,
        path: made[1] ?? '',
        found: {
          kind: 'file',
          path: made[1] ?? '',
          origin: { kind: 'made', text: heredocs.get(made[1] ?? '') ?? null },
          steps: [],
        },
      },
    ];
  const text = expand(token.value);
  if (text === null)
    return [
      { token, path: null, found: { kind: 'unknown', reason: `what ${token.value} names is not known` } },
    ];
  if (from.kind === 'context' && /^(?:https?|git|ssh):\/\/|^git@/.test(text))
    return [
      {
        token,
        path: text,
        found: { kind: 'file', path: text, origin: { kind: 'remote', from: text }, steps: [] },
      },
    ];
  // The context is a root of its own: nothing lies above it, and `../x` is `x`.
  const path =
    from.kind === 'context' ? normalize(`/${text}`).slice(1) || '.' : (absolute('/', text) ?? text);
  const paths = hasMeta(path) ? matches(path, from, stage.context) : [path];
  if (paths === null)
    return [
      {
        token,
        path: null,
        found: { kind: 'unknown', reason: `which files ${token.value} matches is not known` },
      },
    ];
  return paths.map((each) => ({ token, path: each, found: foundAt(each, from, stage.context) }));
}

function foundAt(path: string, from: CopyFrom, context: BuildContext): Found {
  const tree = treeOf(from);
  if (tree) return findFile(tree, path);
  if (from.kind === 'image') return { kind: 'unknown', reason: `${from.image} may hold it` };
  if (from.kind === 'stage') return { kind: 'absent' };
  const kind = context.kind(path);
  if (kind === 'missing')
    return context.mayCome(path)
      ? { kind: 'unknown', reason: `${path} is not there, and may be made before the image is built` }
      : { kind: 'absent' };
  return kind === 'unknown'
    ? { kind, reason: `${path} cannot be read` }
    : { kind, path, origin: { kind: 'context', path }, steps: [] };
}

/** The paths that a pattern matches, segment by segment, as Go's `filepath.Match` does; null when that is not known. */
function matches(pattern: string, from: CopyFrom, context: BuildContext): string[] | null {
  let found = [from.kind === 'context' ? '' : '/'];
  for (const segment of pattern.split('/').filter((part) => part !== '')) {
    const next: string[] = [];
    for (const dir of found) {
      const join = (name: string): string =>
        dir === '' ? name : dir === '/' ? `/${name}` : `${dir}/${name}`;
      if (!hasMeta(segment)) {
        next.push(join(segment));
        continue;
      }
      const tree = treeOf(from);
      if (from.kind === 'image' && !tree) return null;
      const listing =
        from.kind !== 'context'
          ? listFolder(tree, dir)
          : { names: context.list(dir === '' ? '.' : dir) ?? [], doubt: null };
      if (listing.doubt !== null) return null;
      next.push(
        ...listing.names
          .map((name) => name.replace(/\/$/, ''))
          .filter((name) => matchesGlob(segment, name))
          .map(join),
      );
    }
    found = next;
  }
  return found;
}

const treeOf = (from: CopyFrom): FileTree =>
  from.kind === 'stage' ? from.state.world.tree : from.kind === 'image' ? from.tree : null;

function fromOf(from: CopyFrom): Copy['from'] {
  if (from.kind === 'stage') return { kind: 'stage', stage: from.state.index };
  return from.kind === 'image' ? { kind: 'image', image: from.image } : from;
}

const layer = (stage: StageState, change: Parameters<typeof put>[1]): void => {
  stage.world = { ...stage.world, tree: put(stage.world.tree, change) };
};

const opaque = (stage: StageState, path: string, reason: string): void =>
  layer(stage, { kind: 'opaque', path, reason });
