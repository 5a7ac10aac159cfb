import { resolve } from '../../text/path.ts';
import { whatWordsRun } from '../start/what-runs.ts';
import type { Image, Program, Service } from '../world.ts';

/**
 * The programs of an image that a health check starts: the service's own, else the image's where the service runs its
 * default program, for which alone the image's check speaks.
 */
export function healthPrograms(image: Image, service: Service): Program[] {
  const test = service.model.healthcheck?.value ?? ownTest(image, service);
  return test ? [...new Set([...startedBy(image, commandsOf(test)), ...followed(image, service, test)])] : [];
}

/** The check of the image in the words of Compose; null where it does not hold for a service. */
function ownTest(image: Image, service: Service): readonly string[] | null {
  const own = image.trace.final?.healthcheck;
  const isDefault =
    image.runs.kind === 'program' &&
    service.runs.kind === 'program' &&
    image.runs.program.package.dir === service.runs.program.package.dir;
  if (!own || !isDefault) return null;
  if (own.json) return own.json.map((word) => word.value);
  const line = /^CMD\b\s*(.*)$/is.exec(own.rest.text.trim())?.[1];
  return line === undefined ? null : ['CMD-SHELL', line];
}

/** What a check starts by way of a script of the image. */
function followed(image: Image, { model }: Service, [kind = '', ...rest]: readonly string[]): Program[] {
  const stage = image.trace.final;
  if (!stage || kind === 'NONE') return [];
  const words = kind === 'CMD' ? rest : kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...rest] : [kind, ...rest];
  const at = model.healthcheck?.at ?? model.name.at;
  const runs = whatWordsRun(
    { service: model, stage, context: image.context, file: image.file },
    words.map((value) => ({ value, at })),
  );
  if (runs.kind !== 'program') return [];
  return [runs.program, ...runs.also].flatMap(
    (run) => image.programs.find((each) => each.package.dir === run.package.dir) ?? [],
  );
}

/** The words of each command of a health check, as Compose writes it. */
function commandsOf(test: readonly string[]): string[][] {
  const [kind, ...words] = test;
  if (kind === 'NONE') return [];
  if (kind === 'CMD-SHELL') return commandsIn(words.join(' '));
  const own = kind === 'CMD' ? words : [...test];
  // `sh -c 'line'` starts what the line says.
  return own.length > 2 && /(?:^|\/)(?:ba|da|a)?sh$/.test(own[0] ?? '')
    ? commandsIn(own.slice(2).join(' '))
    : [own];
}

/** The words of each command of a shell line. Quotes go: only programs are looked for, and none has a blank in it. */
const commandsIn = (line: string): string[][] => {
  const json = /^\[(.*)\]$/s.exec(line.trim());
  if (json) return [(json[1] ?? '').split(',').map((word) => word.trim().replace(/^"|"$/g, ''))];
  return line
    .split(/&&|\|\||[;|&()\n]/)
    .map((command) => command.split(/[\s"']+/).filter((word) => word !== ''));
};

/** Programs that commands name: by a path anywhere, since a wrapper may start them; by a bare name only as the command. */
export function startedBy(image: Image, commands: readonly (readonly string[])[]): Program[] {
  const workdir = image.trace.final?.workdir ?? '/';
  const out = new Set<Program>();
  for (const { program, path } of image.holds)
    for (const words of commands)
      for (const [index, word] of words.entries())
        if (word.includes('/') ? resolve(workdir, word) === path : index === 0 && path.endsWith(`/${word}`))
          out.add(program);
  return [...out];
}
