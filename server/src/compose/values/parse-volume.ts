/** A volume in the short form, as compose-go's format.ParseVolume reads it. */
interface ShortVolume {
  readonly type: 'bind' | 'volume';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export type VolumeAnswer =
  | { readonly ok: true; readonly value: ShortVolume }
  | { readonly ok: false; readonly error: string };

/** `/target`, `source:/target`, `source:/target:ro`, with drive letters: `C:\data:/data`. */
export function parseVolume(spec: string): VolumeAnswer {
  if (spec === '') return { ok: false, error: 'invalid empty volume spec' };
  if (spec.length <= 2)
    return { ok: true, value: { type: 'volume', source: '', target: spec, readOnly: false } };
  const parts = splitSpec(spec);
  const wrong = (reason: string): VolumeAnswer => ({ ok: false, error: `invalid spec: ${spec}: ${reason}` });
  if (parts.includes('')) return wrong('empty section between colons');
  if (parts.length > 3) return wrong('too many colons');
  const [first = '', second, options = ''] = parts;
  const source = second === undefined ? '' : first;
  const readOnly = options
    .split(',')
    .reduce((on, option) => (option === 'ro' ? true : option === 'rw' ? false : on), false);
  return {
    ok: true,
    value: { type: isFilePath(source) ? 'bind' : 'volume', source, target: second ?? first, readOnly },
  };
}

/** A colon behind a single letter is a drive's, one inside `${…}` a variable's. */
function splitSpec(spec: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (let i = 0; i < spec.length; i++) {
    const c = spec[i] ?? '';
    if (c === '$' && spec[i + 1] === '{') depth++;
    else if (c === '}' && depth > 0) depth--;
    else if (c === ':' && depth === 0 && !/^\p{L}$/u.test(part)) {
      parts.push(part);
      part = '';
      continue;
    }
    part += c;
  }
  parts.push(part);
  return parts;
}

const isFilePath = (source: string): boolean => /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
