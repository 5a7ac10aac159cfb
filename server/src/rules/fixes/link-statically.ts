import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import { librariesOf } from '../../world/needs/native-use.ts';
import type { Image, Program } from '../../world/world.ts';
import type { Fix } from '../rule.ts';

/**
 * Links a program with cgo statically, so that it starts everywhere. Only where the C library is all that it is linked with:
 * of others there may be no static one.
 */
export function linkStaticallyFix(image: Image, program: Program): Fix[] {
  if (image.inline || librariesOf(program)?.size !== 0) return [];
  const { dockerfile } = image.trace.request;
  const edits = linkStatically(dockerfile.text, program);
  const tidy = edits && tidyEdits(edits);
  if (!tidy) return [];
  return [
    {
      kind: 'changes',
      title: `Link ${program.package.binaryName} statically`,
      safe: false,
      changes: [editOf(image.file, dockerfile.text, tidy)],
    },
  ];
}

/** Null where the flags of the command cannot be written to. */
export function linkStatically(text: string, { build, cgo }: Program): TextEdit[] | null {
  const { command, instruction } = build;
  const verb = command.words.find(({ literal }) => literal === build.verb);
  if (!verb || instruction.json) return null;
  // Librdkafka is a static library that is made for one libc, and brings libraries that it opens itself.
  if (cgo.culprits.some((path) => path.includes('confluent-kafka-go'))) return null;
  const written = text.slice(command.start, command.end);
  const quoted = /-ldflags(?:=|\s+)(["'])([^"'\\]*)\1/.exec(written);
  if (/-ldflags/.test(written) && !quoted) return null;
  const flags = '-linkmode external -extldflags -static';
  // The resolver and the user database of glibc are opened while the program runs: Go's own stand in for them.
  const tags = cgo.standardCgo.some((path) => path === 'net' || path === 'os/user') && !/-tags/.test(written);
  const edits = tags ? [insertion(verb.end, ' -tags netgo,osusergo')] : [];
  return quoted
    ? [...edits, insertion(command.start + quoted.index + quoted[0].length - 1, ` ${flags}`)]
    : [insertion(verb.end, `${tags ? ' -tags netgo,osusergo' : ''} -ldflags '${flags}'`)];
}

const insertion = (at: number, text: string): TextEdit => ({ span: { start: at, end: at }, text });
