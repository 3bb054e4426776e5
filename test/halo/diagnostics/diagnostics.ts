import type { Platform } from '../platform.ts';
import { readCheckpoints } from './checkpoints.ts';
import { readConnection } from './connection.ts';
import { readCounts } from './counts.ts';
import { readJobs } from './jobs.ts';
import { readMaskedSettings } from './masked-settings.ts';
import { section } from './section.ts';
import { readDatabase, versionsOf } from './versions.ts';

/**
 * What whoever looks after Halo needs to know of one org's integration, to be passed on to others: numbers, dates and
 * words of Halo's own. Nothing that anybody has said, written or is called by, and no secret, can be in it.
 */
export async function readDiagnostics(platform: Platform, orgId: string) {
  const [database, settings, connection, checkpoints, jobs, counts] = await Promise.all([
    section(() => readDatabase(platform)),
    section(() => readMaskedSettings(platform, orgId)),
    section(() => readConnection(platform, orgId)),
    section(() => readCheckpoints(platform, orgId)),
    section(() => readJobs(platform, orgId)),
    section(() => readCounts(platform, orgId)),
  ]);
  const versions = versionsOf(platform);
  return { at: platform.clock.now(), versions, database, settings, connection, checkpoints, jobs, counts };
}
