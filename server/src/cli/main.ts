import { startCommandLine } from './start.ts';

void startCommandLine();
