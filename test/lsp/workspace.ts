import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { LspClient } from './lsp-client.ts';

/** A copy of an example, in a folder that is its own repository as far as the border goes; gone after the test. */
export class Workspace {
  readonly root: string;

  constructor(t: TestContext, example?: 'photos' | 'photos-leak') {
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'dockerfile-split-lsp-')));
    this.root = join(dir, 'work');
    if (example) cpSync(join(import.meta.dirname, '../../examples', example), this.root, { recursive: true });
    else cpSync(join(import.meta.dirname, '../../examples/photos/imports'), this.root, { recursive: true });
    t.after(() => rmSync(dir, { recursive: true, force: true }));
  }

  async client(t: TestContext, options?: Parameters<typeof LspClient.start>[1]): Promise<LspClient> {
    const client = await LspClient.start(this.root, options);
    t.after(() => client.kill());
    return client;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string | Uint8Array): void {
    writeFileSync(join(this.root, path), text);
  }

  makeFolder(path: string): void {
    mkdirSync(join(this.root, path), { recursive: true });
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }
}
