import got from 'got';
import { acceptCallback, authorizeUrl } from '../../test/halo/connecting.ts';
import type { Halo } from '../../test/halo/halo.ts';
import { callbackPath } from '../../test/halo/paths.ts';
import { messageOf, PlainError } from '../../test/halo/plain-error.ts';

const MAX_HOPS = 5;
/** A Zoom that has trouble is asked again, as the admin would press reload. */
const RETRY = { limit: 4, backoffLimit: 1_000 };

/** Connects as the admin's browser would, with a Zoom that redirects from its consent page by itself. */
export async function consent(halo: Halo): Promise<void> {
  const callback = new URL(callbackPath(halo.plugin.manifest.provider), halo.deployment.publicUrl);
  const session = halo.sessions.of(new Request(callback));
  if (!session) throw new PlainError('Nobody is signed in to Halo who could connect.');
  const back = await followZoom(await authorizeUrl(halo, session), callback);
  const result = await acceptCallback(halo, session, back.searchParams);
  if (!result.ok) throw new PlainError(`${result.message} ${result.advice}`);
}

/** Follows Zoom's redirects from the authorize URL until one leads back to Halo. */
async function followZoom(authorize: string, callback: URL): Promise<URL> {
  let url = new URL(authorize);
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const { statusCode, headers } = await visit(url);
    if (!headers.location) {
      throw new PlainError(
        `Zoom's consent page at ${url.origin} answered HTTP ${statusCode} instead of sending the browser back: it waits for a person, or does not know the app.`,
      );
    }
    url = new URL(headers.location, url);
    if (url.origin === callback.origin && url.pathname === callback.pathname) return url;
  }
  throw new PlainError(`Zoom's consent page redirects more than ${MAX_HOPS} times.`);
}

async function visit(url: URL) {
  try {
    return await got(url, {
      followRedirect: false,
      throwHttpErrors: false,
      retry: RETRY,
      timeout: { request: 15_000 },
    });
  } catch (cause) {
    throw new PlainError(`Zoom's consent page at ${url.origin} could not be reached: ${messageOf(cause)}`, {
      cause,
    });
  }
}
