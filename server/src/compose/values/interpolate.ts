/** A text with its variables replaced, as compose-go's template package does it. */
export interface Interpolated {
  readonly value: string;
  /** Names without a value, which became empty. */
  readonly unset: readonly string[];
  /** Whether a variable stood in it. */
  readonly interpolated: boolean;
  /** Why Compose would refuse it. Null when it would not. */
  readonly error: InterpolationError | null;
}

/** A variable that must have a value, or a `$` that starts no variable; `template` is the text that holds it. */
type InterpolationError =
  | { readonly kind: 'required'; readonly name: string; readonly reason: string }
  | { readonly kind: 'invalid'; readonly template: string };

type Lookup = (name: string) => string | undefined;

/** Replaces `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`, `${X?e}`, `${X:+r}`, `${X+r}` and `$$`, nested ones too. */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { value: text, unset: [], interpolated: false, error: null };
  const template = new Template(lookup);
  if ((text.split('$').length - 1) * text.length > MAX_WORK)
    return {
      value: text,
      unset: [],
      interpolated: true,
      error: { kind: 'invalid', template: `${text.slice(0, 40)}…` },
    };
  const value = template.substitute(text, 0);
  return {
    value,
    unset: [...template.unset],
    interpolated: template.interpolated,
    error: template.error,
  };
}

/** compose-go's pattern. It is greedy: a match runs to the last brace of the line, and is cut at the one that closes it. */
const PATTERN = /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{(?:([_a-z][_a-z0-9]*(?::?[-+?][^\n]*)?)\}|()))/gi;

/** Deeper nesting than any file has; a text made of braces ends here. */
const MAX_DEPTH = 100;

/** Steps that the greedy pattern may need at worst. No text that a person wrote comes near. */
const MAX_WORK = 200_000_000;

class Template {
  readonly unset = new Set<string>();
  interpolated = false;
  error: InterpolationError | null = null;
  readonly #lookup: Lookup;

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  substitute(text: string, depth: number): string {
    if (depth > MAX_DEPTH) {
      this.error ??= { kind: 'invalid', template: text };
      return text;
    }
    return text.replace(PATTERN, (whole: string, escaped, named, braced) => {
      if (escaped) return '$';
      this.interpolated = true;
      if (named) return this.#get(named as string);
      if (!braced) {
        this.error ??= { kind: 'invalid', template: text };
        return '';
      }
      const end = closingBrace(whole);
      if (end < 0) return this.#operate(braced as string, '', depth);
      const rest = whole.slice(end + 1);
      return this.#operate(whole.slice(2, end), rest, depth);
    });
  }

  /** `expression` stands between the braces, `rest` behind them. */
  #operate(expression: string, rest: string, depth: number): string {
    const [, name = '', operator = '', operand = ''] =
      /^([_a-z][_a-z0-9]*)(?:(:?[-+?])(.*))?$/is.exec(expression) ?? [];
    if (operator === '') return this.#get(name) + this.substitute(rest, depth + 1);
    const value = this.#lookup(name);
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    const result = (): string => {
      switch (operator.at(-1)) {
        case '-':
          return isSet ? value : this.substitute(operand, depth + 1);
        case '+':
          return isSet ? this.substitute(operand, depth + 1) : (value ?? '');
        default:
          if (!isSet) {
            const reason = this.substitute(operand, depth + 1);
            this.error ??= { kind: 'required', name, reason };
            this.unset.add(name);
          }
          return value ?? '';
      }
    };
    return result() + this.substitute(rest, depth + 1);
  }

  #get(name: string): string {
    const value = this.#lookup(name);
    if (value === undefined) this.unset.add(name);
    return value ?? '';
  }
}

/** The index of the brace that closes the first one of a text; -1 when none does. */
function closingBrace(text: string): number {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '}' && --open === 0) return i;
    // As compose-go counts: the character after an opening brace is skipped.
    if (text[i] === '{') {
      open++;
      i++;
    }
  }
  return -1;
}
