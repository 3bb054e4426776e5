import { type Random, seeded } from '../fuzz/random.ts';
import type { Tenant } from './tenants-cast.ts';
import type { Tenancy } from './tenants-world.ts';

const API = '/api/integrations/zoom';

/** What an org, its Zoom user or its customers may do, and how often. */
const ACTIONS: readonly (readonly [weight: number, act: Action])[] = [
  [2, reconnect],
  [3, sync],
  [1, resync],
  [3, finishCall],
  [2, rename],
  [3, trash],
  [3, recover],
  [3, decide],
  [3, changeSettings],
  [3, changeRules],
  [2, addContact],
  [1, disconnect],
  [1, purge],
];

type Action = (tenancy: Tenancy, tenant: Tenant, random: Random) => Promise<unknown>;

/** Connects, and then does one thing after the other, as the seed says: each is done with before the next. */
export async function walk(
  tenancy: Tenancy,
  tenant: Tenant,
  { steps, seed }: { readonly steps: number; readonly seed: number },
): Promise<void> {
  const random = seeded(seed);
  await tenancy.connect(tenant);
  await tenancy.settled(tenant);
  for (let step = 0; step < steps; step += 1) {
    await pick(random)(tenancy, tenant, random);
    await tenancy.settled(tenant);
  }
}

function pick(random: Random): Action {
  let left = random.below(ACTIONS.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, act] of ACTIONS) {
    left -= weight;
    if (left < 0) return act;
  }
  return sync;
}

function reconnect(tenancy: Tenancy, tenant: Tenant): Promise<void> {
  return tenancy.connect(tenant);
}

function sync(tenancy: Tenancy, tenant: Tenant): Promise<string> {
  return post(tenancy, tenant, '/sync', { scope: 'catch_up' });
}

function resync(tenancy: Tenancy, tenant: Tenant): Promise<string> {
  return post(tenancy, tenant, '/sync', { scope: 'full_resync' });
}

/** Whatever state it is in: what is listed already becomes ready once more, as Zoom's twins do. */
async function finishCall({ zoom }: Tenancy, { uuids }: Tenant): Promise<void> {
  const uuid = uuids.at(-1);
  if (uuid !== undefined && stateOf(zoom, uuid) !== 'trashed') await zoom.finishMeeting(uuid);
}

async function rename({ zoom }: Tenancy, { uuids, calls, user }: Tenant, random: Random): Promise<void> {
  const uuid = uuids[random.below(uuids.length)];
  const account = zoom.accounts.find(({ users }) => users.some(({ id }) => id === user.id));
  const recording = account?.recordings.find((each) => each.uuid === uuid);
  if (!account || recording?.state !== 'listed') return;
  recording.topic = `Renamed ${random.below(100)} ${calls[0]}`;
  const { meetingId: id, hostId: host_id, topic, type, startTime: start_time, duration } = recording;
  await zoom.sendWebhook({
    event: 'recording.renamed',
    event_ts: Date.now(),
    payload: { account_id: account.id, object: { uuid, id, host_id, topic, type, start_time, duration } },
  });
}

async function trash({ zoom }: Tenancy, { uuids }: Tenant, random: Random): Promise<void> {
  const uuid = uuids[random.below(uuids.length)];
  if (uuid !== undefined && stateOf(zoom, uuid) === 'listed') await zoom.trash(uuid);
}

async function recover({ zoom }: Tenancy, { uuids }: Tenant, random: Random): Promise<void> {
  const uuid = uuids[random.below(uuids.length)];
  if (uuid !== undefined && stateOf(zoom, uuid) === 'trashed') await zoom.recover(uuid);
}

function decide(tenancy: Tenancy, tenant: Tenant, random: Random): Promise<string> {
  const uuid = tenant.uuids[random.below(tenant.uuids.length)] ?? '';
  const word = random.pick([
    { decision: 'removed', companyId: 'customer' },
    { decision: 'added', endUserId: 'contact-1' },
    { decision: 'confirmed', companyId: 'customer' },
    { decision: 'undecided', companyId: 'customer' },
  ]);
  return post(tenancy, tenant, '/links', { uuid, ...word });
}

function changeSettings(tenancy: Tenancy, tenant: Tenant, random: Random): Promise<string> {
  const settings = random.pick([
    { skipTitles: [`not ${tenant.marker}`] },
    { skipTitles: ['Renamed'] },
    { skipTitles: [] },
    { unmatchedMeetings: 'hold' },
    { internalOnlyMeetings: 'internal' },
    { redactPatterns: ['report'] },
    { ownDomains: ['customer.example'] },
    { ownDomains: [] },
    { distillation: false },
    { distillation: true },
  ]);
  return tenancy.ask(tenant, `${API}/settings`, { method: 'PATCH', body: settings });
}

function changeRules(tenancy: Tenancy, tenant: Tenant, random: Random): Promise<string> {
  const rules = random.pick([
    [{ type: 'keyword', text: tenant.calls[0] }],
    [{ type: 'keyword', text: tenant.marker }],
    [{ type: 'instruction', text: `Only action items of ${tenant.marker}.` }],
    [{ type: 'topic', text: 'Seats and plans' }],
    [],
  ]);
  return tenancy.ask(tenant, '/api/learning-rules', { method: 'PUT', body: { rules } });
}

async function addContact({ halo }: Tenancy, { orgId, marker }: Tenant, random: Random): Promise<void> {
  const index = random.below(4);
  await halo.halo.query(
    `insert into end_users (org_id, id, email, name, company_id) values ($1, $2, $3, $4, 'customer') on conflict do nothing`,
    [orgId, `contact-${index}`, `guest${index}@customer.example`, `Contact ${marker}`],
  );
}

function disconnect(tenancy: Tenancy, tenant: Tenant): Promise<string> {
  return post(tenancy, tenant, '/disconnect', { data: 'keep' });
}

function purge(tenancy: Tenancy, tenant: Tenant): Promise<string> {
  return post(tenancy, tenant, '/disconnect', { data: 'purge' });
}

function post(tenancy: Tenancy, tenant: Tenant, path: string, body: object): Promise<string> {
  return tenancy.ask(tenant, API + path, { method: 'POST', body });
}

function stateOf({ accounts }: Tenancy['zoom'], uuid: string): string | undefined {
  return accounts.flatMap(({ recordings }) => recordings).find((each) => each.uuid === uuid)?.state;
}
