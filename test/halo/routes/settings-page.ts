import { type Context, Hono } from 'hono';
import { readSettings } from '../integrations.ts';
import type { Message } from '../message.ts';
import { changeSettings, previewSettings } from '../operations.ts';
import { readOrg } from '../orgs.ts';
import { settingsFromForm } from '../page/setting-fields.ts';
import { SettingsPage, type SettingsPageData } from '../page/settings-page.tsx';
import { settingsPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { SECURITY } from './page-security.ts';

const NOTICES = new Map<string, Message>([['saved', { tone: 'good', text: 'The settings are saved.' }]]);
const REFUSED: Message = {
  tone: 'bad',
  text: 'The settings were not saved.',
  advice: 'See the marked fields.',
};

const NOT_TRIED: Message = {
  tone: 'bad',
  text: 'The settings could not be tried.',
  advice: 'See the marked fields.',
};
const NO_ANSWER: Message = {
  tone: 'bad',
  text: 'The settings could not be tried: no worker answered in time.',
  advice: 'Nothing has changed. Try again in a moment.',
};
const TRIED_RECORDINGS = 40;

/** Integrations > Zoom > Settings. */
export function settingsPage(platform: Platform): Hono<Guarded> {
  const { manifest } = platform.plugin;
  const path = settingsPath(manifest.provider);
  const guards = [sameOrigin(platform), permitted(platform, 'change')] as const;
  const routes = new Hono<Guarded>();

  routes.get(path, permitted(platform, 'view'), (c) =>
    show(c, platform, { message: NOTICES.get(c.req.query('notice') ?? '') }),
  );

  routes.post(path, ...guards, async (c) => {
    const settings = settingsFromForm(manifest, await c.req.formData());
    const result = await changeSettings(platform, c.get('session').orgId, settings);
    if (result.ok) return c.redirect(`${path}?notice=saved`, 303);
    return show(c, platform, { settings, errors: result.errors, message: REFUSED }, 400);
  });

  routes.post(`${path}/try`, ...guards, async (c) => {
    const settings = settingsFromForm(manifest, await c.req.formData());
    const answer = await previewSettings(platform, c.get('session').orgId, settings, TRIED_RECORDINGS);
    if (!answer) return show(c, platform, { settings, message: NO_ANSWER });
    if (!answer.ok) return show(c, platform, { settings, errors: answer.errors, message: NOT_TRIED }, 400);
    return show(c, platform, { settings, preview: answer.preview });
  });

  return routes;
}

async function show(
  c: Context<Guarded>,
  platform: Platform,
  { settings, ...given }: Partial<Pick<SettingsPageData, 'settings' | 'errors' | 'preview' | 'message'>>,
  status: 200 | 400 = 200,
) {
  const { manifest } = platform.plugin;
  const { orgId, permissions } = c.get('session');
  const stored = await readSettings(platform.halo, platform.settings, orgId, manifest.provider);
  const document = await SettingsPage({
    manifest,
    org: await readOrg(platform.halo, orgId),
    settings: { ...stored, ...settings },
    errors: {},
    preview: undefined,
    message: undefined,
    mayChange: permissions.includes(manifest.permissions.change),
    ...given,
  });
  return c.html(document, status, SECURITY);
}
