import { isMainThread } from 'node:worker_threads';
import { scanThread } from '../session/scan-thread.ts';
import { startCommandLine } from './start.ts';

// `lsp` scans in a thread, which runs the same file.
if (isMainThread) void startCommandLine();
else scanThread();
