import type { PinnedModule } from './go-list.ts';

/** Modules for every run: less than half a gigabyte, with everything that they require. */
export const SMALL_SET: readonly PinnedModule[] = [
  { path: 'github.com/opencontainers/runc', version: 'v1.5.2', tags: ['seccomp'] },
  { path: 'github.com/containernetworking/plugins', version: 'v1.9.1', tags: ['netgo', 'osusergo'] },
  { path: 'github.com/mattn/go-sqlite3', version: 'v1.14.53', tags: ['libsqlite3', 'sqlite_fts5'] },
  // A module below Go 1.17: the go.mod files of all that it requires are followed.
  { path: 'github.com/spf13/cobra', version: 'v1.1.1', tags: ['appengine'] },
  { path: 'go.etcd.io/etcd/server/v3', version: 'v3.7.3', tags: ['netgo'] },
  { path: 'github.com/gopacket/gopacket', version: 'v1.7.7', tags: ['netgo'] },
];

/** Modules with many programs, for `npm run oracle:go`. The versions are the newest that Go 1.26 builds. */
export const FULL_SET: readonly PinnedModule[] = [
  {
    path: 'github.com/moby/moby/v2',
    version: 'v2.0.0-beta.24',
    tags: ['exclude_graphdriver_btrfs', 'no_systemd'],
  },
  { path: 'github.com/moby/buildkit', version: 'v0.34.2', tags: ['dfrunsecurity', 'nydus'] },
  {
    path: 'github.com/grafana/loki/v3',
    version: 'v3.7.8',
    tags: ['netgo', 'slicelabels'],
    nested: { 'pkg/push': 'github.com/grafana/loki/pkg/push@v0.0.0-20250630054201-94c0ba7b0952' },
  },
  { path: 'github.com/prometheus/prometheus', version: 'v0.316.0', tags: ['netgo', 'stringlabels'] },
  { path: 'github.com/containerd/containerd/v2', version: 'v2.4.2', tags: ['no_btrfs', 'no_cri'] },
  { path: 'github.com/caddyserver/caddy/v2', version: 'v2.11.9', tags: ['nobadger', 'nomysql', 'nopgx'] },
  { path: 'github.com/influxdata/telegraf', version: 'v1.37.2', tags: ['custom', 'inputs.cpu'] },
  { path: 'github.com/traefik/traefik/v3', version: 'v3.7.13', tags: ['netgo'] },
  { path: 'github.com/docker/compose/v2', version: 'v2.40.3', tags: ['e2e', 'fsnotify'] },
  { path: 'helm.sh/helm/v3', version: 'v3.22.0', tags: ['netgo'] },
  { path: 'github.com/ethereum/go-ethereum', version: 'v1.17.10', tags: ['urfave_cli_no_docs', 'ckzg'] },
  { path: 'github.com/open-policy-agent/opa', version: 'v1.22.2', tags: ['opa_wasm'] },
  { path: 'github.com/syncthing/syncthing', version: 'v1.30.0', tags: ['noassets', 'noquic'] },
  { path: 'github.com/gohugoio/hugo', version: 'v0.155.0', tags: ['extended', 'withdeploy'] },
  ...SMALL_SET,
];
