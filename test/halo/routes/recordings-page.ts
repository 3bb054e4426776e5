import { Hono } from 'hono';
import { readOrg } from '../orgs.ts';
import { RecordingsPage } from '../page/recordings-page.tsx';
import { customerNames } from '../page-data.ts';
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
    const { filter, page } = parseRecordingQuery(c.req.query());
    const document = await RecordingsPage({
      ...{ provider, providerName: name, filter },
      org: await readOrg(platform.halo, orgId),
      names: await customerNames(platform.halo, orgId),
      found: await findRecordings(platform.halo, orgId, filter, page),
    });
    return c.html(document, 200, SECURITY);
  });
}
