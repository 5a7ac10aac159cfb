import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import type { NeededFolder } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Image } from '../../world/world.ts';
import type { Draft } from './draft.ts';
import { type Reason, reasonIn, type Refused, refused, startOf } from './reason.ts';
import { stageLike } from './stage-like.ts';

/**
 * A folder that only something which went had made, and that something which stays needs, is made by what stays. Folders
 * are looked at in the order in which the image is built, since one that is made is there for all that follows.
 */
export function repairFolders(draft: Draft, before: Image): readonly Reason[] | Refused {
  const because: Reason[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const image = draft.image();
    const lost = image && firstLost(image, before);
    if (!image || !lost) return because;
    const { folder, stage } = lost;
    const { path, instruction, user } = folder;
    const reason = `mkdir -p ${path}: only what went had made it`;
    const edit = PLAIN.test(path) ? make(image.trace.request.dockerfile, folder) : null;
    const isRoot = folder.destination !== null || /^(?:root|0)?(?::|$)/.test(user ?? '?');
    if (edit === null || !isRoot || !draft.apply([edit]))
      return refused(
        `${path} is made by what belongs to other programs alone, and ${instruction.keyword} needs it`,
        startOf(before),
      );
    because.push(reasonIn(before, stage, null, reason));
  }
  return refused('too many folders are made by what belongs to other programs', startOf(before));
}

const MAX_ROUNDS = 20;
const PLAIN = /^[\w./@+-]+$/;

/** The first folder that surely was there when something needed it, and surely is not any more. */
function firstLost(image: Image, before: Image): { folder: NeededFolder; stage: number } | null {
  for (const stage of image.trace.needed) {
    const old = stageLike(before, stage);
    if (!old) continue;
    const had = new Set(old.folders.flatMap(({ path, there }) => (there ? [path] : [])));
    const folder = stage.folders.find(({ path, there }) => !there && had.has(path));
    if (folder) return { folder, stage: old.stage.index };
  }
  return null;
}

/** A COPY says by a slash that it means a folder, and makes it; before a RUN somebody else has to. */
function make({ text }: Dockerfile, { path, instruction, destination }: NeededFolder): TextEdit | null {
  if (destination !== null) {
    const end = text[destination.end - 1] === '"' ? destination.end - 1 : destination.end;
    return { span: { start: end, end }, text: '/' };
  }
  if (instruction.keyword !== 'RUN' || instruction.json) return null;
  const at = startOfBody(text, instruction);
  if (at === null) return null;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const isScript = instruction.heredocs.length > 0;
  // What runs in the background would take a list that begins with it along.
  const runsOn = / & | &$|[^&]&\s/.test(text.slice(at, instruction.end));
  const separator = isScript ? eol : runsOn ? '; ' : ' && ';
  return { span: { start: at, end: at }, text: `mkdir -p ${path}${separator}` };
}

/** Where the commands of a RUN begin; null for a script that another program than a shell reads. */
function startOfBody(text: string, { heredocs, restSpan }: Instruction): number | null {
  const [first] = heredocs;
  if (!first) return restSpan.start;
  const [line = ''] = text.slice(first.body.start, first.body.end).split('\n', 1);
  if (!line.startsWith('#!')) return first.body.start;
  return /\b(?:ba|da|a|z|k)?sh\b/.test(line) ? first.body.start + line.length + 1 : null;
}
