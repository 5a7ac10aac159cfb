import { addBuild, setImage } from '../edit/compose/edit-service.ts';
import type { EditAnswer, FileEdit } from '../compose/model.ts';
import { type Change, editOf } from '../text/change.ts';
import { relative } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import type { RedundantStart } from '../world/start/redundant-start.ts';
import type { ProjectId } from '../world/ids.ts';
import type { Service, World } from '../world/world.ts';
import { type Destination, pointAt } from '../edit/compose/point-at.ts';
import type { PlanEntry } from './model.ts';
import { overall, type Reason, type Refused, refused } from '../edit/slice/reason.ts';
import { removeStart } from '../edit/compose/remove-start.ts';
import { editScope } from '../edit/compose/service-scope.ts';
import { tagMentions } from './tag-mentions.ts';
import { serviceNames } from './part.ts';
import { textOf } from '../edit/compose/text-of.ts';

export type Wired = { readonly ok: true; readonly because: readonly Reason[] } | Refused;

/** The edits of Compose files, collected program by program. */
export class Rewire {
  readonly #world: World;
  /** By the services and what they are pointed at: two parts may share a Dockerfile. */
  readonly #edits = new Map<string, readonly FileEdit[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Points services at what they build from now on: those that build, and those that only use the tag of one that does. */
  pointAt(services: readonly Service[], to: Destination): Wired {
    const edits: FileEdit[] = [];
    const because: Reason[] = [];
    for (const service of services) {
      const answer = service.model.build
        ? pointAt(this.#world, service, to, services)
        : this.#ownBuild(service, to);
      if (!answer.ok) return refused(answer.reason, placeOfBuild(service));
      edits.push(...answer.edits);
      const tag = this.#tag(service);
      if (tag && !tag.ok) return refused(tag.reason, service.model.image?.at ?? placeOfBuild(service));
      if (tag?.ok) {
        edits.push(...tag.edits);
        because.push({
          text: `service ${service.model.name.value} gets an image tag of its own: its image is no longer the one that others share`,
          at: service.model.image?.at ?? null,
          ofBuilder: false,
        });
        const old = service.model.image?.value ?? '';
        for (const where of tagMentions(this.#world, old))
          because.push(overall(`${where} names ${old}, which no service builds any more`));
      }
    }
    this.#edits.set(idOf(to, services[0]?.project.id, serviceNames(services)), edits);
    return { ok: true, because };
  }

  /** The edits for some entries of a plan, and the removal of what they make redundant. */
  changes(entries: readonly PlanEntry[], redundant: readonly RedundantStart[]): readonly Change[] {
    const edits = entries.flatMap(
      (entry) => this.#edits.get(idOf(entry, entry.project, entry.services)) ?? [],
    );
    for (const { service, keys } of redundant) {
      // The redundancy was found in the world after the split; the edit is made for the text before it.
      const before = this.#world.service(service.id);
      for (const key of keys) {
        const answer: EditAnswer = before
          ? removeStart(this.#world, before, key)
          : { ok: false, reason: 'it is gone' };
        if (answer.ok) edits.push(...answer.edits);
      }
    }
    const files = [...new Set(edits.map((edit) => edit.file))].sort();
    return files.flatMap((file) => {
      const text = textOf(this.#world)(file);
      if (text === null) return [];
      const own = edits.filter((edit) => edit.file === file);
      const seen = new Set<string>();
      const once = own.filter((edit) => {
        const id = JSON.stringify([edit.span, edit.text]);
        return !seen.has(id) && seen.add(id);
      });
      return [
        editOf(
          file,
          text,
          once
            .map(({ span, text: replacement }) => ({ span, text: replacement }))
            .sort((a, b) => a.span.start - b.span.start),
        ),
      ];
    });
  }

  /** A service that used the image of another builds its own now. */
  #ownBuild(service: Service, { dockerfile, target }: Destination): EditAnswer {
    const context = service.image?.key.context.dir;
    if (context === undefined)
      return {
        ok: false,
        reason: `service ${service.model.name.value} uses an image that nobody builds here`,
      };
    const { model, project } = service;
    const build = service.builtBy?.model.build;
    if (build && (build.args.size > 0 || build.additionalContexts.size > 0))
      return {
        ok: false,
        reason: `service ${model.name.value} uses the image of ${service.builtBy?.model.name.value}, which is built with arguments`,
      };
    const shown = relative(project.dir, context);
    return addBuild(
      model,
      [
        ['context', shown === '.' || shown.startsWith('../') ? shown : `./${shown}`],
        ['dockerfile', relative(context, dockerfile)],
        ...(target === null ? [] : [['target', target] as const]),
      ],
      editScope(this.#world, [service]),
    );
  }

  /** A tag of its own, where services that are split apart would share one. Null when there is nothing to do. */
  #tag(service: Service): EditAnswer | null {
    const { model, image } = service;
    const tag = model.image?.value;
    if (tag === undefined || !image) return null;
    const sharers = image.usedBy.filter(
      (other) => other.model.image?.value === tag && other.program?.dir !== service.program?.dir,
    );
    if (sharers.length === 0) return null;
    if (model.image?.interpolated)
      return {
        ok: false,
        reason: `service ${model.name.value} shares its image tag with ${sharers[0]?.model.name.value}, and the tag has a variable in it`,
      };
    const sharing = image.usedBy.filter((other) => other.program?.dir === service.program?.dir);
    const program = service.program?.package.binaryName ?? model.name.value;
    const [, name = tag, version = ''] = /^(.*?)((?::[\w.-]+)?(?:@.+)?)$/.exec(tag) ?? [];
    return setImage(model, `${name}-${program}${version}`, editScope(this.#world, sharing));
  }
}

/** Where a service says what it builds, else where it begins. */
const placeOfBuild = ({ model }: Service): Place => model.build?.at ?? model.name.at;

const idOf = (
  { dockerfile, target }: Destination,
  project: ProjectId | undefined,
  services: readonly string[],
): string => JSON.stringify([dockerfile, target, project, services]);
