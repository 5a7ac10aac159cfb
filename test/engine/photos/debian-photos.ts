import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../../../examples/photos', import.meta.url));
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The programs of examples/photos with an image that stands on Debian, whose packages can be had wherever the engine can. */
export function debianPhotos(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const folder of ['backend', 'imports'])
    for (const entry of readdirSync(join(example, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files[path.slice(example.length + 1)] = readFileSync(path, 'utf8');
    }
  return {
    ...files,
    'backend/Dockerfile': read('Dockerfile'),
    'docker-compose.yml': read('docker-compose.yml'),
  };
}
