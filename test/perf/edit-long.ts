// A person who edits for a long time, each time with a value that was never there: prints the memory in use after the first
// edits and after the last, in bytes, as JSON. Needs --expose-gc; for scripts/bench-memory.ts and a test.
//
//   edit-long.ts KIND FIRST LAST
import { Snapshot } from '../../server/src/memory/snapshot.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { TreeFiles } from '../support/tree-files.ts';
import { FILES, KINDS } from './edit-kinds.ts';

const SETTINGS = { path: '/m', root: '/m', moduleCache: null, env: [] };

async function heap(collect: NonNullable<typeof gc>): Promise<number> {
  // What was found by weak references goes in the second round.
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((done) => setImmediate(done));
  }
  return process.memoryUsage().heapUsed;
}

async function main([kind = '', first = '', last = '']: readonly string[]): Promise<void> {
  const edit = KINDS[kind];
  const { gc } = globalThis;
  if (!edit || !gc) throw new Error(`a kind (${Object.keys(KINDS).join(', ')}) and --expose-gc are needed`);
  const disk = new TreeFiles(FILES);
  let snapshot = new Snapshot(disk);
  const measured: number[] = [];
  for (let i = 1; i <= Number(last); i++) {
    const changes = edit(i);
    // Half of it is typed, half comes from the disk, as do files that come and go.
    const isTyped = i % 2 === 1 && changes.every(([, text]) => text !== null);
    for (const [path, text] of changes) {
      if (text === null) disk.remove(path);
      else if (!isTyped) disk.write(path, text);
    }
    snapshot = snapshot.with(changes.map(([path, text]) => ({ path, text: isTyped ? text : null })));
    snapshot.derive(analyse, SETTINGS);
    if (i === Number(first) || i === Number(last)) measured.push(await heap(gc));
  }
  console.log(JSON.stringify(measured));
}

await main(process.argv.slice(2));
