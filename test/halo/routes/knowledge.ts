import { Hono } from 'hono';
import { ACCEPTED_ASKERS, parseAsker } from '../knowledge/asker.ts';
import { search } from '../knowledge/search.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted } from './guards.ts';

const LIMIT = 10;

/** Search over the org's knowledge, as whoever is asking would be answered. */
export function knowledgeRoutes(platform: Platform): Hono<Guarded> {
  return new Hono<Guarded>().get('/api/knowledge/search', permitted(platform, 'view'), async (c) => {
    const { q = '', audience = 'staff' } = c.req.query();
    const asker = parseAsker(audience);
    if (!asker) return c.json({ error: `Unknown audience: use ${ACCEPTED_ASKERS}.` }, 400);
    const limit = Math.min(Math.max(Number.parseInt(c.req.query('limit') ?? '', 10) || LIMIT, 1), 100);
    const results = await search(platform.halo, c.get('session').orgId, { text: q, asker, limit });
    return c.json({ query: q, audience, results });
  });
}
