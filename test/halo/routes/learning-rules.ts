import { Hono } from 'hono';
import { z } from 'zod';
import { inForce, readRules, saveRules, sourcesLeft, tryRules } from '../learning-rules.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { jsonBody } from './json-request.ts';

const text = z.string().trim().min(1).max(500);
export const newRule = z.strictObject({ type: z.enum(['topic', 'keyword', 'instruction']), text });
const rule = newRule.extend({ paused: z.boolean().default(false) });
const saveRequest = z.strictObject({ rules: z.array(rule).max(200) });
const tryRequest = saveRequest.extend({ meetings: z.int().min(1).max(100).default(20) });

/** The org's Learning Rules: what they are, how far a change has come, and what other rules would do. */
export function learningRuleRoutes(platform: Platform): Hono<Guarded> {
  const view = permitted(platform, 'view');
  const change = permitted(platform, 'change');
  const own = sameOrigin(platform);
  const routes = new Hono<Guarded>().basePath('/api/learning-rules');

  routes.get('/', view, async (c) => {
    const { orgId } = c.get('session');
    return c.json({
      rules: await readRules(platform.halo, orgId),
      sourcesLeft: await sourcesLeft(platform, orgId),
    });
  });

  routes.put('/', own, change, jsonBody(saveRequest), async (c) => {
    return c.json(await saveRules(platform, c.get('session').orgId, c.req.valid('json').rules), 202);
  });

  routes.post('/dry-run', own, view, jsonBody(tryRequest), async (c) => {
    const { rules, meetings } = c.req.valid('json');
    const answer = await tryRules(platform, c.get('session').orgId, inForce(rules), meetings);
    if (!answer)
      return c.json({ error: 'No worker has answered in time. Try again with fewer meetings.' }, 503);
    const { verdicts = [], notUnderstood } = answer;
    return c.json({ verdicts, notUnderstood });
  });

  return routes;
}
