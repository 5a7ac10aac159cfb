import { HOLE } from './hole.ts';

/** The port of a listen address; `any` for one that nobody else reaches: port 0, which the system chooses, and loopback. */
export function portOf(text: string, bare: boolean): number | 'any' | null {
  if (/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1):/i.test(text)) return 'any';
  if (/:https?$/.test(text)) return text.endsWith('s') ? 443 : 80;
  const [, digits] = (bare ? /^(?:[^/]*:)?(\d{1,5})$/ : /^[^/]*:(\d{1,5})$/).exec(text) ?? [];
  if (digits === undefined || text.endsWith(HOLE)) return null;
  const port = Number(digits);
  return port === 0 ? 'any' : port < 65536 ? port : null;
}
