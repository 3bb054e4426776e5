import { createMiddleware } from 'hono/factory';
import type { Platform } from '../platform.ts';
import type { Session } from '../sessions.ts';

/** What a guarded route finds in its context. */
export interface Guarded {
  Variables: { session: Session };
}

/** Lets only a signed-in user with the permission through. */
export function permitted(platform: Platform, kind: 'view' | 'change') {
  const permission = platform.plugin.manifest.permissions[kind];
  return createMiddleware<Guarded>(async (c, next) => {
    const session = platform.sessions.of(c.req.raw);
    if (!session) return c.json({ error: 'Sign in to Halo first.' }, 401);
    if (!session.permissions.includes(permission))
      return c.json({ error: `This needs the permission ${permission}.` }, 403);
    c.set('session', session);
    return next();
  });
}

/** Refuses a change that another site's page makes in the user's name. A client that is no browser sends neither header. */
export function sameOrigin(platform: Platform) {
  const ours = new URL(platform.deployment.publicUrl).origin;
  return createMiddleware(async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const local = new URL(c.req.url).origin;
    const foreign =
      site === undefined ? origin !== undefined && origin !== ours && origin !== local : !SAME.has(site);
    if (foreign) return c.json({ error: 'Changes are accepted from Halo’s own pages only.' }, 403);
    return next();
  });
}

/** `none`: the user typed the address or followed a bookmark. */
const SAME = new Set(['same-origin', 'none']);
