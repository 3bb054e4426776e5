import { Hono } from 'hono';
import { z } from 'zod';
import { dropDeadLetter, readDeadLetters, retryDeadLetter } from '../jobs/dead-letters.ts';
import { apiPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { jsonBody } from './json-request.ts';

const SHOWN = 50;
const letterRequest = z.strictObject({ id: z.uuid() });
const UNKNOWN = { error: 'There is no such job any more. Load the page again to see what is left.' };

/** The org's jobs that were given up: what they are, another try, and dropping one. */
export function deadLetterRoutes(platform: Platform): Hono<Guarded> {
  const { provider, name } = platform.plugin.manifest;
  const change = permitted(platform, 'change');
  const own = sameOrigin(platform);
  const routes = new Hono<Guarded>().basePath(`${apiPath(provider)}/dead-letters`);

  routes.get('/', permitted(platform, 'view'), async (c) => {
    const { total, letters } = await readDeadLetters(platform, c.get('session').orgId, SHOWN);
    return c.json({ total, deadLetters: letters });
  });

  routes.post('/retry', own, change, jsonBody(letterRequest), async (c) => {
    const retried = await retryDeadLetter(platform, c.get('session').orgId, c.req.valid('json').id);
    switch (retried.outcome) {
      case 'sent':
        return c.json({ jobId: retried.jobId }, 202);
      case 'ingest_off':
        return c.json({ error: `Ingest is switched off for ${name}. Switch it on, then try again.` }, 409);
      case 'unknown':
        return c.json(UNKNOWN, 404);
    }
  });

  routes.post('/drop', own, change, jsonBody(letterRequest), async (c) => {
    const { id } = c.req.valid('json');
    const dropped = await dropDeadLetter(platform, c.get('session').orgId, id);
    return dropped ? c.json({ dropped: id }) : c.json(UNKNOWN, 404);
  });

  return routes;
}
