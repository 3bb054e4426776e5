import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { acceptCallback } from '../connecting.ts';
import { setIngest } from '../integrations.ts';
import { dropDeadLetter, retryDeadLetter } from '../jobs/dead-letters.ts';
import type { Message } from '../message.ts';
import { requestCancel, requestDisconnect, requestSync } from '../operations.ts';
import { IntegrationPage, livePanels } from '../page/integration-page.tsx';
import { worded } from '../page/words.ts';
import { type PageRequest, readPage } from '../page-data.ts';
import { callbackPath, pagePath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { cancelRequest, disconnectRequest, syncRequest } from './integration.ts';
import { SECURITY } from './page-security.ts';

/** What the page says after something was done. The address carries the name: no text of an address is ever shown. */
const NOTICES = new Map([
  ['retried', 'It is tried again now.'],
  ['dropped', 'It is dropped. The next sync brings in what is still missing.'],
  ['letter-gone', 'That job is not there any more.'],
  ['connecting', '{name} has agreed. The first sync begins now.'],
  ['syncing', 'Syncing. If a sync was running already, it goes on.'],
  ['cancelling', 'The sync stops in a moment. What it has brought in stays.'],
  ['over', 'That sync is over. There was nothing left to cancel.'],
  ['disconnecting', 'Disconnecting now.'],
  ['on', 'Ingest is on.'],
  ['off', 'Ingest is off. Nothing comes in until it is on again.'],
]);

const letterRequest = z.strictObject({ id: z.uuid(), do: z.enum(['retry', 'drop']) });

/** What is done by a job that may not have begun. */
const EXPECTED = new Set(['connecting', 'syncing', 'cancelling', 'disconnecting', 'retried']);

/** Integrations > Zoom, and the forms on it. */
export function pageRoutes(platform: Platform): Hono<Guarded> {
  const { manifest } = platform.plugin;
  const page = pagePath(manifest.provider);
  const guards = [sameOrigin(platform), permitted(platform, 'change')] as const;
  const routes = new Hono<Guarded>();

  routes.get('/', (c) => c.redirect(page));
  routes.get(page, permitted(platform, 'view'), (c) => {
    const notice = NOTICES.get(c.req.query('notice') ?? '');
    const message: Message | undefined =
      notice === undefined ? undefined : { tone: 'good', text: worded(notice, manifest) };
    const paused = c.req.query('updates') === 'off';
    const expecting = EXPECTED.has(c.req.query('notice') ?? '');
    return show(c, platform, { session: c.get('session'), message, paused, expecting });
  });

  routes.get(`${page}/live`, permitted(platform, 'view'), async (c) => {
    const { region, version } = await livePanels(await readPage(platform, { session: c.get('session') }));
    if (c.req.query('seen') === version) return c.body(null, 204);
    return c.html(region, 200, { ...SECURITY, 'cache-control': 'no-store' });
  });

  routes.get(callbackPath(manifest.provider), permitted(platform, 'change'), async (c) => {
    const session = c.get('session');
    const result = await acceptCallback(platform, session, new URL(c.req.url).searchParams);
    if (result.ok) return c.redirect(`${page}?notice=connecting`);
    return show(
      c,
      platform,
      { session, message: { tone: 'bad', text: result.message, advice: result.advice } },
      400,
    );
  });

  routes.post(`${page}/sync`, ...guards, async (c) => {
    const { scope } = syncRequest.parse(Object.fromEntries(await c.req.formData()));
    const jobId = await requestSync(platform, c.get('session'), scope);
    return c.redirect(`${page}?notice=${jobId === undefined ? 'off' : 'syncing'}`, 303);
  });

  routes.post(`${page}/cancel`, ...guards, async (c) => {
    const { runId } = cancelRequest.parse({ runId: (await c.req.formData()).get('runId') });
    const jobId = await requestCancel(platform, c.get('session').orgId, runId);
    return c.redirect(`${page}?notice=${jobId === undefined ? 'over' : 'cancelling'}`, 303);
  });

  routes.post(`${page}/dead-letters`, ...guards, async (c) => {
    const { id, do: what } = letterRequest.parse(Object.fromEntries(await c.req.formData()));
    const notice = await settleLetter(platform, c.get('session').orgId, id, what);
    return c.redirect(`${page}?notice=${notice}`, 303);
  });

  routes.post(`${page}/disconnect`, ...guards, async (c) => {
    const form = await c.req.formData();
    const { data } = disconnectRequest.parse({ data: form.get('data') });
    await requestDisconnect(platform, c.get('session').orgId, data);
    return c.redirect(`${page}?notice=disconnecting`, 303);
  });

  routes.post(`${page}/mode`, ...guards, async (c) => {
    const on = (await c.req.formData()).get('ingest') === 'on';
    await setIngest(platform.halo, c.get('session').orgId, manifest.provider, on);
    return c.redirect(`${page}?notice=${on ? 'on' : 'off'}`, 303);
  });

  return routes;
}

async function settleLetter(platform: Platform, orgId: string, id: string, what: 'retry' | 'drop') {
  if (what === 'drop') return (await dropDeadLetter(platform, orgId, id)) ? 'dropped' : 'letter-gone';
  const { outcome } = await retryDeadLetter(platform, orgId, id);
  return RETRIED[outcome];
}

const RETRIED = { sent: 'retried', unknown: 'letter-gone', ingest_off: 'off' } as const;

async function show(c: Context<Guarded>, platform: Platform, request: PageRequest, status: 200 | 400 = 200) {
  const document = await IntegrationPage(await readPage(platform, request));
  return c.html(document, status, SECURITY);
}
