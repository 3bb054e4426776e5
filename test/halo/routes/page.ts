import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { acceptCallback } from '../connecting.ts';
import { setIngest } from '../integrations.ts';
import { changeSettings, requestCancel, requestDisconnect, requestSync } from '../operations.ts';
import { packageRoot } from '../package-root.ts';
import { IntegrationPage } from '../page/integration-page.tsx';
import { settingsFromForm } from '../page/setting-fields.ts';
import { type Message, type PageRequest, readPage } from '../page-data.ts';
import { callbackPath, pagePath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { cancelRequest, disconnectRequest } from './integration.ts';
import { SECURITY } from './page-security.ts';

/** What the page says after something was done. The address carries the name: no text of an address is ever shown. */
const NOTICES = new Map([
  ['connecting', 'Zoom has agreed. The first sync begins now.'],
  ['syncing', 'Syncing. If a sync was running already, it goes on.'],
  ['cancelling', 'The sync stops in a moment. What it has brought in stays.'],
  ['over', 'That sync is over. There was nothing left to cancel.'],
  ['disconnecting', 'Disconnecting now.'],
  ['saved', 'The settings are saved.'],
  ['on', 'Ingest is on.'],
  ['off', 'Ingest is off. Nothing comes in until it is on again.'],
]);

/** Integrations > Zoom, and the forms on it. */
export function pageRoutes(platform: Platform): Hono<Guarded> {
  const { manifest } = platform.plugin;
  const page = pagePath(manifest.provider);
  const guards = [sameOrigin(platform), permitted(platform, 'change')] as const;
  const routes = new Hono<Guarded>();

  routes.get('/', (c) => c.redirect(page));
  routes.get('/assets/page.css', async (c) => {
    const css = await readFile(join(packageRoot, 'test/halo/page/page.css'), 'utf8');
    return c.body(css, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' });
  });

  routes.get(page, permitted(platform, 'view'), (c) => {
    const { q = '', as = 'staff', updates } = c.req.query();
    const notice = NOTICES.get(c.req.query('notice') ?? '');
    const message: Message | undefined = notice === undefined ? undefined : { tone: 'good', text: notice };
    const question = { text: q.trim(), as };
    const paused = updates === 'off';
    return show(c, platform, { session: c.get('session'), question, message, paused });
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
    await requestSync(platform, c.get('session'), 'catch_up');
    return c.redirect(`${page}?notice=syncing`, 303);
  });

  routes.post(`${page}/cancel`, ...guards, async (c) => {
    const { runId } = cancelRequest.parse({ runId: (await c.req.formData()).get('runId') });
    const jobId = await requestCancel(platform, c.get('session').orgId, runId);
    return c.redirect(`${page}?notice=${jobId === undefined ? 'over' : 'cancelling'}`, 303);
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

  routes.post(`${page}/settings`, ...guards, async (c) => {
    const session = c.get('session');
    const settings = settingsFromForm(manifest, await c.req.formData());
    const result = await changeSettings(platform, session.orgId, settings);
    if (result.ok) return c.redirect(`${page}?notice=saved`, 303);
    const message: Message = {
      tone: 'bad',
      text: 'The settings were not saved.',
      advice: 'See the marked fields.',
    };
    return show(c, platform, { session, message, refused: { settings, errors: result.errors } }, 400);
  });

  return routes;
}

async function show(c: Context<Guarded>, platform: Platform, request: PageRequest, status: 200 | 400 = 200) {
  const document = await IntegrationPage(await readPage(platform, request));
  return c.html(document, status, SECURITY);
}
