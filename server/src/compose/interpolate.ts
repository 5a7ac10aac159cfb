/** A text with its variables replaced, as compose-go's template package does it. */
export interface Interpolated {
  readonly value: string;
  /** Names without a value, which became empty. */
  readonly unset: readonly string[];
  /** Whether a variable stood in it. */
  readonly interpolated: boolean;
  /** Why Compose would refuse it: `${X:?message}`, an invalid template. Null when it would not. */
  readonly error: string | null;
}

/** Replaces `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`, `${X?e}`, `${X:+r}`, `${X+r}` and `$$`, nested ones too. */
export function interpolate(text: string, lookup: (name: string) => string | undefined): Interpolated {
  if (!text.includes('$')) return { value: text, unset: [], interpolated: false, error: null };
  const unset: string[] = [];
  let error: string | null = null;
  let interpolated = false;
  const expand = (source: string): string => {
    let out = '';
    for (let i = 0; i < source.length; ) {
      const c = source[i] ?? '';
      if (c !== '$') {
        out += c;
        i++;
        continue;
      }
      if (source[i + 1] === '$') {
        out += '$';
        i += 2;
        continue;
      }
      const plain = /^\$([A-Za-z_]\w*)/.exec(source.slice(i));
      if (plain) {
        interpolated = true;
        out += get(plain[1] ?? '');
        i += plain[0].length;
        continue;
      }
      const end = source[i + 1] === '{' ? closing(source, i + 2) : -1;
      const braced = end < 0 ? null : /^([A-Za-z_]\w*)(?:(:?[-?+])(.*))?$/s.exec(source.slice(i + 2, end));
      if (!braced) {
        error ??= `invalid interpolation format for "${text}"; write $$ for a dollar sign`;
        out += c;
        i++;
        continue;
      }
      interpolated = true;
      out += operate(braced[1] ?? '', braced[2] ?? '', braced[3] ?? '');
      i = end + 1;
    }
    return out;
  };
  const get = (name: string): string => {
    const value = lookup(name);
    if (value === undefined && !unset.includes(name)) unset.push(name);
    return value ?? '';
  };
  const operate = (name: string, operator: string, operand: string): string => {
    const value = lookup(name);
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    switch (operator.at(-1)) {
      case '-':
        return isSet ? value : expand(operand);
      case '+':
        return isSet ? expand(operand) : '';
      case '?':
        if (!isSet) {
          error ??= `required variable ${name} is missing a value: ${expand(operand)}`;
          if (!unset.includes(name)) unset.push(name);
        }
        return value ?? '';
      default:
        return get(name);
    }
  };
  return { value: expand(text), unset, interpolated, error };
}

/** The index of the brace that closes an expression whose text starts at `from`; -1 when none does. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text.startsWith('${', i)) {
      depth++;
      i++;
    } else if (text[i] === '}' && --depth === 0) return i;
  }
  return -1;
}
