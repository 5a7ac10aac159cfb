/** The words of a command, or null for what Compose rejects as an "invalid command line string". */
export function splitWords(text: string): string[] | null {
  const out: string[] = [];
  let word = '';
  let started = false;
  let escaped = false;
  let single = false;
  let double = false;
  let backtick = false;
  let dollar = false;
  // As go-shellwords does it, in compose-go's use: variables and substitutions stay as they are.
  for (const c of text) {
    if (escaped) {
      word += c;
      escaped = false;
      started = true;
      continue;
    }
    if (c === '\\') {
      if (single) word += c;
      else escaped = true;
      continue;
    }
    if (c === ' ' || c === '\t' || c === '\r' || c === '\n') {
      if (single || double || backtick || dollar) word += c;
      else if (started) {
        out.push(word);
        word = '';
        started = false;
      }
      continue;
    }
    if (c === '`') {
      if (!single && !double && !dollar) backtick = !backtick;
    } else if (c === ')') {
      if (!single && !double && !backtick) dollar = !dollar;
    } else if (c === '(') {
      if (!single && !double && !backtick) {
        if (dollar || !word.endsWith('$')) return null;
        dollar = true;
        word += '(';
        continue;
      }
    } else if (c === '"') {
      if (!single && !dollar) {
        if (double) started = true;
        double = !double;
        continue;
      }
    } else if (c === "'") {
      if (!double && !dollar) {
        if (single) started = true;
        single = !single;
        continue;
      }
    } else if (';&|<>'.includes(c) && !(single || double || backtick || dollar)) {
      // What stands behind an operator is dropped; the number before a redirection is its own.
      if (c === '>' && /^\d/.test(word)) started = false;
      break;
    }
    started = true;
    word += c;
  }
  if (started) out.push(word);
  return escaped || single || double || backtick || dollar ? null : out;
}
