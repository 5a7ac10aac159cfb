/**
 * The fields of the one line of CSV that `--mount` and `--device` hold; an error says what the library that BuildKit
 * reads them with (tonistiigi/go-csvvalue) says, columns counted in bytes from 1.
 */
export function csvFields(line: string): readonly string[] | { readonly error: string } {
  if (line === '') return { error: 'EOF' };
  const fields: string[] = [];
  for (let at = 0; ; at++) {
    const quoted = line[at] === '"';
    const field = quoted ? quotedField(line, at) : bareField(line, at);
    if (field.error !== null) return { error: problem(line, field.end, field.error) };
    fields.push(field.value);
    at = field.end;
    // A quote that ends the line ends the fields; a comma there opens an empty one more.
    if (at >= line.length) return fields;
  }
}

interface Field {
  readonly value: string;
  /** The index of the comma behind it, or of what is wrong. */
  readonly end: number;
  readonly error: string | null;
}

function bareField(line: string, start: number): Field {
  const comma = line.indexOf(',', start);
  const value = line.slice(start, comma < 0 ? undefined : comma);
  const quote = value.indexOf('"');
  if (quote >= 0) return { value, end: start + quote, error: 'bare " in non-quoted-field' };
  return { value, end: start + value.length, error: null };
}

function quotedField(line: string, start: number): Field {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = line.indexOf('"', from);
    if (quote < 0) return { value, end: from, error: UNCLOSED };
    value += line.slice(from, quote);
    const next = line[quote + 1];
    if (next === undefined || next === ',') return { value, end: quote + 1, error: null };
    if (next !== '"') return { value, end: quote, error: UNCLOSED };
    value += '"';
    from = quote + 2;
  }
}

const UNCLOSED = 'extraneous or missing " in quoted-field';

const problem = (line: string, at: number, error: string): string =>
  `parse error on line 1, column ${new TextEncoder().encode(line.slice(0, at)).length + 1}: ${error}`;
