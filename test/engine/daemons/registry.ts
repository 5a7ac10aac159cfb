import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Daemon } from './daemon.ts';
import { freePort } from './free-port.ts';

export interface Registry {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  readonly daemon: Daemon;
}

/** Starts a registry over the images in a folder. Unless it is to be filled nothing in it can be changed. */
export async function startRegistry(options: {
  readonly folder: string;
  readonly program: string;
  readonly images: string;
  readonly writable: boolean;
}): Promise<Registry> {
  const address = `127.0.0.1:${await freePort()}`;
  const config = join(options.folder, 'registry.json');
  // YAML holds JSON.
  writeFileSync(
    config,
    JSON.stringify({
      version: 0.1,
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: {
        filesystem: { rootdirectory: options.images },
        maintenance: { readonly: { enabled: !options.writable } },
      },
      http: { addr: address },
    }),
  );
  const env = { OTEL_TRACES_EXPORTER: 'none' };
  const daemon = new Daemon(options.folder, [options.program, 'serve', config], env);
  await daemon.answers(() =>
    fetch(`http://${address}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return { address, daemon };
}
