import type { GoSyntax } from '../../server/src/go/syntax/ast.ts';
import { parseGo } from '../../server/src/go/syntax/parse-go.ts';

/** The syntax of a Go file of which every body was read, so that `broken` speaks of all of it. */
export function wholeSyntax(text: string): GoSyntax {
  const syntax = parseGo(text);
  for (const decl of syntax.decls) if (decl.kind === 'func') void decl.body;
  return syntax;
}
