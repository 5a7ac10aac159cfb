import type { CodeStart } from '../model.ts';
import type { Code, CodeCall, CodeFile } from './code-file.ts';
import type { CodeEvaluator } from './evaluate-code.ts';
import { firstWord } from './expression-names.ts';
import { HOLE, HOLES } from './hole.ts';
import { hasStarters, programStarter } from './program-starter.ts';
import { type StarterAliases, starterAliases } from './starter-aliases.ts';

export interface Starts {
  readonly starts: readonly CodeStart[];
  /** The texts of the code that may name a program; none where the words of every start are known. */
  readonly names: readonly string[];
}

/** The programs that code starts, or looks for to start: by calls, by names that stand for such a call, by `exec.Cmd{…}`. */
export function findStarts(files: readonly CodeFile[], evaluator: CodeEvaluator): Starts {
  if (!files.some(({ parts }) => [...parts.imports.values()].some(hasStarters)))
    return { starts: [], names: [] };
  const aliases = starterAliases(files);
  const starts = files.flatMap((file) => startsIn(file, aliases, evaluator));
  const isOpen = starts.some(({ words }) => words.flat().some((text) => text.search(HOLES) >= 0));
  return { starts, names: isOpen ? [...new Set(files.flatMap(namesIn))] : [] };
}

function startsIn(file: CodeFile, aliases: StarterAliases, evaluator: CodeEvaluator): CodeStart[] {
  const out: CodeStart[] = [];
  for (const call of file.parts.calls) {
    const skip = skippedBy(call) ?? aliases.called(call);
    if (skip !== null) out.push(startOf(call, call.args.slice(skip), evaluator));
  }
  for (const { type, fields, code } of file.parts.composites) {
    if (evaluator.types.typeKey(file, type) !== 'os/exec.Cmd') continue;
    const [path, args] = [fields.get('Path'), fields.get('Args')];
    out.push(startOf(code, [...(path ? [path] : []), ...(args ? [args] : [])], evaluator));
  }
  for (const { target, value } of file.parts.assignments)
    if (target.at(-1) === 'Path' && evaluator.types.ownerType(target, value)?.startsWith('os/exec.'))
      out.push(startOf(value, [value], evaluator));
  // `exec.Command` that is handed to somebody: what it is called with is not known.
  for (const { x, from } of file.parts.handed)
    if (programStarter(from, x.name) !== null && !aliases.names(x))
      out.push({ at: placeOfStart(file, x), words: [[HOLE]] });
  return out;
}

const startOf = (
  { file, x }: Pick<Code, 'file' | 'x'>,
  args: readonly Code[],
  evaluator: CodeEvaluator,
): CodeStart => ({
  at: placeOfStart(file, x),
  words: args.flatMap(listed).map((arg) => evaluator.words(arg)),
});

const placeOfStart = ({ path }: CodeFile, x: Code['x']): CodeStart['at'] => ({
  file: path,
  span: firstWord(x) ?? { start: 0, end: 0 },
});

/** The words of `[]string{"-c", line}` one by one. */
function listed(arg: Code): readonly Code[] {
  const { x } = arg;
  const isList =
    x.kind === 'composite' &&
    x.type?.kind === 'array' &&
    x.type.length === null &&
    x.type.elem.kind === 'ident' &&
    x.type.elem.name === 'string';
  return isList ? x.elements.map(({ value }) => ({ ...arg, x: value })) : [arg];
}

/** How many arguments stand before the program's name; null for a call that starts nothing. */
function skippedBy({ names, file }: CodeCall): number | null {
  const [name = '', call, ...more] = names;
  if (more.length > 0) return null;
  const { imports } = file.parts;
  return call === undefined
    ? programStarter(imports.get('.') ?? '', name)
    : programStarter(imports.get(name) ?? '', call);
}

/** Texts that could be the path or the name of a program, or a line that starts with one. */
const namesIn = ({ parts }: CodeFile): readonly string[] =>
  parts.texts.flatMap(({ value }) =>
    value !== null && value.length < 200 && /^[\w./-]+(?: |$)/.test(value) ? [value] : [],
  );
