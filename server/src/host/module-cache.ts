import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';

/**
 * The Go module cache, as `go env GOMODCACHE` would say it without running go: the variable, else the go command's own
 * settings file, else GOPATH/pkg/mod, else ~/go/pkg/mod.
 */
export function moduleCache(env: NodeJS.ProcessEnv): string {
  const settings = goSettings(env);
  const cache = env['GOMODCACHE'] || settings.get('GOMODCACHE');
  if (cache) return slashes(cache);
  const path = (env['GOPATH'] || settings.get('GOPATH') || `${homedir()}/go`).split(
    process.platform === 'win32' ? ';' : ':',
  )[0];
  return `${slashes(path ?? '')}/pkg/mod`;
}

/** What `go env -w` wrote. */
function goSettings(env: NodeJS.ProcessEnv): Map<string, string> {
  const config =
    env['XDG_CONFIG_HOME'] ||
    (process.platform === 'darwin' ? `${homedir()}/Library/Application Support` : `${homedir()}/.config`);
  const file = env['GOENV'] || `${process.platform === 'win32' ? (env['APPDATA'] ?? config) : config}/go/env`;
  const out = new Map<string, string>();
  if (file === 'off') return out;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Nobody ran `go env -w` here: there are no settings.
    return out;
  }
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0) out.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return out;
}

const slashes = (path: string): string => path.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '');
