import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

export interface OracleNode {
  readonly keyword: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly original: string;
  readonly flags: readonly string[] | null;
  readonly args: readonly string[] | null;
  readonly json: boolean;
  readonly heredocs:
    | readonly { name: string; fd: number; expand: boolean; chomp: boolean; content: string }[]
    | null;
  readonly trigger: OracleNode | null;
}

export interface OracleFile {
  readonly error: string;
  /** The line, from 1, of the instruction that `error` or `instructionsError` is about; 0 when it names none. */
  readonly errorLine: number;
  readonly escape: string;
  readonly nodes: readonly OracleNode[] | null;
  readonly instructionsError: string;
  readonly stages: readonly { name: string; base: string; platform: string; commands: number }[] | null;
  readonly metaArgs: number;
}

interface OracleWord {
  readonly value: string;
  readonly unset: readonly string[] | null;
  readonly error: string;
  readonly words: readonly string[] | null;
  readonly wordsError: string;
}

export interface WordRequest {
  readonly word: string;
  readonly escape: '\\' | '`';
  readonly env: Readonly<Record<string, string>>;
}

export interface Oracle {
  files(texts: readonly string[]): OracleFile[];
  words(requests: readonly WordRequest[]): OracleWord[];
}

/** Builds the Go program in test/oracle/buildkit; skips the test and gives null when there is no Go to do it with. */
export function buildOracle(t: TestContext): Oracle | null {
  if (spawnSync('go', ['version']).status !== 0) {
    t.skip('needs go: install Go 1.26.8, or any from 1.21 that may fetch it (https://go.dev/dl)');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'buildkit-oracle-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'oracle');
  const cwd = fileURLToPath(new URL('buildkit', import.meta.url));
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`go build failed in test/oracle/buildkit:\n${built.stderr}`);
  const ask = <T>(requests: readonly object[]): T[] => {
    const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
    const run = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
    if (run.status !== 0) throw new Error(`the BuildKit oracle failed: ${run.stderr}`);
    const lines = run.stdout.split('\n').filter((line) => line !== '');
    if (lines.length !== requests.length)
      throw new Error(`${lines.length} answers to ${requests.length} questions`);
    return lines.map((line) => JSON.parse(line) as T);
  };
  return {
    files: (texts) => ask<OracleFile>(texts.map((dockerfile) => ({ dockerfile }))),
    words: (requests) => ask<OracleWord>(requests),
  };
}
