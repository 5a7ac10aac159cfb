import { isMainThread } from 'node:worker_threads';
import { scanThread } from '../session/scan-thread.ts';
import { serve } from './serve.ts';

const known = process.argv.slice(2).find((word) => word === '--stdio' || word === '--node-ipc');
if (!isMainThread) {
  scanThread();
} else if (known) {
  serve(known === '--stdio' ? 'stdio' : 'node-ipc');
} else {
  process.stderr.write('the language server speaks over --stdio or --node-ipc: say which\n');
  process.exitCode = 2;
}
