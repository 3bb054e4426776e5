import { Hono } from 'hono';
import { z } from 'zod';
import { authorizeUrl } from '../connecting.ts';
import { readDiagnostics } from '../diagnostics/diagnostics.ts';
import { readStats, requestCancel, requestDisconnect, requestLink, requestSync } from '../operations.ts';
import { readRuns } from '../overview.ts';
import { apiPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { jsonBody } from './json-request.ts';

export const syncRequest = z.strictObject({
  scope: z.enum(['catch_up', 'full_resync', 'backfill_transcripts']).default('catch_up'),
});
export const cancelRequest = z.strictObject({ runId: z.string().min(1) });
export const disconnectRequest = z.strictObject({ data: z.enum(['keep', 'purge']).default('keep') });
const linkRequest = z
  .strictObject({
    uuid: z.string().min(1),
    decision: z.enum(['confirmed', 'removed', 'added', 'undecided']),
    companyId: z.string().min(1).optional(),
    endUserId: z.string().min(1).optional(),
  })
  .refine(({ companyId, endUserId }) => companyId !== undefined || endUserId !== undefined, {
    error: 'Name the customer: a companyId, an endUserId, or both.',
  });

/** What the dashboard and scripts call: connect, sync, cancel, links, disconnect, stats, runs and diagnostics. */
export function integrationRoutes(platform: Platform): Hono<Guarded> {
  const { provider, name } = platform.plugin.manifest;
  const view = permitted(platform, 'view');
  const change = permitted(platform, 'change');
  const own = sameOrigin(platform);
  const routes = new Hono<Guarded>().basePath(apiPath(provider));

  // Another site's link must not have its reader's Zoom connected: Zoom asks nobody who has allowed the app before.
  routes.get('/connect', own, change, async (c) =>
    c.redirect(await authorizeUrl(platform, c.get('session'))),
  );

  routes.post('/sync', own, change, jsonBody(syncRequest), async (c) => {
    const jobId = await requestSync(platform, c.get('session'), c.req.valid('json').scope);
    if (jobId === undefined) return c.json({ error: `Ingest is switched off for ${name}.` }, 409);
    return c.json({ jobId }, 202);
  });

  routes.post('/sync/cancel', own, change, jsonBody(cancelRequest), async (c) => {
    const jobId = await requestCancel(platform, c.get('session').orgId, c.req.valid('json').runId);
    if (jobId === undefined) return c.json({ error: 'No sync of this runId is running.' }, 409);
    return c.json({ jobId }, 202);
  });

  routes.post('/links', own, change, jsonBody(linkRequest), async (c) => {
    const { uuid, decision, companyId, endUserId } = c.req.valid('json');
    const customer = { ...(companyId ? { companyId } : {}), ...(endUserId ? { endUserId } : {}) };
    const jobId = await requestLink(platform, c.get('session'), { uuid, decision, ...customer });
    return c.json({ jobId }, 202);
  });

  routes.post('/disconnect', own, change, jsonBody(disconnectRequest), async (c) => {
    const jobId = await requestDisconnect(platform, c.get('session').orgId, c.req.valid('json').data);
    return c.json({ jobId }, 202);
  });

  routes.get('/stats', view, async (c) => {
    const stats = await readStats(platform, c.get('session').orgId);
    return stats ? c.json(stats) : c.json({ error: 'No worker has answered in time.' }, 503);
  });

  routes.get('/runs', view, async (c) =>
    c.json({ runs: await readRuns(platform.halo, c.get('session').orgId) }),
  );

  routes.get('/diagnostics', change, async (c) => {
    const diagnostics = await readDiagnostics(platform, c.get('session').orgId);
    return c.body(JSON.stringify(diagnostics, null, 2), 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
  });

  return routes;
}
