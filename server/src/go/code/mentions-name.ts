import type { Expr } from '../syntax/ast.ts';

/** Whether a name of some kind stands anywhere in an expression, the bodies of function literals aside. */
export function mentionsName(x: Expr, is: (name: string) => boolean): boolean {
  const any = (list: readonly Expr[]): boolean => list.some((each) => mentionsName(each, is));
  switch (x.kind) {
    case 'ident':
      return is(x.name);
    case 'selector':
      return is(x.name) || mentionsName(x.x, is);
    case 'call':
      return mentionsName(x.fn, is) || any(x.args);
    case 'composite':
      return x.elements.some(
        ({ key, value }) => (key !== null && mentionsName(key, is)) || mentionsName(value, is),
      );
    case 'index':
      return mentionsName(x.x, is) || any(x.args);
    case 'slice':
      return mentionsName(x.x, is) || any(x.parts);
    case 'binary':
      return mentionsName(x.x, is) || mentionsName(x.y, is);
    case 'star':
    case 'unary':
    case 'assert':
      return mentionsName(x.x, is);
    default:
      return false;
  }
}
