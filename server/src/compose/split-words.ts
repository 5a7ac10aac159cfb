/** Splits a command as compose-go does (the shellwords of go-shellwords): blanks, quotes, backslashes; no variables. */
export function splitWords(text: string): string[] {
  const out: string[] = [];
  let word = '';
  let started = false;
  let quote: '"' | "'" | null = null;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '\\' && quote !== "'") {
      const next = text[++i];
      if (next !== undefined) word += quote === '"' && !'"\\$`'.includes(next) ? `\\${next}` : next;
      started = true;
    } else if (quote !== null) {
      if (c === quote) quote = null;
      else word += c;
    } else if (c === '"' || c === "'") {
      quote = c;
      started = true;
    } else if (/\s/.test(c)) {
      if (started) out.push(word);
      word = '';
      started = false;
    } else {
      word += c;
      started = true;
    }
  }
  if (started) out.push(word);
  return out;
}
