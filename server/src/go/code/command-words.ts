import type { Expr } from '../syntax/ast.ts';
import type { Code, CodeCall } from './code-file.ts';
import { type CodeValue, concat, limited, textValue, UNKNOWN } from './code-value.ts';
import { calleeNames } from './expression-names.ts';
import { DECODED, GIVEN, ITSELF } from './hole.ts';

/** What is known while the words of a command are followed. */
export interface Following {
  readonly value: (arg: Code | undefined) => readonly CodeValue[];
  /** The element of a list that is asked for; null for all of them. */
  readonly element: number | null;
}

/** What calls of the standard library give a command to start; null for any other. `path` is the package of the call. */
export function commandWords(
  call: CodeCall,
  path: string | null,
  { value, element }: Following,
): readonly CodeValue[] | null {
  const name = call.names.at(-1) ?? '';
  const { args } = call;
  switch (path) {
    case 'os':
      if (name === 'Executable') return textValue(ITSELF);
      if (/^(?:Getenv|LookupEnv|Environ|ExpandEnv)$/.test(name)) return textValue(GIVEN);
      return name === 'ReadFile' ? textValue(DECODED) : null;
    case 'os/exec':
      return name === 'LookPath' ? value(args[0]) : null;
    case 'path':
    case 'path/filepath':
      if (name === 'Join')
        return concat(args.flatMap((arg, i) => (i === 0 ? [value(arg)] : [textValue('/'), value(arg)])));
      return /^(?:Abs|Clean|FromSlash|ToSlash|EvalSymlinks)$/.test(name) ? value(args[0]) : null;
    case 'strings':
      if (/^(?:Fields|Split|SplitN)$/.test(name))
        return value(args[0]).flatMap(({ text, at }) =>
          text.split(/[\s,;]+/).map((piece) => ({ text: piece, at })),
        );
      return /^(?:Trim|To(?:Lower|Upper)$)/.test(name) ? value(args[0]) : null;
    case 'flag':
    case 'github.com/spf13/pflag':
      return /^Args?$/.test(name) ? textValue(GIVEN) : null;
  }
  if (path === null && call.names.length === 1 && name === 'append') {
    // The first of what there is stays the first.
    const before = element === 0 ? value(args[0]) : [];
    return element === 0 && before !== UNKNOWN ? before : limited(args.flatMap(value));
  }
  if (path?.endsWith('/reexec') && name === 'Self') return textValue(ITSELF);
  return asksForArguments(call.x) ? textValue(GIVEN) : null;
}

/** `c.Args().First()`, `cmd.Flags().Args()` */
function asksForArguments(x: Expr): boolean {
  if (x.kind === 'call') return calleeNames(x.fn)?.at(-1) === 'Args' || asksForArguments(x.fn);
  return (x.kind === 'selector' || x.kind === 'index') && asksForArguments(x.x);
}
