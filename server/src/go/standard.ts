import { STANDARD_LIBRARY } from './standard-library.ts';

const MINORS = new Map(
  STANDARD_LIBRARY.flatMap(([minor, paths]) => paths.split(' ').map((path) => [path, minor] as const)),
);

/**
 * Whether an import path is of the standard library. A path whose first element has no dot, and which no module here has,
 * can be nothing else to the go command; it may be newer than the embedded list.
 */
export const isStandard = (path: string): boolean =>
  MINORS.has(path) || !(path.split('/')[0] ?? '').includes('.');

/** The minor version of Go that brought a package; null when it is not in the list. */
export const standardSince = (path: string): number | null => MINORS.get(path) ?? null;

/** Packages of the standard library with cgo files on Linux. Only these matter to how a program is linked. */
export const STANDARD_CGO = new Set(['net', 'os/user', 'plugin', 'runtime/cgo']);

/**
 * The packages of `STANDARD_CGO` that a package of the standard library reaches. The list of those that reach `net` or
 * `os/user` is short enough to be kept by hand; a test compares it with `go list -deps`.
 */
export function standardCgoOf(path: string): readonly string[] {
  if (path === 'plugin') return ['plugin', 'runtime/cgo'];
  if (path === 'runtime/cgo') return ['runtime/cgo'];
  if (path === 'os/user' || path === 'archive/tar') return ['os/user', 'runtime/cgo'];
  if (REACH_NET.has(path)) return ['net', 'runtime/cgo'];
  return [];
}

const REACH_NET = new Set(
  'crypto/tls crypto/x509 expvar log/syslog mime/multipart net net/http net/http/cgi net/http/cookiejar net/http/fcgi net/http/httptest net/http/httptrace net/http/httputil net/http/pprof net/mail net/rpc net/rpc/jsonrpc net/smtp net/textproto'.split(
    ' ',
  ),
);
