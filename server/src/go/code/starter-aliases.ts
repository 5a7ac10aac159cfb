import type { Expr } from '../syntax/ast.ts';
import type { Code, CodeCall, CodeFile } from './code-file.ts';
import { programStarter } from './program-starter.ts';

export interface StarterAliases {
  /** How many arguments of a call stand before the program's name; null where it calls no such name. */
  called(call: CodeCall): number | null;
  /** Whether a function is given a name where it stands. */
  names(x: Expr): boolean;
}

/** The variables and fields that are `exec.Command`: `var run = exec.Command`, `runner{exec: exec.Command}`. */
export function starterAliases(files: readonly CodeFile[]): StarterAliases {
  const aliases = new Map<string, number>();
  const named = new Set<Expr>();
  const take = (key: string, { file, x }: Code): void => {
    const from = x.kind === 'selector' && x.x.kind === 'ident' ? file.parts.imports.get(x.x.name) : undefined;
    const skip = x.kind === 'selector' && from !== undefined ? programStarter(from, x.name) : null;
    if (skip === null) return;
    aliases.set(key, skip);
    named.add(x);
  };
  for (const { dir, parts } of files) {
    for (const [name, values] of parts.globals) for (const value of values) take(`${dir}.${name}`, value);
    for (const { target, value } of parts.assignments)
      take(target.length > 1 ? `.${target.at(-1)}` : `${dir}.${target[0]}`, value);
    for (const { fields } of parts.composites) for (const [name, value] of fields) take(`.${name}`, value);
  }
  return {
    called: ({ names, file }) =>
      aliases.get(names.length > 1 ? `.${names.at(-1)}` : `${file.dir}.${names[0]}`) ?? null,
    names: (x) => named.has(x),
  };
}
