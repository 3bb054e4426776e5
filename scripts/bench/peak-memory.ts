/** Loaded before a worker's program: tells whoever started it, on file descriptor 3, how much memory it took at most. */
import { writeSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS));
});
