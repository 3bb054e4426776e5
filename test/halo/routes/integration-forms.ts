import { Hono } from 'hono';
import { z } from 'zod';
import { setIngest } from '../integrations.ts';
import { dropDeadLetter, retryDeadLetter } from '../jobs/dead-letters.ts';
import { requestCancel, requestDisconnect, requestSync } from '../operations.ts';
import { pagePath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { cancelRequest, disconnectRequest, syncRequest } from './integration.ts';
import { noticePath } from './integration-notices.ts';

const letterRequest = z.strictObject({ id: z.uuid(), do: z.enum(['retry', 'drop']) });

/** The forms of Integrations > Zoom. Each leads back to the page, which says what was done. */
export function integrationForms(platform: Platform): Hono<Guarded> {
  const { provider } = platform.plugin.manifest;
  const routes = new Hono<Guarded>().basePath(pagePath(provider));
  const guards = [sameOrigin(platform), permitted(platform, 'change')] as const;

  routes.post('/sync', ...guards, async (c) => {
    const { scope } = syncRequest.parse(Object.fromEntries(await c.req.formData()));
    const jobId = await requestSync(platform, c.get('session'), scope);
    return c.redirect(noticePath(provider, jobId === undefined ? 'off' : 'syncing'), 303);
  });

  routes.post('/cancel', ...guards, async (c) => {
    const { runId } = cancelRequest.parse({ runId: (await c.req.formData()).get('runId') });
    const jobId = await requestCancel(platform, c.get('session').orgId, runId);
    return c.redirect(noticePath(provider, jobId === undefined ? 'over' : 'cancelling'), 303);
  });

  routes.post('/dead-letters', ...guards, async (c) => {
    const { id, do: what } = letterRequest.parse(Object.fromEntries(await c.req.formData()));
    const notice = await settleLetter(platform, c.get('session').orgId, id, what);
    return c.redirect(noticePath(provider, notice), 303);
  });

  routes.post('/disconnect', ...guards, async (c) => {
    const { data } = disconnectRequest.parse({ data: (await c.req.formData()).get('data') });
    await requestDisconnect(platform, c.get('session').orgId, data);
    return c.redirect(noticePath(provider, 'disconnecting'), 303);
  });

  routes.post('/mode', ...guards, async (c) => {
    const on = (await c.req.formData()).get('ingest') === 'on';
    await setIngest(platform.halo, c.get('session').orgId, provider, on);
    return c.redirect(noticePath(provider, on ? 'on' : 'off'), 303);
  });

  return routes;
}

async function settleLetter(platform: Platform, orgId: string, id: string, what: 'retry' | 'drop') {
  if (what === 'drop') return (await dropDeadLetter(platform, orgId, id)) ? 'dropped' : 'letter-gone';
  const { outcome } = await retryDeadLetter(platform, orgId, id);
  return RETRIED[outcome];
}

const RETRIED = { sent: 'retried', unknown: 'letter-gone', ingest_off: 'off' } as const;
