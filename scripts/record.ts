/**
 * Records what Zoom and the plugin say to each other, and writes it with everything replaced that tells of somebody.
 * stdout holds the report; everything else goes to stderr.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import process from 'node:process';
import { startEmbeddedPostgres } from '../test/halo/postgres/embedded.ts';
import { type Program, runProgram } from './command/program.ts';
import { connectAndBringIn } from './record/connecting.ts';
import type { Difference } from './record/drift/differences.ts';
import { driftInWords, driftOf } from './record/drift/drift-report.ts';
import { HELP, type RecordOptions, readRecordOptions } from './record/options.ts';
import { type Recorded, recordedInWords } from './record/report.ts';
import { scrubbedFiles } from './record/scrubbed-files.ts';
import { recordSession } from './record/session.ts';
import { refuseExisting, writeFolder } from './record/written.ts';
import { zoomToRecord } from './record/zoom-to-record.ts';
import { DEFAULT_PORT, readEnvironment } from './start/environment.ts';
import { haloOptions } from './start/halo-options.ts';

await runProgram(async (program) => {
  const options = readRecordOptions(process.argv.slice(2), new Date());
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const recorded = options.archive === undefined ? await record(program, options) : undefined;
  const folder = options.archive ?? (options.drift ? recorded?.folder : undefined);
  const drift = folder === undefined ? undefined : await driftOf(folder);
  process.stdout.write(options.json ? `${JSON.stringify({ recorded, drift })}\n` : inWords(recorded, drift));
  return drift?.some(({ breaks }) => breaks) ? 1 : 0;
});

function inWords(recorded: Recorded | undefined, drift: readonly Difference[] | undefined): string {
  return [recorded && recordedInWords(recorded), drift && driftInWords(drift)].filter(Boolean).join('\n');
}

async function record(program: Program, options: RecordOptions): Promise<Recorded> {
  const begun = performance.now();
  const folder = resolve(options.out);
  await refuseExisting(folder);
  const environment = readEnvironment(process.env);
  const { plugin, publicUrl } = await haloOptions(environment);
  const { zoom, customers, byPerson } = await zoomToRecord(program, environment, plugin.manifest);
  // What is brought in is somebody's: it is never left in a database that outlives the recording.
  const postgres = await startEmbeddedPostgres();
  program.atEnd(() => postgres.stop());
  const session = await recordSession({
    halo: {
      databaseUrl: postgres.url,
      plugin,
      port: environment.PORT ?? (byPerson ? DEFAULT_PORT : 0),
      ...(publicUrl ? { publicUrl } : {}),
    },
    ...{ zoom, customers, days: options.days, most: options.most },
    connect: (halo) => connectAndBringIn(halo, { byPerson, stopping: program.stopping }),
  });
  const { files, replaced, checked } = scrubbedFiles(session, {
    key: options.seed ?? randomBytes(32).toString('hex'),
    customers,
    days: options.days,
    secrets: Object.values(zoom.secrets),
  });
  await writeFolder(folder, files);
  const bytes = [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  const exchanges = session.exchanges.length;
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  return { folder, files: files.size, bytes, exchanges, replaced, checked, seconds };
}
