import { dirname } from '../../text/path.ts';
import { goModOf } from '../imports/go-mod.ts';
import type { GoEvidence, GoFiles, GoSource } from '../model.ts';
import { parseGo } from '../syntax/parse-go.ts';
import type { CodeFile } from './code-file.ts';
import type { OwnModule } from './code-types.ts';
import { CodeEvaluator } from './evaluate-code.ts';
import { findListens } from './find-listens.ts';
import { findStarts } from './find-starts.ts';
import { type Mentions, mentions } from './mentions.ts';
import { readCode } from './read-code.ts';

/** Files that were read. The programs of a module share most of theirs; they are large, and kept while programs are asked for only. */
export type ReadFiles = Map<GoSource, { readonly file: CodeFile; readonly mentions: Mentions }>;

/** What the code in some files says about ports, variables and paths. */
export function readEvidence(
  files: GoFiles,
  paths: readonly string[],
  known: ReadFiles = new Map(),
): GoEvidence {
  const sources = paths.flatMap((path) => files.source(path) ?? []);
  const read = sources.map((source) => {
    let each = known.get(source);
    if (!each) known.set(source, (each = readFile(source)));
    return each;
  });
  const code = read.map(({ file }) => file);
  const said = read.map((each) => each.mentions);
  const evaluator = new CodeEvaluator(code, modulesOf(files, new Set(code.map(({ dir }) => dir))));
  const environment = said.flatMap((each) => each.environment);
  const { listens, somewhere } = findListens(code, evaluator);
  return {
    listens,
    listensSomewhere:
      somewhere || (listens.length === 0 && environment.some(({ name }) => OWN_PORT.test(name))),
    environment,
    paths: said.flatMap((each) => each.paths),
    ...findStarts(code, evaluator),
    zones: said.some(({ zones }) => zones),
    complete: code.length === paths.length && said.every(({ complete }) => complete),
  };
}

function readFile({ path, text }: GoSource): { readonly file: CodeFile; readonly mentions: Mentions } {
  const file = readCode(path, text, parseGo(text));
  return { file, mentions: mentions(file) };
}

/** The modules that some folders are in. */
function modulesOf(files: GoFiles, dirs: Iterable<string>): readonly OwnModule[] {
  const found = new Map<string, OwnModule>();
  const seen = new Set<string>();
  for (const start of dirs) {
    for (let dir = start; !seen.has(dir); dir = dirname(dir)) {
      seen.add(dir);
      const source = files.source(`${dir === '/' ? '' : dir}/go.mod`);
      if (source === null) continue;
      const { module } = goModOf(files, source);
      if (module) found.set(dir, { path: module, dir });
      break;
    }
  }
  return [...found.values()];
}

/** A program that reads such a name opens a port somewhere. */
const OWN_PORT =
  /^(?:PORT|(?:HTTP|GRPC|SERVER|APP|API|LISTEN|METRICS)_(?:PORT|ADDR|ADDRESS)|LISTEN_ADDR(?:ESS)?|BIND_ADDR(?:ESS)?)$/;
