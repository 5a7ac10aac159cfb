import type { Dockerfile } from '../../dockerfile/ast.ts';
import { KEYWORDS } from '../../dockerfile/read-instruction.ts';
import { flagNames } from '../../dockerfile/check-flags.ts';
import type { ParseError } from '../../text/parsed.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import { parseErrors } from '../fails/sure-image.ts';
import { nearest } from '../nearest.ts';
import { placeIn } from '../place.ts';
import { replaceWord } from '../fixes/replace-word.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * BuildKit, which builds images for Docker, refuses the Dockerfile before it builds anything. The message is BuildKit's own.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * ```
 *
 * ## Fixes
 *
 * - Write the nearest instruction or flag.
 *
 * ## When it is silent
 *
 * Where a build argument could mend it; where `# syntax=` names another frontend than `docker/dockerfile`, which has rules of its
 * own; and, where no service builds it, for templates and for files without FROM, which others put together.
 */
export const dockerfileNotValid = rule({
  id: 'dockerfile/not-valid',
  severity: 'error',
  since: '0.2.0',
  title: 'Dockerfile not valid',
  summary: 'BuildKit refuses the Dockerfile',
  *check(world) {
    for (const image of world.images) {
      const { dockerfile } = image.trace.request;
      const errors = refused(dockerfile, parseErrors(world, image), image.usedBy.length > 0);
      for (const error of errors)
        yield {
          at: placeIn(image, error.span),
          ...ofImage(image, `${error.message}, so ${IMAGE} does not build`),
          related: [],
          fixes: () => (image.inline ? [] : fixes(image.file, dockerfile, error)),
        };
    }
    // Of some nobody knows what they are built from.
    for (const { file, dockerfile, images } of world.dockerfiles) {
      if (!dockerfile || images.length > 0) continue;
      const errors = world.reader.derive(dockerfileAt, file)?.errors ?? [];
      for (const error of refused(dockerfile, errors, false))
        yield {
          at: { file, span: { start: error.span.start, end: error.span.end } },
          message: `${error.message}, so this image does not build`,
          related: [],
          fixes: () => fixes(file, dockerfile, error),
        };
    }
  },
});

/** What is surely a fault of a Dockerfile that is built, or may be. */
function refused(dockerfile: Dockerfile, errors: readonly ParseError[], isBuilt: boolean): ParseError[] {
  if (errors.length === 0 || hasOtherFrontend(dockerfile)) return [];
  return !isBuilt && isTemplate(dockerfile) ? [] : first(errors, dockerfile);
}

/** A frontend of somebody else may take more. https://docs.docker.com/build/buildkit/frontend/ */
function hasOtherFrontend({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value;
  return syntax !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(syntax);
}

/** A text that something else makes a Dockerfile of. */
function isTemplate({ text, stages }: Dockerfile): boolean {
  return (
    stages.length === 0 ||
    /\{\{|\{%|<%|%%\w+%%|@\w+@|^[ \t]*#[ \t]*(?:include|if|ifdef|define)\b|^[ \t]*include\b/im.test(text)
  );
}

/** Lines that are taken for instructions because one above them has lost its continuation are one fault. */
function first(errors: readonly ParseError[], { instructions }: Dockerfile): ParseError[] {
  const lines = new Map(instructions.map((each) => [each.keywordSpan.start, each]));
  let before = -1;
  return errors.filter(({ message, span }, index) => {
    if (index > 0 && errors[index - 1]?.span.start === span.start) return false;
    const instruction = message.startsWith('unknown instruction: ') ? lines.get(span.start) : undefined;
    const follows = instruction !== undefined && instruction.startLine <= before + 1 && before >= 0;
    before = instruction?.endLine ?? -1;
    return !follows;
  });
}

function fixes(file: string, dockerfile: Dockerfile, { message, span }: ParseError): Fix[] {
  const written = dockerfile.text.slice(span.start, span.end);
  if (message.startsWith('unknown instruction: ')) {
    const meant = nearest(written, [...KEYWORDS]);
    if (meant === null) return [];
    const name = written === written.toLowerCase() ? meant.toLowerCase() : meant;
    return replaceWord({ file, text: dockerfile.text }, span, name, `Write ${name}`);
  }
  const [, flag] = /^unknown flag: (--\S+)$/.exec(message) ?? [];
  const instruction = dockerfile.instructions.find(
    ({ start, end }) => start <= span.start && span.end <= end,
  );
  if (flag === undefined || !instruction) return [];
  const meant = nearest(flag.slice(2), flagNames(instruction.keyword));
  if (meant === null) return [];
  const end = span.start + flag.length;
  return replaceWord(
    { file, text: dockerfile.text },
    { start: span.start, end },
    `--${meant}`,
    `Write --${meant}`,
  );
}
