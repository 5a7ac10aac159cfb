import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * How this machine reaches Debian's packages and Go's modules. It goes into the images that are made here, so that a
 * Dockerfile which says nothing of it builds behind a mirror too.
 */
export interface Machine {
  readonly debian: string;
  /** Lines for apt.conf: proxies, and what is not to be verified. */
  readonly aptConfig: string;
  /** Lines for the `go.env` of a GOROOT. */
  readonly goEnv: string;
  /** Every certificate that the machine trusts, as PEM; empty when it has none. */
  readonly certificates: string;
}

export function machine(): Machine {
  return { debian: debianMirror(), aptConfig: aptConfig(), goEnv: goEnv(), certificates: certificates() };
}

/** The mirror of the machine's own packages, else everybody's. */
function debianMirror(): string {
  const targets = said('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  return targets.split('\n').find((uri) => /\/debian\/?$/.test(uri)) ?? 'http://deb.debian.org/debian';
}

const aptConfig = (): string =>
  said('apt-config', ['dump'])
    .split('\n')
    .filter((line) => /^Acquire::(?:https?::(?:Proxy|Verify)|Check-)/.test(line))
    .join('\n');

/** Only what is set otherwise than by default, and what is needed to reach modules. */
function goEnv(): string {
  const names = ['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GONOPROXY', 'GOPRIVATE', 'GOINSECURE', 'GOFLAGS'];
  const values = JSON.parse(said('go', ['env', '-json', ...names]) || '{}') as Record<string, string>;
  return names.flatMap((name) => (values[name] ? [`${name}=${values[name]}`] : [])).join('\n');
}

function certificates(): string {
  const files = [process.env['SSL_CERT_FILE'], '/etc/ssl/certs/ca-certificates.crt'];
  const file = files.find((each) => each !== undefined && existsSync(each));
  return file ? readFileSync(file, 'utf8') : '';
}

/** What a command prints; nothing when it is not there, since a machine without it has nothing to be asked. */
const said = (command: string, args: readonly string[]): string =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
