import { resolve } from '../../text/path.ts';
import type { Image, Program, Service } from '../world.ts';

/**
 * The programs of an image that a health check starts: the service's own, else the image's where the service runs its
 * default program, for which alone the image's check speaks.
 */
export function healthPrograms(image: Image, service: Service): Program[] {
  const { healthcheck } = service.model;
  if (healthcheck) return startedBy(image, commandsOf(healthcheck.value));
  const own = image.trace.final?.healthcheck;
  const isDefault =
    image.runs.kind === 'program' &&
    service.runs.kind === 'program' &&
    image.runs.program.package.dir === service.runs.program.package.dir;
  if (!own || !isDefault) return [];
  const words = /^CMD\b\s*(.*)$/is.exec(own.rest.text.trim())?.[1] ?? '';
  return startedBy(image, own.json ? commandsOf(own.json.map((word) => word.value)) : commandsIn(words));
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
