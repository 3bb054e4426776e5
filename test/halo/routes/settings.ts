import { Hono } from 'hono';
import { z } from 'zod';
import { changeSettings, previewSettings } from '../operations.ts';
import { apiPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { jsonBody, readJson } from './json-request.ts';

const settingsRequest = z.record(z.string(), z.unknown());
const dryRunRequest = z.strictObject({
  settings: settingsRequest,
  recordings: z.int().min(1).max(200).default(50),
});

/** The settings of the integration: changing some of them, and what other ones would leave out. */
export function settingsRoutes(platform: Platform): Hono<Guarded> {
  const own = sameOrigin(platform);
  const routes = new Hono<Guarded>().basePath(`${apiPath(platform.plugin.manifest.provider)}/settings`);

  routes.patch('/', own, permitted(platform, 'change'), async (c) => {
    const request = await readJson(c.req.raw, settingsRequest);
    if (!request.ok) return c.json({ errors: { settings: 'Send a JSON object of settings.' } }, 400);
    const result = await changeSettings(platform, c.get('session').orgId, request.data);
    return result.ok ? c.json({ settings: result.settings }) : c.json({ errors: result.errors }, 400);
  });

  routes.post('/dry-run', own, permitted(platform, 'view'), jsonBody(dryRunRequest), async (c) => {
    const { settings, recordings } = c.req.valid('json');
    const answer = await previewSettings(platform, c.get('session').orgId, settings, recordings);
    if (!answer)
      return c.json({ error: 'No worker has answered in time. Nothing has changed; try again.' }, 503);
    return answer.ok ? c.json(answer.preview) : c.json({ errors: answer.errors }, 400);
  });

  return routes;
}
