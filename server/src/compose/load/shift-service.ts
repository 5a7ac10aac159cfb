import type { Place } from '../../text/span.ts';
import type { ComposeBuild, ComposeCommand, ComposeHook, ComposeService, Sourced } from '../model.ts';
import { shiftSpan } from '../parse/shift-entry.ts';

/** A service whose block stands `by` UTF-16 code units further on in `file`; its places in other files stay. */
export function shiftService(service: ComposeService, file: string, by: number): ComposeService {
  if (by === 0) return service;
  const place = (at: Place): Place => (at.file === file ? { file, span: shiftSpan(at.span, by) } : at);
  const placed = <T extends { readonly at: Place }>(value: T): T => ({ ...value, at: place(value.at) });
  const all = <T extends { readonly at: Place }>(values: readonly T[]): readonly T[] =>
    values.length === 0 ? values : values.map(placed);
  const mapped = <T>(values: ReadonlyMap<string, Sourced<T>>): ReadonlyMap<string, Sourced<T>> => {
    if (values.size === 0) return values;
    const out = new Map<string, Sourced<T>>();
    for (const [name, value] of values) out.set(name, placed(value));
    return out;
  };
  const command = (value: ComposeCommand | null): ComposeCommand | null =>
    value && { ...placed(value), words: value.words.map(place), keyAt: place(value.keyAt) };
  const build = (value: ComposeBuild): ComposeBuild => ({
    ...placed(value),
    keyAt: place(value.keyAt),
    context: placed(value.context),
    dockerfile: value.dockerfile && placed(value.dockerfile),
    inline: value.inline && placed(value.inline),
    target: value.target && placed(value.target),
    args: mapped(value.args),
    platforms: all(value.platforms),
    additionalContexts: mapped(value.additionalContexts),
    tags: all(value.tags),
  });
  const hooks = (list: readonly ComposeHook[]): readonly ComposeHook[] =>
    list.length === 0
      ? list
      : list.map((hook) => ({
          ...placed(hook),
          command: command(hook.command),
          entrypoint: command(hook.entrypoint),
          environment: mapped(hook.environment),
          workingDir: hook.workingDir && placed(hook.workingDir),
          user: hook.user && placed(hook.user),
        }));
  return {
    ...service,
    name: placed(service.name),
    blocks: service.blocks.map(place),
    image: service.image && placed(service.image),
    build: service.build && build(service.build),
    command: command(service.command),
    entrypoint: command(service.entrypoint),
    environment: mapped(service.environment),
    ports: all(service.ports),
    expose: all(service.expose),
    volumes: all(service.volumes),
    healthcheck: service.healthcheck && placed(service.healthcheck),
    preStart: hooks(service.preStart),
    postStart: hooks(service.postStart),
    preStop: hooks(service.preStop),
    watchExec: hooks(service.watchExec),
    workingDir: service.workingDir && placed(service.workingDir),
    user: service.user && placed(service.user),
    platform: service.platform && placed(service.platform),
    watch: all(service.watch),
  };
}
