import type { Report } from '../values/report.ts';
import { checkScalars } from './check-scalars.ts';
import { child, type Entry, type MapNode, type Node, textOf } from '../values/node.ts';

/** What the parts of a project refer to by name. */
export interface Declared {
  has(section: Section, name: string): boolean;
  /** Whether a service, of those that there are, is built. */
  isBuilt(service: string): boolean;
}

export type Section = 'services' | 'networks' | 'volumes' | 'configs' | 'secrets' | 'models';

/**
 * Reports what compose-go refuses in a merged and normalized project, with every profile enabled. `declared` says what is
 * there where the project is not all in one piece.
 */
export function checkProject(model: MapNode, report: Report, declared = declaredIn(model)): void {
  const services = child(model, 'services');
  if (services?.kind !== 'map') return;
  let told = 0;
  const tell: Report = (message, at, cause) => {
    told++;
    report(message, at, cause);
  };
  const jobs = names(child(model, 'jobs'));
  for (const [name, { value }] of services.entries)
    if (value.kind === 'map') checkScalars(`services[${name}]`, value, tell);
  for (const [name, { value }] of jobs) if (value.kind === 'map') checkScalars(`jobs[${name}]`, value, tell);
  // What cannot be read is told first, and alone, as Compose does.
  if (told > 0) return;
  for (const [name, each] of services.entries)
    if (each.value.kind === 'map') checkService(name, { ...each, value: each.value }, declared, tell);
  for (const [name, job] of jobs) checkJob(name, job, declared, jobs, tell);
  const secrets = child(model, 'secrets');
  if (secrets?.kind === 'map')
    for (const [name, { value }] of secrets.entries)
      if (
        value.kind === 'map' &&
        !isTrue(value, 'external') &&
        !textOf(child(value, 'file')) &&
        !textOf(child(value, 'environment'))
      )
        tell(`secret "${name}" must declare either \`file\` or \`environment\`: ${INVALID}`, value.at);
  if (told === 0) checkCycle(services, tell);
}

export const declaredIn = (model: MapNode): Declared => ({
  has: (section, name) => names(child(model, section)).has(name),
  isBuilt: (service) => child(child(child(model, 'services'), service), 'build') !== null,
});

const INVALID = 'invalid compose project';

const isTrue = (node: Node | null, name: string): boolean => textOf(child(node, name)) === 'true';

const names = (node: Node | null): ReadonlyMap<string, Entry> =>
  node?.kind === 'map' ? node.entries : NOTHING;
const NOTHING: ReadonlyMap<string, Entry> = new Map();
const items = (node: Node | null): readonly Node[] => (node?.kind === 'list' ? node.items : []);

function checkService(
  name: string,
  { key, value: service }: Entry & { value: MapNode },
  declared: Declared,
  report: Report,
): void {
  const build = child(service, 'build');
  if (!build && !textOf(child(service, 'image')) && !child(service, 'provider'))
    report(
      `service "${name}" has neither an image nor a build context specified: ${INVALID}`,
      key,
      'reference',
    );
  if (build?.kind === 'map') checkBuild(name, service, build, declared, report);
  const mode = textOf(child(service, 'network_mode')) ?? '';
  const networks = names(child(service, 'networks'));
  if (mode !== '' && networks.size > 0)
    report(`service ${name} declares mutually exclusive \`network_mode\` and \`networks\`: ${INVALID}`, key);
  for (const [network, { key: at }] of networks)
    if (network.startsWith('x-'))
      report(`service "${name}" refers to undefined network #extensions: ${INVALID}`, at);
    else if (network !== 'default' && !declared.has('networks', network))
      report(`service "${name}" refers to undefined network ${network}: ${INVALID}`, at, 'reference');
  const test = child(child(service, 'healthcheck'), 'test');
  const [kind] = items(test);
  if (kind && !['CMD', 'CMD-SHELL', 'NONE'].includes(textOf(kind) ?? ''))
    report('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"', kind.at);
  for (const [other, { key: at }] of names(child(service, 'depends_on')))
    if (!declared.has('services', other))
      report(`service "${name}" depends on undefined service "${other}": ${INVALID}`, at, 'reference');
  for (const [section, label, fields] of [
    ['configs', 'config', child(service, 'configs')],
    ['secrets', 'secret', child(service, 'secrets')],
    ['secrets', 'build secret', child(build, 'secrets')],
  ] as const)
    for (const item of items(fields)) {
      const source = textOf(child(item, 'source')) ?? '';
      if (!declared.has(section, source))
        report(`service "${name}" refers to undefined ${label} ${source}: ${INVALID}`, item.at, 'reference');
    }
  for (const [model, { key: at }] of names(child(service, 'models')))
    if (!declared.has('models', model))
      report(`service "${name}" refers to undefined model ${model}: ${INVALID}`, at, 'reference');
  checkScale(name, service, report);
  for (const watch of items(child(child(service, 'develop'), 'watch')))
    if (
      !textOf(child(watch, 'target')) &&
      !['rebuild', 'restart'].includes(textOf(child(watch, 'action')) ?? '')
    )
      report(
        `services.${name}.develop.watch: target is required for non-rebuild actions: ${INVALID}`,
        watch.at,
      );
  checkMounts(name, service, declared, report);
}

