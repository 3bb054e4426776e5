import { Hono } from 'hono';
import { customerNames } from '../customer-directory.ts';
import { readOrg } from '../orgs.ts';
import { RecordingsPage } from '../page/recordings-page.tsx';
import { recordingsPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { findRecordings, parseRecordingQuery } from '../recording-filter.ts';
import { type Guarded, permitted } from './guards.ts';
import { SECURITY } from './page-security.ts';

/** The page of all recordings, by state, reason, customer, host and topic. */
export function recordingsPage(platform: Platform): Hono<Guarded> {
  const { provider, name } = platform.plugin.manifest;
  return new Hono<Guarded>().get(recordingsPath(provider), permitted(platform, 'view'), async (c) => {
    const { orgId } = c.get('session');
    const filter = parseRecordingQuery(c.req.query());
    const found = await findRecordings(platform.halo, orgId, filter, c.req.query('page'));
    const shown = found.recordings.flatMap(({ links }) => links);
    const document = await RecordingsPage({
      ...{ provider, providerName: name, filter, found },
      org: await readOrg(platform.halo, orgId),
      names: await customerNames(platform.halo, orgId, shown),
    });
    return c.html(document, 200, SECURITY);
  });
}
