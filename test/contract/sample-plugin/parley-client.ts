import { z } from 'zod';
import type { Host } from '../../../contracts/host.ts';
import { Failure } from './failure.ts';

const line = z.object({ speaker: z.string(), text: z.string() });
const listed = z.object({ id: z.string() });
const call = listed.extend({
  title: z.string(),
  startedAt: z.string(),
  minutes: z.number(),
  emails: z.array(z.string()),
  lines: z.array(line),
});
const grant = z.object({ token: z.string(), account: z.string(), scope: z.string() });

export type Call = z.infer<typeof call>;
export type Grant = z.infer<typeof grant>;

/** The credential in which the grant is kept. */
export const GRANT = 'grant';

export async function exchange(host: Host, form: Record<string, string>): Promise<Grant> {
  const { apiUrl } = host.deployment;
  const body = new URLSearchParams({
    ...form,
    client_secret: host.deployment.secrets.PARLEY_CLIENT_SECRET ?? '',
  });
  return grant.parse(
    await answerOf(host, 'POST /oauth/token', `${apiUrl}/oauth/token`, { method: 'POST', body }),
  );
}

/** Best effort: whether Parley has confirmed. */
export async function revoke(host: Host, { token }: Grant): Promise<boolean> {
  const url = `${host.deployment.apiUrl}/oauth/revoke`;
  const body = new URLSearchParams({ token });
  const answer = await answerOf(host, 'POST /oauth/revoke', url, { method: 'POST', body }).catch(
    () => undefined,
  );
  host.signal.throwIfAborted();
  return answer !== undefined;
}

export async function listCalls(host: Host): Promise<string[]> {
  const { calls } = z.object({ calls: z.array(listed) }).parse(await read(host, 'GET /calls', '/calls'));
  return calls.map(({ id }) => id);
}

/** Undefined where Parley no longer has it. */
export async function readCall(host: Host, id: string): Promise<Call | undefined> {
  const answer = await read(host, 'GET /calls/{id}', `/calls/${encodeURIComponent(id)}`);
  return answer === undefined ? undefined : call.parse(answer);
}

async function read(host: Host, endpoint: string, path: string): Promise<unknown> {
  const kept = grant.safeParse(await host.credentials.read(GRANT));
  if (!kept.success)
    throw new Failure('parley.not_connected', 'never', 'Parley is not connected.', 'Connect it first.');
  const headers = { authorization: `Bearer ${kept.data.token}` };
  return answerOf(host, endpoint, host.deployment.apiUrl + path, { headers });
}

async function answerOf(host: Host, endpoint: string, url: string, init: RequestInit): Promise<unknown> {
  host.metrics.count('parley_requests_total', 1, { endpoint });
  const response = await fetch(url, { ...init, signal: host.signal });
  if (response.ok) return response.json();
  await response.body?.cancel();
  if (response.status === 404) return undefined;
  const isTrouble = response.status === 429 || response.status >= 500;
  throw new Failure(
    isTrouble ? 'parley.busy' : 'parley.refused',
    isTrouble ? 'now' : 'never',
    `Parley answered ${response.status} to ${endpoint}.`,
    isTrouble ? 'Nothing: it is tried again.' : 'Connect Parley again.',
  );
}
