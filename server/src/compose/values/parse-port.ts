/** One port of a service, as compose-go makes it of the short form. */
interface ShortPort {
  readonly hostIp: string;
  readonly target: number;
  /** A port, a range of them, or empty. */
  readonly published: string;
  readonly protocol: string;
}

export type PortAnswer =
  | { readonly ok: true; readonly ports: readonly ShortPort[] }
  | { readonly ok: false; readonly error: string };

/**
 * `80`, `8080:80/udp`, `127.0.0.1:8080-8081:80-81`, `[::1]:80:80`: as go-connections' nat.ParsePortSpec reads it. A range of
 * more than `most` ports is refused.
 */
export function parsePort(spec: string, most: number): PortAnswer {
  const wrong = (error: string): PortAnswer => ({ ok: false, error });
  const parts = spec.split(':');
  const last = parts.at(-1) ?? '';
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
  const rawIp = parts.slice(0, -2).join(':');
  const [port = '', protocol] = last.split('/');
  if (port === '') return ipError(rawIp) ?? wrong(`No port specified: ${spec}<empty>`);
  const address = ipError(rawIp);
  if (address) return address;
  const target = parseRange(port);
  if (!target) return wrong(`Invalid containerPort: ${port}`);
  const published = host === '' ? null : parseRange(host);
  if (host !== '' && !published) return wrong(`Invalid hostPort: ${host}`);
  const size = target.end - target.start;
  if (published && size !== published.end - published.start && size > 0)
    return wrong(`Invalid ranges specified for container and host Ports: ${port} and ${host}`);
  if (size >= most) return wrong(`too many ports: ${spec}`);
  const proto = (protocol === undefined || protocol === '' ? 'tcp' : protocol).toLowerCase();
  if (!['tcp', 'udp', 'sctp'].includes(proto)) return wrong(`Invalid proto: ${protocol ?? ''}`);
  const hostIp = rawIp.replace(/^\[(.*)\]$/, '$1');
  const ports = Array.from({ length: size + 1 }, (_, i): ShortPort => {
    const from = published ? published.start + i : null;
    const isPool = size === 0 && published !== null && published.start !== published.end;
    return {
      hostIp,
      target: target.start + i,
      published: from === null ? '' : isPool ? `${from}-${published.end}` : String(from),
      protocol: proto,
    };
  });
  // compose-go sorts them as texts.
  return { ok: true, ports: ports.sort((a, b) => (`${a.target}/` < `${b.target}/` ? -1 : 1)) };
}

function parseRange(text: string): { start: number; end: number } | null {
  const [first = '', second] = text.split('-');
  const start = parseNumber(first);
  const end = second === undefined ? start : parseNumber(second);
  return start === null || end === null || end < start ? null : { start, end };
}

function parseNumber(text: string): number | null {
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function ipError(raw: string): PortAnswer | null {
  const ip = raw.replace(/^\[(.*)\]$/, '$1');
  // Go splits the address off a port; an IPv6 address without brackets has too many colons for that.
  if (raw.includes(':') && ip === raw)
    return { ok: false, error: `Invalid ip address ${raw}: address ${raw}:: too many colons in address` };
  return ip === '' || isIp(ip) ? null : { ok: false, error: `Invalid ip address: ${ip}` };
}

/** Whether Go's net.ParseIP takes a text for an address. */
export const isIp = (text: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text) || isIpv6(text);

function isIpv6(text: string): boolean {
  if (!text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const dotted = /^\d+\.\d+\.\d+\.\d+$/.test(groups.at(-1) ?? '') && isIp(groups.at(-1) ?? '');
  const plain = dotted ? groups.slice(0, -1) : groups;
  const count = plain.length + (dotted ? 2 : 0);
  return (
    plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
  );
}
