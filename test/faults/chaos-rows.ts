import { createHash } from 'node:crypto';
import type { Halo } from '../halo/halo.ts';
import type { ZoomServer } from '../zoom/server.ts';

/** How Halo came to where it is, what it still means to do, and what is new each time. */
const LEFT_OUT_TABLES = [
  ...['zoom.runs', 'zoom.run_items', 'zoom.request_budgets', 'zoom.joined_participants'],
  ...['public.webhook_deliveries', 'public.webhook_endpoints', 'public.authorization_attempts'],
  ...['public.credentials', 'public.encryption_keys', 'public.halo_migrations'],
];
const LEFT_OUT_COLUMNS = [
  ...['created_at', 'updated_at', 'decided_at', 'distilled_at', 'connected_at', 'last_sync_at'],
  ...['listed_through', 'relinked_at', 'webhook_seen_at', 'queued_at', 'distill_queued_at', 'event_at'],
  ...['tries', 'distill_sends', 'reads', 'stems', 'words', 'title_stems', 'length'],
];

/** Rows that do not stand alone: a meeting's own id is another one each time. */
const ROWS: Readonly<Record<string, string>> = {
  'public.meetings': `select to_jsonb(t) - 'id' from meetings t`,
  'public.meeting_links': `select to_jsonb(t) - 'meeting_id' || jsonb_build_object('uuid', m.external_id)
    from meeting_links t join meetings m on m.id = t.meeting_id`,
  // A day may be counted in several rows, of which only the sum counts.
  'public.meeting_counts': `select jsonb_build_object('org_id', org_id, 'provider', provider, 'day', day,
      'meetings', sum(meetings), 'linked', sum(linked))
    from meeting_counts group by org_id, provider, day having sum(meetings) <> 0`,
  // What Zoom holds no longer was trashed or deleted, or left out and then deleted: nobody may have told Halo which.
  // Of what is left out, only that much is the same however it came about.
  'zoom.recordings': `select case when t.state = 'skipped'
      then jsonb_build_object('org_id', org_id, 'uuid', uuid, 'state', state, 'reason', reason, 'start_time', start_time)
      else to_jsonb(t) end
    from zoom.recordings t where t.uuid in (select uuid from held)`,
};

/** What stands in each table, as lines of text in one order. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** The org's rows of every table that say what Halo knows and shows in the end. */
export async function readRows(
  { halo, zoom }: { readonly halo: Halo; readonly zoom: ZoomServer },
  orgId = halo.orgId,
): Promise<Rows> {
  const held = zoom.accounts
    .flatMap(({ recordings }) => recordings)
    .filter(({ state }) => state === 'listed')
    .map(({ uuid }) => uuid);
  const tables = await halo.halo.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'zoom') and table_type = 'BASE TABLE' order by 1`,
  );
  const rows: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    if (LEFT_OUT_TABLES.includes(name)) continue;
    const found = await halo.halo.query<{ row: string }>(
      `with held as (select unnest($1::text[]) as uuid)
       select (row - $3::text[])::text as row from (${ROWS[name] ?? `select to_jsonb(t) from ${name} t`}) as of(row)
       where row ->> $4 = $2`,
      [held, orgId, LEFT_OUT_COLUMNS, name === 'public.teams' ? 'id' : 'org_id'],
    );
    rows[name] = found.map(({ row }) => row.replaceAll(zoom.origin, 'https://zoom')).sort();
  }
  return rows;
}

export function hashOfRows(rows: Rows): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** The rows that only one of the two has, by table. */
export function differences(expected: Rows, found: Rows): object {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const missing = without(expected[name] ?? [], found[name] ?? []);
      const unexpected = without(found[name] ?? [], expected[name] ?? []);
      return missing.length + unexpected.length > 0 ? [[name, { missing, unexpected }]] : [];
    }),
  );
}

function without(rows: readonly string[], others: readonly string[]): string[] {
  const set = new Set(others);
  return rows.filter((row) => !set.has(row));
}
