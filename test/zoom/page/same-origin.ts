import type { ZoomReply, ZoomRequest } from '../exchange.ts';
import type { Route } from '../routes.ts';
import { plainPage } from './shell.ts';

/** `none`: the user typed the address or followed a bookmark. */
const SAME = new Set(['same-origin', 'none']);

/** Refuses a form that another site's page sends in the user's name. A client that is no browser sends neither header. */
export const fromOwnPages =
  (ownOrigin: () => string, handle: Route['handle']): Route['handle'] =>
  (request) =>
    isForeign(request, ownOrigin()) ? refusal() : handle(request);

function isForeign({ headers }: ZoomRequest, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return !SAME.has(site);
  return headers.origin !== undefined && headers.origin !== ownOrigin;
}

const refusal = (): ZoomReply =>
  plainPage(
    403,
    'This came from another site',
    'The local Zoom takes forms from its own pages only, so nothing was done. Open its page and press the button there.',
  );
