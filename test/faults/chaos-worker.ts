/** A worker process whose clock is wrong by CHAOS_SKEW_MS, and follows the time that a test lets pass. */
import process from 'node:process';
import { work } from '../../scripts/start/work.ts';

let shiftMs = Number(process.env.CHAOS_SHIFT_MS);
const skewMs = Number(process.env.CHAOS_SKEW_MS);
process.on('message', (passed) => {
  shiftMs = Number(passed);
});
// Whoever started it may be killed as well.
process.on('disconnect', () => process.exit(1));

await work({ clock: { now: () => new Date(Date.now() + shiftMs + skewMs) }, logLevel: 'debug' });
// What it is told keeps it alive, and one that could not start is to be started anew.
process.exit();
