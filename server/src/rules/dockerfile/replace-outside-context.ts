import { addNamedContext } from '../../edit/compose/edit-service.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import type { GoRun } from '../../image/model.ts';
import { editOf } from '../../text/change.ts';
import { basename, relative, resolve } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import type { Image, World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { buildFailures } from '../fails/build-failures.ts';
import { type FailingModule, isOutside } from '../fails/failing-modules.ts';
import { linesAbove } from '../fixes/insert-above.ts';
import { placeIn, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * A `replace` of go.mod, or a `use` of go.work, names a folder outside of the build context. It cannot be copied into the
 * image, so the image does not build.
 *
 * ## Bad
 *
 * ```dockerfile services/mail/Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/mail .
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/mail /mail
 * ENTRYPOINT ["/mail"]
 * ```
 *
 * ```yaml compose.yaml
 * services:
 *   mail:
 *     build: services/mail
 * ```
 *
 * ```text services/mail/go.mod
 * module example.com/mail
 *
 * go 1.25
 *
 * require example.com/common v0.0.0
 *
 * replace example.com/common => ../../libs/common
 * ```
 *
 * ```go services/mail/main.go
 * package main
 *
 * import _ "example.com/common"
 *
 * func main() {}
 * ```
 *
 * ```text libs/common/go.mod
 * module example.com/common
 *
 * go 1.25
 * ```
 *
 * ```go libs/common/common.go
 * package common
 * ```
 *
 * ## Good
 *
 * ```dockerfile services/mail/Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * COPY --from=common . /libs/common
 * RUN CGO_ENABLED=0 go build -o /out/mail .
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/mail /mail
 * ENTRYPOINT ["/mail"]
 * ```
 *
 * ```yaml compose.yaml
 * services:
 *   mail:
 *     build:
 *       context: services/mail
 *       additional_contexts:
 *         common: libs/common
 * ```
 *
 * ## Fixes
 *
 * - Give the build a second context (`additional_contexts`), and copy the module from there to where the go command looks for it.
 *
 * Building from a folder that holds both works too: then every source of `COPY` changes, and `WORKDIR` with it.
 *
 * ## When it is silent
 *
 * Where `vendor/` is in the image, which has what is needed of the module; where nothing that is built imports the module; and
 * where something may have put it where the go command looks.
 */
export const replaceOutsideContext = rule({
  id: 'dockerfile/replace-outside-context',
  severity: 'error',
  since: '0.2.0',
  title: 'Module outside of the build context',
  summary: 'A replace of go.mod or a use of go.work names a folder outside of the build context',
  *checkImage(world, image) {
    const missing = buildFailures(world, image).filter(
      (each): each is FailingModule => each.kind === 'module' && isOutside(each),
    );
    const [first] = missing;
    if (!first) return;
    const { command, verb } = first.run;
    const folders = missing.map(({ written }) => written).join(' and ');
    const by = missing.map((each) => (each.by === 'use' ? 'use' : 'replace'));
    yield {
      at: placeIn(image, { start: command.start, end: command.end }),
      ...ofImage(
        image,
        `go ${verb} needs ${folders}, which ${shown(world, resolve(image.key.context.dir, first.file))} names under ${[...new Set(by)].join(' and ')} and the build context ${shown(world, image.key.context.dir)} does not hold, so ${IMAGE} does not build`,
      ),
      related: missing.flatMap((each) => {
        const at = writtenAt(world, image, each);
        return at ? [{ at, message: `${each.written} lies outside of the build context` }] : [];
      }),
      fixes: () => namedContexts(world, image, first.run, missing),
    };
  },
});

/** The place of a folder in the go.mod or go.work that names it. */
function writtenAt({ reader }: World, { key }: Image, { file, written }: FailingModule): Place | null {
  const path = resolve(key.context.dir, file);
  const state = reader.file(path);
  const start = state.kind === 'text' ? state.file.text.indexOf(written) : -1;
  return start < 0 ? null : { file: path, span: { start, end: start + written.length } };
}

/** A second context for each module, in Compose, and a COPY from it to where the go command looks. */
function namedContexts(world: World, image: Image, run: GoRun, missing: readonly FailingModule[]): Fix[] {
  const builders = image.usedBy.filter(({ model, builtBy }) => model.build && !builtBy);
  const [only] = missing;
  // A build that has named contexts already is edited by hand, and so is one that needs several.
  if (image.inline || builders.length === 0 || missing.length !== 1 || !only) return [];
  const dir = resolve(image.key.context.dir, only.source);
  const name = basename(dir).toLowerCase();
  const taken = image.trace.stages.map(({ stage }) => stage.name?.value.toLowerCase());
  if (!/^[a-z][\w.-]*$/.test(name) || taken.includes(name) || world.reader.list(dir) === null) return [];
  const scope = editScope(world, builders);
  const title = `Copy ${shown(world, dir)} from a context of its own`;
  const [fix] = composeFix(
    world,
    title,
    false,
    ...builders.map(({ model, project }) => addNamedContext(model, name, relative(project.dir, dir), scope)),
  );
  if (fix?.kind !== 'changes') return [];
  const { text } = image.trace.request.dockerfile;
  const lines = [`COPY --from=${name} . ${only.path}`];
  const change = editOf(image.file, text, [linesAbove(text, run.instruction, lines)]);
  return [{ ...fix, changes: [change, ...fix.changes] }];
}
