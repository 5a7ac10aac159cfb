import { basename, resolve } from '../../text/path.ts';
import { type HandStart, handStarts } from '../find/hand-starts.ts';
import type { Image, Program, Service, World } from '../world.ts';

/** A program that a line of the repository starts in the container of a service. */
export interface StartedByHand {
  readonly program: Program;
  readonly service: Service;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * What lines of the repository start in containers of an image: `docker compose run api /opt/mailer` breaks when api's image
 * lacks mailer. A container that cannot be told is each of the image.
 */
export function startedByHand(world: World, image: Image): readonly StartedByHand[] {
  if (new Set(image.holds.map(({ program }) => program.dir)).size < 2) return [];
  const workdir = image.trace.final?.workdir ?? '/';
  return handStarts(world.reader, world.settings.root).flatMap((start) =>
    image.holds.flatMap(({ program, path }) => {
      const at = indexOf(start.words, path, workdir);
      if (at === null) return [];
      return servicesMeant(world, image, start, at).map((service) => ({
        program,
        service,
        file: start.file,
        line: start.line,
      }));
    }),
  );
}

interface Found {
  readonly before: readonly string[];
  /** Whether a path says it, and not a name alone. */
  readonly byPath: boolean;
}

/** Where words name a program: by its path anywhere, by its name only as a word of its own behind a container. */
function indexOf(words: readonly string[], path: string, workdir: string): Found | null {
  for (const [index, word] of words.entries()) {
    const parts = word.split(/[\s;&|]+|^--entrypoint=/).filter((part) => part !== '');
    const byPath = parts.some((part) => part.includes('/') && resolve(workdir, part) === path);
    const byName = index > 0 && parts.some((part) => part === basename(path));
    if (byPath) return { before: withoutIt(words, index, word), byPath };
    if (byName && words.slice(0, index).some((each) => !each.startsWith('-')))
      return { before: words.slice(0, index), byPath };
  }
  return null;
}

/** `--entrypoint /opt/mailer` stands before the container. */
const withoutIt = (words: readonly string[], index: number, word: string): readonly string[] =>
  word.startsWith('--entrypoint=') || words[index - 1] === '--entrypoint'
    ? words.filter((_, other) => other !== index)
    : words.slice(0, index);

function servicesMeant(world: World, image: Image, { by }: HandStart, { before, byPath }: Found): Service[] {
  const own = image.usedBy.filter((service) => before.some((word) => isMeant(world, service, word, by)));
  if (own.length > 0) return [...own];
  // A container that a variable names may be any; one that is known is another.
  const isOpen = before.some((word) => /[${}<]/.test(word)) || (by === 'orchestrator' && byPath);
  const isOther = world.services.some(
    (service) => service.image !== image && before.some((word) => isMeant(world, service, word, by)),
  );
  return byPath && isOpen && !isOther ? [...image.usedBy] : [];
}

function isMeant(world: World, service: Service, word: string, by: HandStart['by']): boolean {
  const name = service.model.name.value;
  if (word.startsWith('-')) return false;
  if (by === 'compose') return word === name;
  const tag = service.model.image?.value;
  if (tag !== undefined && (word === tag || word === tag.replace(/:latest$/, ''))) return true;
  if (containerNames(world, service).includes(word)) return true;
  // `shop-api-1`, `deploy/api`, `name=api`: the name as a word of its own.
  return word.split(/[^A-Za-z0-9-]+/).some((part) => `-${part}-`.includes(`-${name}-`)) || word === name;
}

/** `container_name` of a service, as its lines of Compose have it. */
const containerNames = (world: World, { model }: Service): string[] =>
  model.blocks.flatMap(({ file, span }) => {
    const state = world.reader.file(file);
    const text = state.kind === 'text' ? state.file.text.slice(span.start, span.end) : '';
    return [...text.matchAll(/\bcontainer_name\s*:\s*["']?([\w.-]+)/g)].map(([, name = '']) => name);
  });
