import type { Authorization, CallbackResult } from '../../contracts/host.ts';
import { openAttempt, takeAttempt } from './authorization-attempts.ts';
import { writeCredentials } from './credentials.ts';
import { hookJob, sendJobs } from './jobs/sender.ts';
import { callbackPath } from './paths.ts';
import type { Platform } from './platform.ts';
import type { Session } from './sessions.ts';

/** Opens an authorization attempt, and returns where to send the browser. */
export async function authorizeUrl(platform: Platform, session: Session): Promise<string> {
  const { plugin, halo, deployment, clock } = platform;
  const { provider } = plugin.manifest;
  const redirectUri = new URL(callbackPath(provider), deployment.publicUrl).href;
  const { state, codeVerifier } = await openAttempt(halo, session, provider, redirectUri, clock.now());
  return plugin.oauth.authorize({
    oauthUrl: deployment.oauthUrl,
    clientId: clientId(platform),
    redirectUri,
    state,
    codeVerifier,
  });
}

/**
 * Takes the provider's answer. If it carries a code, that is stored, encrypted, for `onConnect` to exchange: the code
 * and the job exist together or not at all.
 */
export async function acceptCallback(
  platform: Platform,
  session: Session,
  query: URLSearchParams,
): Promise<CallbackResult> {
  const { plugin, halo, boss, key, clock } = platform;
  const { provider } = plugin.manifest;
  const attempt = await takeAttempt(halo, session, provider, query.get('state') ?? '', clock.now());
  const result = plugin.oauth.callback(query, attempt);
  if (!result.ok || !attempt) return result;
  const { codeVerifier, redirectUri } = attempt;
  const authorization: Authorization = {
    code: result.code,
    codeVerifier,
    redirectUri,
    connectedBy: session.userId,
  };
  const place = { orgId: session.orgId, provider, name: 'authorization' };
  await halo.transaction(async (tx) => {
    await writeCredentials(tx, key, [{ place, value: authorization }]);
    await sendJobs(boss, tx, [
      hookJob(provider, session.orgId, { hook: 'onConnect', input: {}, key: 'connect' }),
    ]);
  });
  return result;
}

/** The app's public name towards the provider: the first of the manifest's secrets, by the convention of its name. */
function clientId({ plugin, deployment }: Platform): string {
  const named = plugin.manifest.secrets.find(({ name }) => name.endsWith('_CLIENT_ID'));
  const value = named && deployment.secrets[named.name];
  if (!value) throw new Error('The manifest names no client id.');
  return value;
}
