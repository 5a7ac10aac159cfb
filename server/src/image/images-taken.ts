import type { Instruction } from '../dockerfile/ast.ts';
import { expandWord } from '../dockerfile/words/expand.ts';
import { BUILD_PLATFORM, globalArguments, targetPlatform } from './global-arguments.ts';
import type { BuildRequest, ImageTrace } from './model.ts';

/** The images, built elsewhere, that a Dockerfile stands on, copies from or mounts, as it names them. */
export function imagesTaken({ request }: Pick<ImageTrace, 'request'>): readonly string[] {
  const own = new Set(request.dockerfile.stages.map(({ name }) => name?.value.toLowerCase()));
  return [...imagesNamed(request)].filter((name) => !own.has(name.toLowerCase()) && !/^\d+$/.test(name));
}

/** What FROM, `--from` and `--mount` of a Dockerfile name, expanded, its own stages among them. */
export function imagesNamed(request: Omit<BuildRequest, 'target' | 'images'>): ReadonlySet<string> {
  const { dockerfile } = request;
  const globals = globalArguments(request, targetPlatform(request.platform), BUILD_PLATFORM);
  const out = new Set<string>();
  for (const { base, instructions } of dockerfile.stages)
    for (const text of [base.value, ...instructions.flatMap(sourceNames)]) {
      const { value } = expandWord(text, (each) => globals.get(each), dockerfile.escape);
      if (value) out.add(value);
    }
  return out;
}

/** What `--from` and the mounts of an instruction name, as written. */
export const sourceNames = ({ flags }: Instruction): string[] =>
  flags.flatMap(({ name, argument }) => {
    if (name === 'from') return argument?.value ?? [];
    return name === 'mount' ? (/(?:^|,)from=([^,]+)/.exec(argument?.value ?? '')?.[1] ?? []) : [];
  });
