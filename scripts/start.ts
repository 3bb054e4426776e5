/**
 * Runs the reference Halo with this plugin. With `--once` it does the main job once, reports and ends.
 * stdout holds the ready line, or the report; everything else goes to stderr.
 */
import process from 'node:process';
import { runProgram } from './command/program.ts';
import { startCommand } from './start/start-command.ts';

await runProgram((program) => startCommand(program, process.argv.slice(2), process.env));
