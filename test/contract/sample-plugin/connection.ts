import type { OnConnectOutput } from '../../../contracts/generated/on-connect-output.ts';
import type { OnDisconnectInput } from '../../../contracts/generated/on-disconnect-input.ts';
import type { OnDisconnectOutput } from '../../../contracts/generated/on-disconnect-output.ts';
import type { Authorization, Host } from '../../../contracts/host.ts';
import { Failure } from './failure.ts';
import { removeCall } from './ingest.ts';
import { manifest } from './manifest.ts';
import { exchange, GRANT, type Grant, revoke } from './parley-client.ts';

const AUTHORIZATION = 'authorization';

export async function onConnect(_: unknown, host: Host): Promise<OnConnectOutput> {
  const { account, scope } = await redeem(host);
  const granted = scope.split(' ');
  const missing = manifest.oauth.scopes
    .flatMap(({ user = [] }) => user)
    .filter((each) => !granted.includes(each));
  const state = missing.length === 0 ? 'connected' : 'degraded';
  await host.db.transaction(async (tx) => {
    await tx.query(
      `insert into parley.connections (org_id, account_id, state, missing, connected_at) values ($1, $2, $3, $4, $5)
       on conflict (org_id) do update
       set account_id = excluded.account_id, state = excluded.state, missing = excluded.missing`,
      [host.org.id, account, state, missing, host.clock.now()],
    );
    await tx.query(
      `update teams set settings = settings || jsonb_build_object($1::text, $2::text)
       where settings ->> $1 is distinct from $2`,
      [manifest.webhook.orgKey, account],
    );
    const input = { scope: 'catch_up', trigger: 'connect' };
    await host.jobs.send(tx, [{ hook: 'sync', input, key: 'catch_up' }]);
  });
  await host.credentials.change(AUTHORIZATION, async () => ({ next: null, result: undefined }));
  return { state, zoomAccountId: account, mode: 'account', missingScopes: missing, webhook: 'app' };
}

/** A code is good once: what it gave is kept before anything else is done. */
async function redeem(host: Host): Promise<Grant> {
  const waiting = await host.credentials.read(AUTHORIZATION);
  return host.credentials.change(GRANT, async (current) => {
    if (isAuthorization(waiting)) {
      const { code, codeVerifier, redirectUri } = waiting;
      const kept = isGrantOf(current, code) ? current.grant : undefined;
      const form = {
        grant_type: 'authorization_code',
        code,
        code_verifier: codeVerifier,
        redirect_uri: redirectUri,
      };
      const grant = kept ?? (await exchange(host, form));
      return { next: { ...grant, code, grant }, result: grant };
    }
    if (isGrantOf(current)) return { next: current, result: current.grant };
    throw new Failure('parley.not_begun', 'never', 'There is no consent to redeem.', 'Connect again.');
  });
}

export async function onDisconnect({ data }: OnDisconnectInput, host: Host): Promise<OnDisconnectOutput> {
  const kept = await host.credentials.read(GRANT);
  const revoked = isGrantOf(kept) && (await revoke(host, kept.grant));
  await host.credentials.forgetAll('');
  await host.db.query('delete from parley.connections');
  await host.db.query('update teams set settings = settings - $1::text where settings ? $1', [
    manifest.webhook.orgKey,
  ]);
  return { revoked, purgedMeetings: data === 'purge' ? await purge(host) : 0 };
}

async function purge(host: Host): Promise<number> {
  const calls = await host.db.query<{ id: string }>('select id from parley.calls order by id');
  for (const { id } of calls) await host.db.transaction((tx) => removeCall(host, tx, id));
  return calls.length;
}

function isAuthorization(value: unknown): value is Authorization {
  return typeof value === 'object' && value !== null && 'code' in value && 'codeVerifier' in value;
}

function isGrantOf(value: unknown, code?: string): value is { readonly grant: Grant; readonly code: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'grant' in value &&
    (code === undefined || ('code' in value && value.code === code))
  );
}
