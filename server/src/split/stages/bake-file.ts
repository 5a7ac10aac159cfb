import { dirname, relative } from '../../text/path.ts';
import { serviceId } from '../../world/ids.ts';
import type { World } from '../../world/world.ts';
import type { SplitPlan } from '../model.ts';

/** A new `docker-bake.hcl`, or why there is none. */
export type BakeFile =
  | { readonly ok: true; readonly file: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * A bake file with a target for each program of a split, so that BuildKit builds them side by side. `after` is the
 * workspace after the split: what its services say of contexts, arguments and tags is said here too. Paths are relative
 * to the folder of the bake file, that of Dockerfiles to the context. https://docs.docker.com/build/bake/reference/
 */
export function bakeFile(after: World, { entries }: SplitPlan): BakeFile {
  const [first] = entries;
  if (!first) return { ok: false, reason: 'nothing is split' };
  const dir = after.project(first.project)?.dir ?? dirname(first.dockerfile);
  const file = `${dir === '/' ? '' : dir}/docker-bake.hcl`;
  if (after.reader.file(file).kind !== 'missing') return { ok: false, reason: 'it exists already' };
  const targets = new Map<string, string>();
  for (const entry of entries) {
    const service = after.service(serviceId(entry.project, entry.services[0] ?? ''));
    const build = service?.model.build;
    if (!service || !build) return { ok: false, reason: `no service builds ${entry.program}` };
    const values = [...build.args.values(), ...(service.model.image ? [service.model.image] : [])];
    if (build.additionalContexts.size > 0)
      return { ok: false, reason: `service ${service.model.name.value} builds with further contexts` };
    if (values.some((value) => value.interpolated))
      return { ok: false, reason: `the build of service ${service.model.name.value} has variables in it` };
    const name = entry.program.slice(entry.program.lastIndexOf('/') + 1).replace(/[^\w-]+/g, '-');
    const lines = [
      `context = ${hcl(relative(dir, build.context.value))}`,
      `dockerfile = ${hcl(relative(build.context.value, entry.dockerfile))}`,
    ];
    if (entry.target !== null) lines.push(`target = ${hcl(entry.target)}`);
    const args = [...build.args].flatMap(([key, { value }]) =>
      value === null ? [] : [`    ${hcl(key)} = ${hcl(value)}`],
    );
    if (args.length > 0) lines.push(`args = {\n${args.join('\n')}\n  }`);
    if (service.model.image) lines.push(`tags = [${hcl(service.model.image.value)}]`);
    if (build.platforms.length > 0)
      lines.push(`platforms = [${build.platforms.map(({ value }) => hcl(value)).join(', ')}]`);
    const text = lines.map((line) => `  ${line}`).join('\n');
    const other = targets.get(name);
    if (other !== undefined && other !== text)
      return { ok: false, reason: `two programs would be built by a target ${name}` };
    targets.set(name, text);
  }
  const names = [...targets.keys()].map(hcl).join(', ');
  const blocks = [...targets].map(([name, text]) => `target ${hcl(name)} {\n${text}\n}\n`);
  return { ok: true, file, text: [`group "default" {\n  targets = [${names}]\n}\n`, ...blocks].join('\n') };
}

/** A text of HCL: `${` and `%{` would be templates. */
const hcl = (text: string): string => JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&');
