import { createMiddleware } from 'hono/factory';
import type { Refusal } from '../page/refusal-page.tsx';
import type { Platform } from '../platform.ts';
import type { Session } from '../sessions.ts';
import { refuse } from './refuse.ts';

/** What a guarded route finds in its context. */
export interface Guarded {
  Variables: { session: Session };
}

const SIGN_IN: Refusal = { title: 'Sign in to Halo first.', text: 'Nothing is shown or changed before.' };
const FOREIGN: Refusal = {
  title: 'Changes are accepted from Halo’s own pages only.',
  text: 'Nothing has changed. Open the page in Halo and do it there.',
};
const lacking = (permission: string): Refusal => ({
  title: `This needs the permission ${permission}.`,
  text: 'Nothing has changed. Ask an admin of your Halo for it.',
});

/** Lets only a signed-in user with the permission through. */
export function permitted(platform: Platform, kind: 'view' | 'change') {
  const permission = platform.plugin.manifest.permissions[kind];
  return createMiddleware<Guarded>(async (c, next) => {
    const session = platform.sessions.of(c.req.raw);
    if (!session) return refuse(c, 401, SIGN_IN);
    if (!session.permissions.includes(permission)) return refuse(c, 403, lacking(permission));
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
    if (foreign) return refuse(c, 403, FOREIGN);
    return next();
  });
}

/** `none`: the user typed the address or followed a bookmark. */
const SAME = new Set(['same-origin', 'none']);

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Answers under Halo's own names only. A name of somebody else's may be pointed at this machine (DNS rebinding), and the
 * browser would then take that site's pages for Halo's own.
 */
export function ownHost(platform: Platform) {
  const ours = new URL(platform.deployment.publicUrl);
  return createMiddleware(async (c, next) => {
    const { host, hostname } = new URL(c.req.url);
    if (host === ours.host || LOOPBACK.has(hostname)) return next();
    return refuse(c, 421, { title: 'Halo does not go by this name.', text: `Open it at ${ours.origin}.` });
  });
}
