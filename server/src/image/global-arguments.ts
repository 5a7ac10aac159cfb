import { expandWord } from '../dockerfile/words/expand.ts';
import type { BuildRequest } from './model.ts';
import { type FullPlatform, LINUX_AMD64, parsePlatform, platformArgs } from './platform.ts';

/** What FROM and `--from` see: ARG above the first FROM, each with the platform's own and those before it. */
export function globalArguments(
  { dockerfile, args }: Pick<BuildRequest, 'dockerfile' | 'args'>,
  target: FullPlatform,
  build: FullPlatform,
): ReadonlyMap<string, string | null> {
  const values = new Map<string, string | null>(platformArgs(target, build));
  for (const instruction of dockerfile.globals) {
    for (const { name, value } of instruction.pairs) {
      const passed = args.get(name.value);
      if (passed !== undefined) values.set(name.value, passed);
      else if (value)
        values.set(name.value, expandWord(value.value, (each) => values.get(each), dockerfile.escape).value);
    }
  }
  return values;
}

/** The platform that an image is built for. */
export const targetPlatform = (platform: BuildRequest['platform']): FullPlatform =>
  (platform && parsePlatform(`${platform.os}/${platform.arch}`)) ?? BUILD_PLATFORM;

/** The platform that builds are taken to run on. */
export const BUILD_PLATFORM: FullPlatform = { ...LINUX_AMD64, variant: '' };
