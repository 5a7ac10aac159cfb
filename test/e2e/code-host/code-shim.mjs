#!/usr/bin/env node
// Takes the place of the `code` executable for @vscode/test-electron. The executable itself must be plain JavaScript.
import { register } from 'tsx/esm/api';

register();
const { runAsCode } = await import('./run-as-code.ts');
await runAsCode(process.argv.slice(2));
