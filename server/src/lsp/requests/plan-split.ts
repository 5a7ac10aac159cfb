import { indexOf } from '../../editor/index-of.ts';
import { applyChanges } from '../../memory/apply-changes.ts';
import { Locate } from '../../print/locate.ts';
import { markdownSplit } from '../../print/markdown-split.ts';
import type { SplitPlan, SplitRequest } from '../../split/model.ts';
import type { Change } from '../../text/change.ts';
import { relative } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import type { Folder } from '../../session/folder.ts';
import { buildWorld } from '../../world/build-world.ts';
import type { World } from '../../world/world.ts';
import type { PlannedChange, PlanSplitParams, PlanSplitResult } from '../../../../protocol/src/protocol.ts';
import { textHash } from '../../../../protocol/src/text-hash.ts';
import type { LspSession } from '../lsp-session.ts';
import { splitNow } from '../../session/split-now.ts';
import { pathOf } from '../uri.ts';

/** dockerfileSplit/planSplit: what a split would do, for the client that applies it. */
export function planSplitRequest(session: LspSession, params: PlanSplitParams): PlanSplitResult {
  const dockerfile = params.dockerfile === undefined ? null : pathOf(params.dockerfile);
  if (params.dockerfile !== undefined && dockerfile === null)
    throw new Error(`${params.dockerfile} is no file on this machine`);
  const own = dockerfile === null ? null : session.folderOf(dockerfile);
  if (dockerfile !== null && !own) throw new Error(`${dockerfile} lies in no folder that is open`);
  const folders = own ? [own] : session.folders.filter((folder) => folder.options.enable);
  const results = folders.map((folder) => {
    const request: SplitRequest = {
      dockerfile,
      programs: [],
      into: params.into ?? 'files',
      keep: params.keep ?? folder.options.keepMonolith,
    };
    const plan = splitNow(session, folder, request);
    const { entries, changes, kept, refused } = plan;
    const { world } = folder.analyse();
    return {
      plan: entries.map(({ services, target, cgo, because, keeps, project, program, dockerfile: own }) => ({
        services,
        target,
        cgo,
        because: because.map((each) => inWords(folder, each.text, each.at)),
        keeps: keeps.map((each) => inWords(folder, each.text, each.at)),
        project: session.uriOf(world.project(project)?.files[0] ?? own),
        program: session.uriOf(program),
        dockerfile: session.uriOf(own),
      })),
      changes: changes.map((change) => plannedChange(session, folder, change)),
      kept: kept.map(({ file, because }) => ({ uri: session.uriOf(file), because })),
      refused: refused.map(({ subject, reason, at }) => ({ subject, reason: inWords(folder, reason, at) })),
      summary: summaryOf(folder, plan, world),
    };
  });
  return {
    plan: results.flatMap((each) => each.plan),
    changes: results.flatMap((each) => each.changes).sort((a, b) => ORDER[a.kind] - ORDER[b.kind]),
    kept: results.flatMap((each) => each.kept),
    refused: results.flatMap((each) => each.refused),
    summary: results.map((each) => each.summary).join('\n'),
  };
}

function summaryOf({ snapshot, settings }: Folder, plan: SplitPlan, before: World): string {
  const applied = applyChanges(snapshot, plan.changes);
  if (!applied.ok) throw new Error(`${applied.file} changed while the split was planned: try again`);
  return markdownSplit(plan, before, buildWorld(applied.snapshot, settings), new Locate(before));
}

/** A reason with the line that it is about, as people write it: `backend/Dockerfile:12: …`. */
function inWords({ path, snapshot }: Folder, text: string, at: Place | null): string {
  const index = at && indexOf(snapshot, at.file);
  return at && index ? `${relative(path, at.file)}:${index.range(at.span).start.line + 1}: ${text}` : text;
}

function plannedChange(session: LspSession, folder: Folder, change: Change): PlannedChange {
  const uri = session.uriOf(change.file);
  if (change.kind === 'create') return { kind: 'create', uri, text: change.text };
  const state = folder.snapshot.file(change.file);
  const index = indexOf(folder.snapshot, change.file);
  if (state.kind !== 'text' || !index) throw new Error(`${change.file} cannot be read any more`);
  const hash = textHash(state.file.text);
  if (change.kind === 'delete') return { kind: 'delete', uri, hash };
  return {
    kind: 'edit',
    uri,
    hash,
    edits: change.edits.map(({ span, text }) => ({ range: index.range(span), newText: text })),
  };
}

const ORDER: Readonly<Record<Change['kind'], number>> = { create: 0, edit: 1, delete: 2 };