function checkJob(
  name: string,
  { key, value }: Entry,
  declared: Declared,
  jobs: ReadonlyMap<string, Entry>,
  report: Report,
): void {
  if (declared.has('services', name))
    report(
      `"${name}" is declared both as a service and a job: service and job names must be unique: ${INVALID}`,
      key,
    );
  for (const [other, { key: at }] of names(child(value, 'depends_on')))
    if (!jobs.has(other) && !declared.has('services', other))
      report(`job "${name}" depends on undefined service or job "${other}": ${INVALID}`, at, 'reference');
}

function checkBuild(
  name: string,
  service: MapNode,
  build: MapNode,
  declared: Declared,
  report: Report,
): void {
  const inline = child(build, 'dockerfile_inline');
  if (textOf(inline) && textOf(child(build, 'dockerfile')))
    report(
      `service "${name}" declares mutualy exclusive dockerfile and dockerfile_inline: ${INVALID}`,
      inline?.at ?? build.at,
    );
  for (const [context, { value }] of names(child(build, 'additional_contexts'))) {
    const text = textOf(value) ?? '';
    if (!text.startsWith('service:')) continue;
    const target = text.slice('service:'.length);
    if (!declared.has('services', target))
      report(
        `service "${name}" declares unknown service "${target}" as additional contexts ${context}`,
        value.at,
        'reference',
      );
    else if (!declared.isBuilt(target))
      report(
        `service "${name}" declares non-buildable service "${target}" as additional contexts ${context}`,
        value.at,
        'reference',
      );
  }
  const platform = child(service, 'platform');
  const platforms = items(child(build, 'platforms'));
  const own = textOf(platform) ?? '';
  if (platform && own !== '' && platforms.length > 0 && !platforms.some((each) => textOf(each) === own))
    report(`service.build.platforms MUST include service.platform "${own}": ${INVALID}`, platform.at);
}

function checkScale(name: string, service: MapNode, report: Report): void {
  const scale = child(service, 'scale');
  const replicas = child(child(service, 'deploy'), 'replicas');
  const [a, b] = [textOf(scale), textOf(replicas)];
  if (scale && a !== null && b !== null && a !== b)
    report(
      `services.${name}: can't set distinct values on 'scale' and 'deploy.replicas': ${INVALID}`,
      scale.at,
    );
  if (scale && Number(a) < 0) report(`services.${name}.scale: must be greater than or equal to 0`, scale.at);
  else if (replicas && Number(b) < 0)
    report(`services.${name}.deploy.replicas: must be greater than or equal to 0`, replicas.at);
  const container = child(service, 'container_name');
  if (container && textOf(container) && Number(a ?? b ?? 1) > 1)
    report(
      `services.${scale ? 'scale' : 'deploy.replicas'}: can't set container_name and ${name} as container name must be unique: ${INVALID}`,
      container.at,
    );
}

function checkMounts(name: string, service: MapNode, declared: Declared, report: Report): void {
  const mounts = new Map<string, string>();
  const mount = (target: string, loc: string, node: Node): void => {
    const other = mounts.get(target);
    if (other !== undefined) report(`${loc}: target ${target} already mounted as ${other}`, node.at);
    else mounts.set(target, loc);
  };
  const tmpfs = child(service, 'tmpfs');
  for (const [index, item] of (tmpfs?.kind === 'list' ? tmpfs.items : tmpfs ? [tmpfs] : []).entries())
    mount((textOf(item) ?? '').split(':', 1)[0] ?? '', `services.${name}.tmpfs[${index}]`, item);
  for (const [index, item] of items(child(service, 'volumes')).entries()) {
    const source = textOf(child(item, 'source')) ?? '';
    if (textOf(child(item, 'type')) === 'volume' && source !== '' && !declared.has('volumes', source))
      report(`service "${name}" refers to undefined volume ${source}: ${INVALID}`, item.at, 'reference');
    mount(textOf(child(item, 'target')) ?? '', `services.${name}.volumes[${index}]`, item);
  }
}

function checkCycle(services: MapNode, report: Report): void {
  const below = (name: string): string[] => [
    ...names(child(services.entries.get(name)?.value, 'depends_on')).keys(),
  ];
  const circle = findCircle([...services.entries.keys()].sort(), (name) => below(name).sort());
  const start = services.entries.get(circle?.[0] ?? '');
  if (circle && start) report(`dependency cycle detected: ${circle.join(' -> ')}`, start.key);
}

/** The first circle on a walk down from each name in turn, its start at both ends; null when there is none. */
export function findCircle(
  starts: readonly string[],
  below: (name: string) => readonly string[],
): readonly string[] | null {
  const done = new Set<string>();
  // The way down, in order: deeper than calls may nest.
  const way = new Map<string, Iterator<string>>();
  const path: string[] = [];
  for (const start of starts) {
    let next: string | undefined = start;
    for (;;) {
      if (next !== undefined && way.has(next)) return [...path.slice(path.indexOf(next)), next];
      if (next !== undefined && !done.has(next)) {
        way.set(next, below(next)[Symbol.iterator]());
        path.push(next);
      }
      const last = path.at(-1);
      if (last === undefined) break;
      const step = way.get(last)?.next();
      next = step?.done === false ? step.value : undefined;
      if (next !== undefined) continue;
      way.delete(last);
      path.pop();
      done.add(last);
    }
  }
  return null;
}
