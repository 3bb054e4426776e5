import { type Context, Hono } from 'hono';
import { acceptCallback } from '../connecting.ts';
import { type PageRequest, readIntegration } from '../integration-data.ts';
import type { Message } from '../message.ts';
import { IntegrationPage, livePanels } from '../page/integration-page.tsx';
import { worded } from '../page/words.ts';
import { callbackPath, pagePath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted } from './guards.ts';
import { noticeNamed, noticePath } from './integration-notices.ts';
import { SECURITY } from './page-security.ts';

/** Integrations > Zoom, its panels as they change, and where the provider sends the browser back to. */
export function integrationPage(platform: Platform): Hono<Guarded> {
  const { manifest } = platform.plugin;
  const page = pagePath(manifest.provider);
  const routes = new Hono<Guarded>();

  routes.get('/', (c) => c.redirect(page));
  routes.get(page, permitted(platform, 'view'), (c) => {
    const notice = noticeNamed(c.req.query('notice'));
    const message: Message | undefined = notice && { tone: 'good', text: worded(notice.text, manifest) };
    const paused = c.req.query('updates') === 'off';
    return show(c, platform, {
      session: c.get('session'),
      ...{ message, paused, expecting: notice?.expected ?? false },
    });
  });

  routes.get(`${page}/live`, permitted(platform, 'view'), async (c) => {
    const { region, version } = await livePanels(
      await readIntegration(platform, { session: c.get('session') }),
    );
    if (c.req.query('seen') === version) return c.body(null, 204);
    return c.html(region, 200, { ...SECURITY, 'cache-control': 'no-store' });
  });

  routes.get(callbackPath(manifest.provider), permitted(platform, 'change'), async (c) => {
    const session = c.get('session');
    const result = await acceptCallback(platform, session, new URL(c.req.url).searchParams);
    if (result.ok) return c.redirect(noticePath(manifest.provider, 'connecting'));
    const message: Message = { tone: 'bad', text: result.message, advice: result.advice };
    return show(c, platform, { session, message }, 400);
  });

  return routes;
}

async function show(c: Context<Guarded>, platform: Platform, request: PageRequest, status: 200 | 400 = 200) {
  const document = await IntegrationPage(await readIntegration(platform, request));
  return c.html(document, status, SECURITY);
}
