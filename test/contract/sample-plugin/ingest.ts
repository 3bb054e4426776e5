import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import type { OnWebhookOutput } from '../../../contracts/generated/on-webhook-output.ts';
import type { SyncInput } from '../../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../../contracts/generated/sync-output.ts';
import type { Host, NewJob, Transaction } from '../../../contracts/host.ts';
import { manifest } from './manifest.ts';
import { type Call, listCalls, readCall } from './parley-client.ts';

const [SAID = '', DISTILLED = ''] = manifest.knowledge.namespaces;
const NOTHING: SyncOutput = { found: 0, queued: 0, outcome: 'nothing_to_do' };

interface Customer {
  readonly endUserId: string;
  readonly companyId?: string;
  readonly email: string;
}

export async function sync(input: SyncInput, host: Host): Promise<SyncOutput> {
  if (input.scope === 'recording') return { ...NOTHING, found: 1, outcome: await ingest(host, input.uuid) };
  if (input.scope === 'preview') return { ...NOTHING, outcome: 'previewed', verdicts: [] };
  if (input.scope === 'cancel' || input.scope === 'link') return NOTHING;
  const found = await listCalls(host);
  const known = await host.db.query<{ id: string }>('select id from parley.calls order by id');
  // What the list lacks is asked for by its id: only Parley's own word takes a call out.
  const lost =
    input.scope === 'full_resync' ? known.map(({ id }) => id).filter((id) => !found.includes(id)) : [];
  for (const id of [...found, ...lost]) await ingest(host, id);
  await host.db.transaction(async (tx) => {
    await tx.query('update parley.connections set last_sync_at = $1', [host.clock.now()]);
    await tx.query(
      `insert into parley.runs (org_id, scope, trigger, found, at) values ($1, $2, $3, $4, $5)`,
      [...[host.org.id, input.scope, input.trigger, found.length, host.clock.now()]],
    );
  });
  return { found: found.length, queued: 0, outcome: 'listed' };
}

/** An event says that something changed. What it is like now, Parley's API says. */
export async function onWebhook({ meetings }: Delivery, host: Host): Promise<OnWebhookOutput> {
  const jobs: NewJob[] = meetings.map(({ uuid }) => ({
    hook: 'sync',
    input: { scope: 'recording', trigger: 'webhook', uuid },
    key: `call:${uuid}`,
  }));
  await host.db.transaction((tx) => host.jobs.send(tx, jobs));
  return { action: 'queued', recordings: meetings.length };
}

async function ingest(host: Host, id: string): Promise<SyncOutput['outcome']> {
  const call = await readCall(host, id);
  return host.db.transaction(async (tx) => {
    if (call) return (await store(host, tx, call)) ? 'ingested' : 'unchanged';
    await removeCall(host, tx, id);
    return 'gone';
  });
}

/** False if it is there already, the same as it is now. */
async function store(host: Host, tx: Transaction, call: Call): Promise<boolean> {
  const customers = await customersOf(tx, call.emails);
  const isNew = await tx.query(
    `insert into parley.calls as c (org_id, id, title, started_at, minutes, lines, links)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (org_id, id) do update
     set title = excluded.title, lines = excluded.lines, links = excluded.links, distilled_by = null
     where (c.title, c.lines, c.links) is distinct from (excluded.title, excluded.lines, excluded.links)
     returning 1`,
    [
      ...[host.org.id, call.id, call.title, call.startedAt, call.minutes],
      ...[JSON.stringify(call.lines), JSON.stringify(customers)],
    ],
  );
  if (isNew.length === 0) return false;
  const source = SAID + call.id;
  const visibility = customers.length > 0 ? 'customers' : 'internal';
  const [meeting] = await tx.query<{ id: string }>(
    `insert into meetings as m (org_id, provider, external_id, title, started_at, duration_minutes, audience, source_id,
       created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict (org_id, provider, external_id) do update
     set title = excluded.title, audience = excluded.audience, updated_at = excluded.updated_at
     returning id`,
    [
      ...[host.org.id, manifest.provider, call.id, call.title, call.startedAt, call.minutes],
      ...[visibility, source, host.clock.now()],
    ],
  );
  await link(host, tx, meeting?.id ?? '', customers);
  await host.knowledge.replace(tx, {
    id: source,
    title: call.title,
    occurredAt: new Date(call.startedAt),
    audience: { visibility, customers: visibility === 'customers' ? customers : [] },
    passages: call.lines.map(({ speaker, text }, nth) => ({ id: `${nth}`, text, metadata: { speaker } })),
  });
  const input = { sources: [source], rules: [], reason: 'ingested' };
  await host.jobs.send(tx, [{ hook: 'distill', input, key: `distill:${call.id}` }]);
  return true;
}

/** Takes a call out, with all that was made of it. */
export async function removeCall(host: Host, tx: Transaction, id: string): Promise<void> {
  await tx.query('delete from parley.calls where id = $1', [id]);
  await tx.query('delete from meetings where provider = $1 and external_id = $2', [manifest.provider, id]);
  await host.knowledge.remove(tx, [SAID + id, DISTILLED + id]);
}

function customersOf(tx: Transaction, emails: readonly string[]): Promise<Customer[]> {
  return tx.query<Customer>(
    `select id as "endUserId", company_id as "companyId", email from end_users
     where email_key in (select folded(address) from unnest($1::text[]) address) order by id`,
    [emails],
  );
}

async function link(
  host: Host,
  tx: Transaction,
  meetingId: string,
  customers: readonly Customer[],
): Promise<void> {
  await tx.query('delete from meeting_links where meeting_id = $1', [meetingId]);
  for (const { endUserId, companyId = null, email } of customers)
    await tx.query(
      `insert into meeting_links (org_id, meeting_id, company_id, end_user_id, email, source, method, confidence, attended)
       values ($1, $2, $3, $4, $5, 'participant', 'email', 1, true)`,
      [host.org.id, meetingId, companyId, endUserId, email],
    );
}
