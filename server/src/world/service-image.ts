import type { ComposeService } from '../compose/model.ts';
import type { Platform } from '../image/model.ts';
import { isInside } from '../text/path.ts';
import type { ImageKey } from './image-facts.ts';
import { resolveDockerfile } from './find/resolve-dockerfile.ts';
import type { Settings } from './settings.ts';
import type { Reader } from '../memory/snapshot.ts';

/** The image that a service builds: what to trace, or why that is not possible. Null when it builds none. */
export type ServiceImage =
  | { readonly kind: 'image'; readonly key: ImageKey }
  | { readonly kind: 'problem'; readonly reason: string };

export function serviceImage(
  reader: Reader,
  settings: Settings,
  service: ComposeService,
): ServiceImage | null {
  const { build } = service;
  if (!build) return null;
  const unset = [build.context, build.dockerfile, build.target].flatMap((value) => value?.unset ?? []);
  if (unset.length > 0) return problem(`${unset.map((name) => `$${name}`).join(', ')} has no value`);
  if (build.remote) return problem(`its build context ${build.context.value} is remote`);
  const dir = build.context.value;
  if (!isInside(settings.root, dir)) return problem(`its build context ${dir} lies outside the repository`);
  const file = build.inline ? build.inline.at.file : resolveDockerfile(reader, build);
  if (file === null) return problem('it has no Dockerfile');
  if (!isInside(settings.root, file)) return problem(`its Dockerfile ${file} lies outside the repository`);
  const args = [...build.args].map(([name, value]): [string, string | null] => [
    name,
    value.unset.length > 0 ? null : value.value,
  ]);
  // An arg without a value passes nothing on, so that the default of the Dockerfile holds.
  const passed = args.filter(
    ([name, value]) => value !== null || (build.args.get(name)?.unset.length ?? 0) > 0,
  );
  const key: ImageKey = {
    file,
    inline: build.inline ? build.inline.value : null,
    context: { dir, dockerfile: build.inline ? null : file, moduleCache: settings.moduleCache },
    target: build.target?.value || null,
    args: passed.sort(([a], [b]) => (a < b ? -1 : 1)),
    platform: platformOf(service),
    images: [],
  };
  return { kind: 'image', key };
}

/** One platform is the target; several get the first, whose answer holds for each as far as cgo goes on one OS. */
function platformOf(service: ComposeService): Platform | null {
  const text = service.platform?.value ?? service.build?.platforms[0]?.value;
  const [os, arch] = text?.split('/') ?? [];
  return os && arch ? { os, arch } : null;
}

const problem = (reason: string): ServiceImage => ({ kind: 'problem', reason });
