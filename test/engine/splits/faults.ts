/** A fault that a split could have, put by hand into the files of one. */
export interface Fault {
  readonly name: string;
  /** The workspace of `monoliths/` that is split. */
  readonly fixture: string;
  readonly file: string;
  readonly text: string;
  readonly becomes: string;
  /** A part of what the comparison says then. */
  readonly seen: RegExp;
}

/** Each is the kind of slip that a slicer of Dockerfiles can make, and most of them build. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'a dropped COPY',
    fixture: 'chain',
    file: 'Dockerfile.worker',
    text: 'COPY --from=build /out/worker ./\n',
    becomes: '',
    seen: /^worker state: "running" becomes "created with 127 /,
  },
  {
    name: 'a lost mkdir',
    fixture: 'chain',
    file: 'Dockerfile.worker',
    text: 'RUN mkdir -p /data/out && chown -R 1000:1000 /data/out\n',
    becomes: '',
    seen: /^worker said more: \["writes \/data\/out: true"\] becomes \["writes \/data\/out: false"\]$/,
  },
  {
    name: 'a lost user',
    fixture: 'chain',
    file: 'Dockerfile.worker',
    text: 'USER 1000:1000\n',
    becomes: '',
    seen: /^worker said uid: 1000 becomes 0$/,
  },
  {
    name: 'a wrong CMD',
    fixture: 'chain',
    file: 'Dockerfile.api',
    text: 'CMD ["./api"]',
    becomes: 'CMD ["./api", "--deep"]',
    seen: /^api said args: \["\.\/api"\] becomes \["\.\/api","--deep"\]$/,
  },
  {
    name: 'another service pointed at a Dockerfile',
    fixture: 'chain',
    file: 'compose.yaml',
    text: 'dockerfile: Dockerfile.worker',
    becomes: 'dockerfile: Dockerfile.api',
    // Its arguments are the service's own, and name a program that this image does not hold.
    seen: /^worker state: "running" becomes "created with 127 /,
  },
  {
    name: 'cgo off where it is needed',
    fixture: 'cgo',
    file: 'Dockerfile.packer',
    text: 'CGO_ENABLED=1',
    becomes: 'CGO_ENABLED=0',
    seen: /^packer state: "running" becomes "exited with 2"$/,
  },
  {
    name: 'other flags of the compiler',
    fixture: 'cgo',
    file: 'Dockerfile.packer',
    text: 'go build -trimpath',
    becomes: 'go build -trimpath -ldflags=-s',
    seen: /^packer said bytes: /,
  },
  {
    name: 'a lost variable',
    fixture: 'env',
    file: 'Dockerfile.worker',
    text: 'ENV TZ=Europe/Berlin LOG=json',
    becomes: 'ENV LOG=json',
    seen: /^worker said env: /,
  },
  {
    name: 'a lost file of the context',
    fixture: 'env',
    file: 'Dockerfile.worker',
    text: 'COPY worker.conf /etc/worker.conf\n',
    becomes: '',
    seen: /^worker said more: \["reads \/etc\/worker\.conf: \\"speed = slow/,
  },
  {
    name: 'a lost signal',
    fixture: 'env',
    file: 'Dockerfile.worker',
    text: 'STOPSIGNAL SIGINT\n',
    becomes: '',
    seen: /^worker stopSignal: "SIGINT" becomes null$/,
  },
  {
    name: 'a lost program of the health check',
    fixture: 'health',
    file: 'Dockerfile.worker',
    text: 'RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n',
    becomes: '',
    seen: /^worker health: "healthy" becomes "unhealthy"$/,
  },
  {
    name: 'a lost entrypoint',
    fixture: 'entry-script',
    file: 'Dockerfile.worker',
    text: 'ENTRYPOINT ["docker-entrypoint.sh"]\n',
    becomes: '',
    seen: /^worker said env: .*"STARTED_BY=entry"/,
  },
];
