import { type Change, deletionOf, editOf } from '../../text/change.ts';
import { basename, dirname, relative, resolve } from '../../text/path.ts';
import type { Settings } from '../../world/settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { Image, World } from '../../world/world.ts';
import { groupsIn, type ProgramGroup } from '../../world/needs/program-groups.ts';
import type { Chosen } from '../chosen-services.ts';
import { mergeStages } from './merge-stages.ts';
import type { Refusal, SplitPlan, SplitRequest } from '../model.ts';
import { needsOf } from '../../world/needs/needs.ts';
import { entriesOf, ofProgram, once, type Part, serviceNames } from '../part.ts';
import type { Findings } from '../../proof/prove.ts';
import { failureOf, provePlan } from '../prove-plan.ts';
import { overall, startOf } from '../../edit/slice/reason.ts';
import { proveWhole } from '../prove-whole.ts';
import { Rewire } from '../rewire.ts';
import { usersOf, whyItStays } from '../stays.ts';
import { nameStage } from './stage-text.ts';

/** Dockerfiles of one program each, that lie side by side and may become the stages of one. */
interface Family {
  readonly members: readonly Member[];
  readonly dir: string;
}

interface Member {
  readonly image: Image;
  readonly group: ProgramGroup;
}

/**
 * Merges the Dockerfiles of single programs into one with a stage for each: the way back from a split into files.
 * Nothing is written, and what cannot be proven right is refused: the family stays as it is then.
 */
export function planMerge(
  snapshot: Reader,
  settings: Settings,
  world: World,
  request: SplitRequest,
  findings: Findings,
  isChosen: Chosen,
): SplitPlan {
  const out = { entries: [], changes: [], kept: [], refused: [] } as const;
  return familiesIn(world, request, isChosen).reduce<SplitPlan>((plan, family) => {
    const merged = new Merge(snapshot, settings, world, request, family).run(findings);
    return {
      entries: [...plan.entries, ...merged.entries],
      changes: [...plan.changes, ...merged.changes].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]),
      kept: [...plan.kept, ...merged.kept],
      refused: [...plan.refused, ...merged.refused],
    };
  }, out);
}

const ORDER: Readonly<Record<Change['kind'], number>> = { create: 0, edit: 1, delete: 2 };

/** The files that may be merged: each is built in one way, for one program. */
function familiesIn(world: World, request: SplitRequest, isChosen: Chosen): Family[] {
  const families = new Map<string, Member[]>();
  for (const image of world.images) {
    const { key } = image;
    const [group, ...others] = groupsIn(world, image);
    const isAlone = world.images.every((other) => other === image || other.file !== image.file);
    const holds = new Set(image.holds.map(({ program }) => program.dir));
    if (image.inline || !group || others.length > 0 || key.target !== null || !isAlone) continue;
    if (!image.usedBy.every(isChosen)) continue;
    if (holds.size !== 1 + group.also.length || image.usedBy.length !== group.services.length) continue;
    const id = JSON.stringify([dirname(image.file), key.context.dir, key.args, key.platform]);
    families.set(id, [...(families.get(id) ?? []), { image, group }]);
  }
  return [...families.values()].flatMap((members) => {
    const isAsked =
      request.dockerfile === null || members.some(({ image }) => image.file === request.dockerfile);
    const programs = new Set(members.map(({ group }) => group.program.dir));
    const [first] = members;
    return first && isAsked && programs.size > 1 && programs.size === members.length
      ? [{ members, dir: dirname(first.image.file) }]
      : [];
  });
}

class Merge {
  readonly #snapshot: Reader;
  readonly #settings: Settings;
  readonly #world: World;
  readonly #request: SplitRequest;
  readonly #family: Family;

  constructor(snapshot: Reader, settings: Settings, world: World, request: SplitRequest, family: Family) {
    this.#snapshot = snapshot;
    this.#settings = settings;
    this.#world = world;
    this.#request = request;
    this.#family = family;
  }

