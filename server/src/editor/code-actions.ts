import type { Analysis, RuleFinding } from '../rules/analyse.ts';
import type { Change } from '../text/change.ts';
import type { Span } from '../text/span.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import type { Service } from '../world/world.ts';
import { eachPlace } from './diagnostics.ts';
import { fixAll } from './fix-all.ts';
import { ignoreHere } from './ignore-here.ts';
import { type Monolith, monoliths } from './monoliths.ts';
import { stillParses } from './still-parses.ts';

/** Something that an editor offers. The kinds are LSP's; a kind covers those that start with it and a dot. */
export type EditorAction =
  | {
      readonly kind: 'quickfix' | 'source.fixAll.dockerfileSplit';
      readonly title: string;
      /** The findings that it resolves. */
      readonly findings: readonly RuleFinding[];
      /** Right without a look at it. */
      readonly safe: boolean;
      readonly changes: readonly Change[];
    }
  /** A split, planned when it is chosen. */
  | {
      readonly kind: 'quickfix' | 'refactor.rewrite';
      readonly title: string;
      readonly findings: readonly RuleFinding[];
      readonly split: { readonly dockerfile: string };
    };

export interface ActionRequest {
  readonly file: string;
  readonly span: Span;
  /** The kinds that are asked for; null for all but those of `source`, which run only when they are named. */
  readonly only: readonly string[] | null;
}

/** What can be done at a place. Edits that would not parse are left out. */
export function codeActions(
  snapshot: Snapshot,
  analysis: Analysis,
  request: ActionRequest,
): readonly EditorAction[] {
  const out: EditorAction[] = [];
  const here = analysis.findings
    .flatMap(eachPlace)
    .filter(({ at }) => at.file === request.file && touches(at.span, request.span));
  if (wants(request, 'quickfix')) {
    for (const finding of here) out.push(...quickFixes(snapshot, finding));
    // What mends a finding comes before what hides it.
    for (const finding of here) out.push(...ignoring(snapshot, analysis, finding));
  }
  if (wants(request, 'refactor.rewrite')) {
    const offered = new Set(out.flatMap((action) => ('split' in action ? [action.split.dockerfile] : [])));
    for (const monolith of monoliths(analysis)) {
      // One menu shows the split once, as the quick fix of its finding where there is one.
      if (offered.has(monolith.dockerfile) || !concerns(monolith, analysis, request)) continue;
      const { title, findings, dockerfile } = monolith;
      out.push({
        kind: 'refactor.rewrite',
        title,
        findings: findings.filter((each) => here.includes(each)),
        split: { dockerfile },
      });
    }
  }
  if (request.only && wants(request, 'source.fixAll.dockerfileSplit')) {
    const all = fixAll(snapshot, analysis, request.file);
    if (all)
      out.push({
        kind: 'source.fixAll.dockerfileSplit',
        title: 'Fix all that is safe to fix (Dockerfile Split)',
        safe: true,
        ...all,
      });
  }
  return out;
}

function quickFixes(snapshot: Snapshot, finding: RuleFinding): EditorAction[] {
  return finding.fixes().flatMap((fix): EditorAction[] => {
    const { title } = fix;
    if (fix.kind === 'split')
      return [{ kind: 'quickfix', title, findings: [finding], split: { dockerfile: fix.dockerfile } }];
    if (!stillParses(snapshot, fix.changes)) return [];
    return [{ kind: 'quickfix', title, findings: [finding], safe: fix.safe, changes: fix.changes }];
  });
}

function ignoring(snapshot: Snapshot, { world }: Analysis, finding: RuleFinding): EditorAction[] {
  const change = ignoreHere(snapshot, world, finding);
  if (!change) return [];
  const title = `Ignore ${finding.rule.id} here`;
  return [{ kind: 'quickfix', title, findings: [finding], safe: false, changes: [change] }];
}

/** A monolith is split from its own file, and from each service that runs one of its programs. */
function concerns(monolith: Monolith, { world }: Analysis, { file, span }: ActionRequest): boolean {
  if (file === monolith.dockerfile) return true;
  return world.services.some(
    (service) =>
      runsImageOf(service, monolith) &&
      service.model.blocks.some((block) => block.file === file && touches(block.span, span)),
  );
}

const runsImageOf = (service: Service, { dockerfile }: Monolith): boolean =>
  service.image !== null && !service.image.inline && service.image.file === dockerfile;

/** LSP: a client that asks for `refactor` also wants `refactor.rewrite`. */
const wants = ({ only }: ActionRequest, kind: string): boolean =>
  !only || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));

/** A caret at either end of a finding counts. */
const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;
