/** What a value of a Compose file may be. Several shapes are tried in their order; the first that fits is taken. */
export type Shape =
  | { readonly kind: 'text'; readonly oneOf?: readonly string[]; readonly pattern?: RegExp }
  /** A scalar of one of some types, as the schema of Compose lists them. */
  | {
      readonly kind: 'scalar';
      readonly types: readonly ScalarKind[];
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: 'list'; readonly items: Shape; readonly unique?: boolean }
  | {
      readonly kind: 'map';
      readonly keys?: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
      /** Names that are free, with the shape of what stands under them. */
      readonly names?: RegExp;
      readonly values?: Shape;
      /** Whether keys that nothing names are let through: `x-` ones, or all. */
      readonly open?: 'extensions' | 'all';
      /** Unknown keys are named as Compose does for services, which are put together from several schemas. */
      readonly isService?: boolean;
      readonly orNull?: boolean;
    }
  | { readonly kind: 'any' }
  | { readonly kind: 'choice'; readonly of: readonly Shape[] };

export type ScalarKind = 'string' | 'number' | 'integer' | 'boolean' | 'null';

const any: Shape = { kind: 'any' };
const text: Shape = { kind: 'text' };
const scalar = (...types: ScalarKind[]): Shape => ({ kind: 'scalar', types });
const flag = scalar('boolean', 'string');
const integer = scalar('integer', 'string');
const number = scalar('number', 'string');
const choice = (...of: Shape[]): Shape => ({ kind: 'choice', of });
const list = (items: Shape): Shape => ({ kind: 'list', items });
const set = (items: Shape): Shape => ({ kind: 'list', items, unique: true });
const texts = set(text);
const textOrList = choice(text, texts);
const enumeration = (...oneOf: string[]): Shape => ({ kind: 'text', oneOf });
const closed = (keys: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape => ({
  kind: 'map',
  keys,
  required,
});
const fields = (keys: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape => ({
  kind: 'map',
  keys,
  required,
  open: 'extensions',
});
const orNull = (shape: Shape): Shape => (shape.kind === 'map' ? { ...shape, orNull: true } : shape);
const named = (values: Shape): Shape => ({ kind: 'map', names: /^[a-zA-Z0-9._-]+$/, values });
const free = (values: Shape): Shape => ({ kind: 'map', names: /.+/, values });
const openNamed = (names: RegExp, values: Shape): Shape => ({ kind: 'map', names, values, open: 'all' });
const assignments = choice(free(scalar('string', 'number', 'boolean', 'null')), texts);
const extraHosts = choice(free(choice(text, list(text))), texts);
const command = choice(scalar('null'), text, list(text));
const options = openNamed(/.+/, scalar('string', 'number'));
const external: Shape = choice(flag, fields({ name: text }));
const openExternal: Shape = choice(flag, { kind: 'map', keys: { name: text }, open: 'all' });
const ulimits = openNamed(
  /^[a-z]+$/,
  choice(integer, fields({ hard: integer, soft: integer }, ['soft', 'hard'])),
);
const mounts = list(choice(text, fields({ source: text, target: text, uid: text, gid: text, mode: number })));
const request = {
  capabilities: texts,
  count: scalar('string', 'integer'),
  device_ids: texts,
  driver: text,
  options: assignments,
};
const hook = { command, user: text, privileged: flag, working_dir: text, environment: assignments };
const limits = list(closed({ path: text, rate: integer }));

const volume = fields(
  {
    type: enumeration('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
    source: text,
    target: text,
    read_only: flag,
    consistency: text,
    bind: fields({
      propagation: text,
      create_host_path: flag,
      recursive: enumeration('enabled', 'disabled', 'writable', 'readonly'),
      selinux: enumeration('z', 'Z'),
    }),
    volume: fields({ labels: assignments, nocopy: flag, subpath: text }),
    tmpfs: fields({ size: choice({ kind: 'scalar', types: ['integer'], min: 0 }, text), mode: number }),
    image: fields({ subpath: text }),
  },
  ['type'],
);

/** What any container may have: services, and what runs before them. */
const container: Readonly<Record<string, Shape>> = {
  annotations: assignments,
  blkio_config: closed({
    device_read_bps: limits,
    device_read_iops: limits,
    device_write_bps: limits,
    device_write_iops: limits,
    weight: integer,
    weight_device: list(closed({ path: text, weight: integer })),
  }),
  cap_add: texts,
  cap_drop: texts,
  cgroup: enumeration('host', 'private'),
  cgroup_parent: text,
  command,
  configs: mounts,
  cpu_count: choice(text, { kind: 'scalar', types: ['integer'], min: 0 }),
  cpu_percent: choice(text, { kind: 'scalar', types: ['integer'], min: 0, max: 100 }),
  cpu_shares: number,
  cpu_quota: number,
  cpu_period: number,
  cpu_rt_period: number,
  cpu_rt_runtime: number,
  cpus: number,
  cpuset: text,
  credential_spec: fields({ config: text, file: text, registry: text }),
  device_cgroup_rules: texts,
  devices: list(choice(text, fields({ source: text, target: text, permissions: text }, ['source']))),
  dns: textOrList,
  dns_opt: texts,
  dns_search: textOrList,
  domainname: text,
  entrypoint: command,
  env_file: choice(text, list(choice(text, closed({ path: text, format: text, required: flag }, ['path'])))),
  label_file: choice(text, list(text)),
  environment: assignments,
  extra_hosts: extraHosts,
  gpus: choice(enumeration('all'), list({ kind: 'map', keys: request, open: 'all' })),
  group_add: set(scalar('string', 'number')),
  hostname: text,
  image: text,
  init: flag,
  ipc: text,
  isolation: text,
  labels: assignments,
  logging: fields({ driver: text, options: openNamed(/.+/, scalar('string', 'number', 'null')) }),
  mac_address: text,
  mem_limit: number,
  mem_reservation: integer,
  mem_swappiness: integer,
  memswap_limit: number,
  network_mode: text,
  models: choice(
    texts,
    openNamed(/^[a-zA-Z0-9._-]+$/, orNull(fields({ endpoint_var: text, model_var: text }))),
  ),
  networks: choice(
    texts,
    named(
      choice(
        fields({
          aliases: texts,
          interface_name: text,
          ipv4_address: text,
          ipv6_address: text,
          link_local_ips: texts,
          mac_address: text,
          driver_opts: options,
          priority: scalar('number'),
          gw_priority: scalar('number'),
          use_service_name_alias: flag,
        }),
        scalar('null'),
      ),
    ),
  ),
  oom_kill_disable: flag,
  oom_score_adj: choice(text, { kind: 'scalar', types: ['integer'], min: -1000, max: 1000 }),
  pid: scalar('string', 'null'),
  pids_limit: number,
  platform: text,
  privileged: flag,
  pull_policy: {
    kind: 'text',
    pattern: /^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$/,
  },
  pull_refresh_after: text,
  read_only: flag,
  runtime: text,
  security_opt: texts,
  shm_size: number,
  secrets: mounts,
  sysctls: assignments,
  stop_grace_period: text,
  stop_signal: text,
  storage_opt: openNamed(/.+/, any),
  tmpfs: textOrList,
  ulimits,
  umask: { kind: 'scalar', types: ['integer', 'string', 'null'], min: 0, max: 4_294_967_295 },
  use_api_socket: scalar('boolean'),
  user: text,
  uts: text,
  userns_mode: text,
  volumes: set(choice(text, volume)),
  volumes_from: texts,
  working_dir: text,
};

const build = choice(
  text,
  fields({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: list(text),
    args: assignments,
    ssh: assignments,
    labels: assignments,
    cache_from: list(text),
    cache_to: list(text),
    no_cache: flag,
    no_cache_filter: textOrList,
    additional_contexts: assignments,
    network: text,
    provenance: scalar('string', 'boolean'),
    sbom: scalar('string', 'boolean'),
    pull: flag,
    target: text,
    shm_size: integer,
    extra_hosts: extraHosts,
    isolation: text,
    privileged: flag,
    secrets: mounts,
    tags: list(text),
    ulimits,
    platforms: list(text),
  }),
);

const dependency = fields(
  {
    restart: flag,
    required: scalar('boolean'),
    condition: enumeration('service_started', 'service_healthy', 'service_completed_successfully'),
  },
  ['condition'],
);

/** What containers that start by themselves have besides. */
const workload: Readonly<Record<string, Shape>> = {
  build,
  depends_on: choice(texts, named(dependency)),
  healthcheck: fields({
    disable: flag,
    interval: text,
    retries: number,
    test: choice(text, list(text)),
    timeout: text,
    start_period: text,
    start_interval: text,
  }),
  ports: set(
    choice(
      scalar('number'),
      text,
      fields({
        name: text,
        mode: text,
        host_ip: text,
        target: integer,
        published: scalar('string', 'integer'),
        protocol: text,
        app_protocol: text,
      }),
    ),
  ),
  expose: set(scalar('string', 'number')),
  stdin_open: flag,
  tty: flag,
};

const rollout = fields({
  parallelism: integer,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: number,
  order: enumeration('start-first', 'stop-first'),
});

const deploy = orNull(
  fields({
    mode: text,
    endpoint_mode: text,
    replicas: integer,
    labels: assignments,
    rollback_config: rollout,
    update_config: rollout,
    resources: fields({
      limits: fields({ cpus: number, memory: text, pids: integer }),
      reservations: fields({
        cpus: number,
        memory: text,
        generic_resources: list(fields({ discrete_resource_spec: fields({ kind: text, value: number }) })),
        devices: list(fields(request, ['capabilities'])),
      }),
    }),
    restart_policy: fields({ condition: text, delay: text, max_attempts: integer, window: text }),
    placement: fields({
      constraints: list(text),
      preferences: list(fields({ spread: text })),
      max_replicas_per_node: integer,
    }),
  }),
);

const develop = orNull(
  fields({
    watch: list(
      fields(
        {
          ignore: textOrList,
          include: textOrList,
          path: text,
          action: enumeration('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
          target: text,
          exec: fields(hook, ['command']),
          initial_sync: scalar('boolean'),
        },
        ['path', 'action'],
      ),
    ),
  }),
);

const service: Shape = {
  kind: 'map',
  open: 'extensions',
  isService: true,
  keys: {
    ...container,
    ...workload,
    deploy,
    develop,
    profiles: texts,
    restart: text,
    scale: integer,
    attach: flag,
    container_name: { kind: 'text', pattern: /[a-zA-Z0-9][a-zA-Z0-9_.-]+/ },
    provider: fields({ type: text, options: openNamed(/.+/, any) }, ['type']),
    extends: choice(text, closed({ service: text, file: text }, ['service'])),
    links: texts,
    external_links: texts,
    pre_start: list({
      kind: 'map',
      open: 'extensions',
      isService: true,
      keys: { ...container, per_replica: flag },
    }),
    post_start: list(fields(hook, ['command'])),
    pre_stop: list(fields(hook, ['command'])),
  },
};

const job: Shape = {
  kind: 'map',
  open: 'extensions',
  isService: true,
  required: ['triggers'],
  keys: {
    ...container,
    ...workload,
    profiles: texts,
    triggers: fields({
      manual: flag,
      schedule: list(
        choice(
          text,
          fields(
            {
              cron: text,
              timezone: text,
              concurrency: enumeration('forbid', 'queue'),
              missed_fires: enumeration('one', 'skip'),
            },
            ['cron'],
          ),
        ),
      ),
    }),
  },
};

const network = orNull(
  fields({
    name: text,
    driver: text,
    driver_opts: options,
    ipam: fields({
      driver: text,
      config: list(fields({ subnet: text, ip_range: text, gateway: text, aux_addresses: free(text) })),
      options: free(text),
    }),
    external,
    internal: flag,
    enable_ipv4: flag,
    enable_ipv6: flag,
    attachable: flag,
    labels: assignments,
  }),
);

/** A whole Compose file, as the schema of the Compose specification has it. Written by hand: the engine needs it small. */
export const composeShape: Shape = fields({
  version: text,
  name: text,
  include: list(choice(text, closed({ path: textOrList, env_file: textOrList, project_directory: text }))),
  services: named(service),
  jobs: named(job),
  models: named(
    fields({ name: text, model: text, context_size: scalar('integer'), runtime_flags: list(text) }, [
      'model',
    ]),
  ),
  networks: named(network),
  volumes: named(
    orNull(fields({ name: text, driver: text, driver_opts: options, external, labels: assignments })),
  ),
  secrets: named(
    fields({
      name: text,
      environment: text,
      file: text,
      external: openExternal,
      labels: assignments,
      driver: text,
      driver_opts: options,
      template_driver: text,
    }),
  ),
  configs: named(
    fields({
      name: text,
      content: text,
      environment: text,
      file: text,
      external: openExternal,
      labels: assignments,
      template_driver: text,
    }),
  ),
});
