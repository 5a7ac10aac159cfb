import type { Analysis } from '../rules/analyse.ts';
import { composeHover } from './compose/compose-hover.ts';
import { covers } from './covers.ts';
import { dockerfileHover } from './dockerfile/dockerfile-hover.ts';
import { importHover } from './go/import-hover.ts';
import { said } from './markdown.ts';
import type { Hover } from './model.ts';

/** What is believed about a word of a Compose file, a Dockerfile or a Go file; and why something is unknown. */
export function hover({ world, unknown }: Analysis, file: string, offset: number): Hover | null {
  const found = file.endsWith('.go')
    ? importHover(world, file, offset)
    : (composeHover(world, file, offset) ?? dockerfileHover(world, file, offset));
  if (found) return found;
  const fact = unknown.find(
    (each) => each.file === file && each.span.end > each.span.start && covers(each.span, offset),
  );
  return fact
    ? { span: fact.span, paragraphs: [said`${{ code: fact.subject }}: unknown, because ${fact.reason}`] }
    : null;
}
