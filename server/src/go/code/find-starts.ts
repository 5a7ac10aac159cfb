import type { CodeStart } from '../model.ts';
import { type Code, type CodeCall, type CodeFile, literalOf, placeOf, splitAt } from './code-index.ts';
import type { CodeEvaluator } from './evaluate-code.ts';
import { HOLE, HOLES } from './hole.ts';

export interface Starts {
  readonly starts: readonly CodeStart[];
  /** The texts of the code that may name a program; none where the words of every start are known. */
  readonly names: readonly string[];
}

/** The programs that code starts, or looks for to start: by calls, by names that stand for such a call, by `exec.Cmd{…}`. */
export function findStarts(files: readonly CodeFile[], evaluator: CodeEvaluator): Starts {
  if (!files.some((file) => [...file.imports.values()].some((path) => STARTS.has(path))))
    return { starts: [], names: [] };
  const aliases = aliasesIn(files);
  const starts = files.flatMap((file) => startsIn(file, aliases, evaluator));
  const isOpen = starts.some(({ words }) => words.flat().some((text) => text.search(HOLES) >= 0));
  return { starts, names: isOpen ? [...new Set(files.flatMap(namesIn))] : [] };
}

function startsIn(file: CodeFile, aliases: Aliases, evaluator: CodeEvaluator): CodeStart[] {
  const out: CodeStart[] = [];
  const called = new Set<number>();
  for (const call of file.calls) {
    const skip = skippedBy(call, file) ?? aliases.called(call);
    if (skip === null) continue;
    called.add(call.code.from);
    out.push(startOf(call.code, call.args.slice(skip), evaluator));
  }
  for (const { type, fields, code } of file.composites) {
    if (evaluator.types.typeKey(file, type) !== 'os/exec.Cmd') continue;
    const [path, args] = [fields.get('Path'), fields.get('Args')];
    out.push(startOf(code, [...(path ? [path] : []), ...(args ? [args] : [])], evaluator));
  }
  for (const { target, value } of file.assignments)
    if (target.at(-1) === 'Path' && evaluator.types.ownerType(target, value)?.startsWith('os/exec.'))
      out.push(startOf(value, [value], evaluator));
  // `exec.Command` that is handed to somebody: what it is called with is not known.
  for (const [at, token] of file.tokens.entries())
    if (starterAt(file, at) !== null && !called.has(at) && !aliases.at(file, at))
      out.push({ at: placeOf(file, token), words: [[HOLE]] });
  return out;
}

/** How many arguments stand before the program's name of the function that is named at a token; null for any other token. */
function starterAt({ tokens, imports }: CodeFile, at: number): number | null {
  const token = tokens[at];
  if (token?.kind !== 'name' || tokens[at + 1]?.text !== '.' || tokens[at - 1]?.text === '.') return null;
  return STARTS.get(imports.get(token.text) ?? '')?.get(tokens[at + 2]?.text ?? '') ?? null;
}

interface Aliases {
  /** How many arguments of a call stand before the program's name; null where it calls no such name. */
  called(call: CodeCall): number | null;
  /** Whether the function that is named at a token is given a name there. */
  at(file: CodeFile, at: number): boolean;
}

/** The variables and fields that are `exec.Command`: `var run = exec.Command`, `runner{exec: exec.Command}`. */
function aliasesIn(files: readonly CodeFile[]): Aliases {
  const names = new Map<string, number>();
  const places = new Set<string>();
  const take = (key: string, { file, from, to }: Code): void => {
    const skip = to - from === 3 ? starterAt(file, from) : null;
    if (skip === null) return;
    names.set(key, skip);
    places.add(`${file.path}:${from}`);
  };
  for (const file of files) {
    for (const [name, values] of file.globals) for (const value of values) take(`${file.dir}.${name}`, value);
    for (const { target, value } of file.assignments)
      take(target.length > 1 ? `.${target.at(-1)}` : `${file.dir}.${target[0]}`, value);
    for (const { fields } of file.composites) for (const [name, value] of fields) take(`.${name}`, value);
  }
  return {
    called: ({ names: written, code }) =>
      names.get(written.length > 1 ? `.${written.at(-1)}` : `${code.file.dir}.${written[0]}`) ?? null,
    at: (file, at) => places.has(`${file.path}:${at}`),
  };
}

function startOf(code: Code, args: readonly Code[], evaluator: CodeEvaluator): CodeStart {
  const token = code.file.tokens[code.from];
  return {
    at: token ? placeOf(code.file, token) : { file: code.file.path, span: { start: 0, end: 0 } },
    words: args.flatMap(listed).map((arg) => evaluator.words(withoutDots(arg))),
  };
}

/** The words of `[]string{"-c", line}` one by one. */
function listed(arg: Code): readonly Code[] {
  const { tokens } = arg.file;
  const [first, second, third, fourth] = tokens.slice(arg.from, arg.from + 4).map((token) => token.text);
  if (
    first !== '[' ||
    second !== ']' ||
    third !== 'string' ||
    fourth !== '{' ||
    tokens[arg.to - 1]?.text !== '}'
  )
    return [arg];
  return splitAt({ ...arg, from: arg.from + 4, to: arg.to - 1 }, ',');
}

/** `args...` is what `args` is. */
function withoutDots(arg: Code): Code {
  let { to } = arg;
  while (to > arg.from && arg.file.tokens[to - 1]?.text === '.') to--;
  return { ...arg, to };
}

/** How many arguments stand before the program's name; null for a call that starts nothing. */
function skippedBy({ names }: CodeCall, { imports }: CodeFile): number | null {
  const [name = '', call = '', ...more] = names;
  if (more.length > 0) return null;
  return call === ''
    ? (STARTS.get(imports.get('.') ?? '')?.get(name) ?? null)
    : (STARTS.get(imports.get(name) ?? '')?.get(call) ?? null);
}

const STARTS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  ['os/exec', new Map([...['Command', 'LookPath'].map((name) => [name, 0] as const), ['CommandContext', 1]])],
  ['os', new Map([['StartProcess', 0]])],
  ['syscall', new Map(['Exec', 'ForkExec', 'StartProcess'].map((name) => [name, 0]))],
  ['golang.org/x/sys/unix', new Map([['Exec', 0]])],
  [
    'golang.org/x/sys/execabs',
    new Map([
      ['Command', 0],
      ['CommandContext', 1],
      ['LookPath', 0],
    ]),
  ],
  [
    'github.com/go-cmd/cmd',
    new Map([
      ['NewCmd', 0],
      ['NewCmdOptions', 1],
    ]),
  ],
  ['github.com/bitfield/script', new Map([['Exec', 0]])],
]);

const NAMES = new WeakMap<CodeFile, readonly string[]>();

/** Texts that could be the path or the name of a program, or a line that starts with one. */
function namesIn(file: CodeFile): readonly string[] {
  let names = NAMES.get(file);
  if (!names) {
    names = file.tokens.flatMap((token) => {
      const value = token.kind === 'string' && token.text.length < 200 ? literalOf(token) : null;
      return value !== null && /^[\w./-]+(?: |$)/.test(value) ? [value] : [];
    });
    NAMES.set(file, names);
  }
  return names;
}