  run(findings: Findings): SplitPlan {
    const { members, dir } = this.#family;
    const file = resolve(dir, 'Dockerfile');
    // What the file builds without a target, if it is one of them, stays the last stage.
    const ordered = [...members].sort(
      (a, b) => Number(a.image.file === file) - Number(b.image.file === file),
    );
    const own = ordered.find(({ image }) => image.file === file);
    const [first] = ordered;
    if (!first) return NOTHING;
    const names = (this.#world.reader.list(dir) ?? []).map(({ name }) => name.toLowerCase());
    if (!own && names.includes('dockerfile'))
      return this.#refuse(
        first,
        `${relative(this.#settings.path, file)} exists already, and is none of them`,
      );
    const ignores = members.map(({ image }) => this.#text(`${image.file}.dockerignore`));
    if (new Set(ignores).size > 1)
      return this.#refuse(first, 'the files do not ignore the same: their .dockerignore files differ');

    const taken = new Set<string>();
    const inputs = ordered.map(({ image, group }) => {
      const { binaryName: name, dir: folder } = group.program.package;
      const target = nameStage({ name, dir: folder }, taken) ?? `program-${taken.size}`;
      taken.add(target);
      return { file: image.file, dockerfile: image.trace.request.dockerfile, target };
    });
    const merged = mergeStages(inputs);
    if (!merged.ok) return { ...NOTHING, refused: [this.#refusal(first, merged.reason, merged.at)] };
    const rewire = new Rewire(this.#world);
    const parts: Part[] = [];
    for (const [index, member] of ordered.entries()) {
      const target = inputs[index]?.target ?? '';
      const wired = rewire.pointAt(member.group.services, { dockerfile: file, target });
      if (!wired.ok) return { ...NOTHING, refused: [this.#refusal(member, wired.reason, wired.at)] };
      const shared = merged.shared
        .filter(({ files }) => files.includes(member.image.file))
        .map(({ stage, files }) => {
          const others = files.filter((each) => each !== member.image.file).map((each) => basename(each));
          return `stage ${stage} is shared: it is how ${others.join(', ')} ${others.length === 1 ? 'begins' : 'begin'} too`;
        });
      parts.push(this.#part(member, file, target, [...shared.map(overall), ...wired.because]));
    }
    const [ignore = null] = ignores;
    const changes: Change[] = [
      own
        ? editOf(file, own.image.trace.request.dockerfile.text, [
            { span: { start: 0, end: own.image.trace.request.dockerfile.text.length }, text: merged.text },
          ])
        : { kind: 'create', file, text: merged.text },
      ...(own || ignore === null
        ? []
        : [{ kind: 'create', file: `${file}.dockerignore`, text: ignore } as const]),
    ];
    const files = new Set([file, ...members.map(({ image }) => image.file)]);
    // A finding that moves with its stage into another file, and names it otherwise, is not new.
    const moved: Findings = (other, theirs) =>
      findings(other, theirs).map((said) =>
        files.has(said.file)
          ? { ...said, file, message: said.message.replace(/\bstage [\w.-]+/g, 'a stage') }
          : said,
      );
    const proof = provePlan(this.#snapshot, this.#settings, parts, changes, rewire, moved);
    const refused = parts.flatMap((part) => failureOf(part, proof));
    for (const part of parts) {
      const now = part.services[0] && proof.world.service(part.services[0].id)?.program;
      if (now && now.build.cgo.effective !== part.program.build.cgo.effective)
        refused.push(
          ofProgram(part.program, part.entry.project, 'cgo would be set otherwise', startOf(part.image)),
        );
    }
    if (refused.length > 0) return { ...NOTHING, refused };
    const entries = parts.map((part) => part.entry);
    const left = this.#leave(proof.world, file);
    const plan = {
      entries: parts.flatMap(entriesOf),
      changes: [...changes, ...rewire.changes(entries, proof.redundant), ...left.changes].sort(
        (a, b) => ORDER[a.kind] - ORDER[b.kind],
      ),
      kept: left.kept,
      refused: [],
    };
    return proveWhole(this.#snapshot, this.#settings, plan, moved);
  }

  #part({ image, group }: Member, file: string, target: string, because: Part['entry']['because']): Part {
    const { program, services, also } = group;
    const needs = needsOf(this.#world, image, program, services);
    const from = relative(this.#settings.path, image.file);
    const entry = {
      project: services[0].project.id,
      program: program.dir,
      services: serviceNames(services),
      dockerfile: file,
      target,
      cgo: program.build.cgo.effective,
      because: once([overall(`stage ${target} is the last stage of ${from}`), ...because]),
      keeps: [],
      offers: [],
      listens: needs.ports,
      paths: needs.paths,
    };
    return { kind: 'part', entry, services, program, also, image, creates: [] };
  }

  /** The old files go, unless something still builds them. */
  #leave(after: World, file: string): { changes: Change[]; kept: SplitPlan['kept'] } {
    const changes: Change[] = [];
    const kept: SplitPlan['kept'][number][] = [];
    for (const { image } of this.#family.members) {
      if (image.file === file) continue;
      const because = whyItStays(this.#world, image, {
        keep: this.#request.keep,
        users: usersOf(after, image.file),
      });
      if (because.length > 0) {
        kept.push({ file: image.file, because });
        continue;
      }
      for (const each of [`${image.file}.dockerignore`, image.file]) {
        const text = this.#text(each);
        if (text !== null) changes.push(deletionOf(each, text));
      }
    }
    return { changes, kept };
  }

  #text(file: string): string | null {
    const state = this.#world.reader.file(file);
    return state.kind === 'text' ? state.file.text : null;
  }

  #refuse(member: Member, reason: string): SplitPlan {
    return { ...NOTHING, refused: [this.#refusal(member, reason, startOf(member.image))] };
  }

  #refusal({ image, group }: Member, reason: string, at: Refusal['at']): Refusal {
    const project = group.services[0].project.id;
    const files = this.#family.members.map((each) => basename(each.image.file)).sort();
    return { subject: files.join(', '), reason, at: at ?? startOf(image), project };
  }
}

const NOTHING: SplitPlan = { entries: [], changes: [], kept: [], refused: [] };
