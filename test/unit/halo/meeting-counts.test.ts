import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Queryable } from '../../../contracts/host.ts';
import { createOrg } from '../../halo/orgs.ts';
import {
  type HaloDatabase,
  openHaloDatabase,
  openPluginDatabase,
  type PluginDatabase,
} from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';

const ORGS = ['a', 'b'];
const WRITERS = 12;
const STEPS = 60;

let halo: HaloDatabase;
let plugin: PluginDatabase;

beforeAll(async () => {
  const url = await createTestDatabase();
  halo = openHaloDatabase(url);
  plugin = openPluginDatabase(url, 'zoom');
  await migrate(halo, 'zoom', []);
  for (const id of ORGS) await createOrg(halo, { id, name: id });
});
afterAll(() => Promise.all([halo.end(), plugin.end()]));

describe('the counts of meetings', () => {
  it('are right at every moment while many write at once', async () => {
    let writing = true;
    const looks: Look[] = [];
    const watching = (async () => {
      while (writing) looks.push(await look());
    })();
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer))).finally(() => {
      writing = false;
    });
    await watching;
    looks.push(await look());
    expect(looks.length).toBeGreaterThan(5);
    for (const { counted, there } of looks) expect(counted).toEqual(there);
    expect(looks.at(-1)?.there.length).toBeGreaterThan(1);
  });

  it('let nobody wait for a transaction that has counted a meeting of the same day', async () => {
    const db = plugin.forOrg('a');
    await db.transaction(async (tx) => {
      await saveIn(tx, 'open', 1, ['c1']);
      await save(db, 'meanwhile', 1, ['c1']);
    });
    const { counted, there } = await look();
    expect(counted).toEqual(there);
  });

  it('take a few rows for a day at most, and none for a day without meetings', async () => {
    const [day] = await halo.query<{ rows: number }>(
      'select count(*)::int as rows from meeting_counts group by org_id, provider, day order by 1 desc limit 1',
    );
    // No more than changed a meeting of the day at the same moment.
    expect(day?.rows).toBeLessThanOrEqual(WRITERS);
    await halo.query('delete from meetings');
    expect(await look()).toEqual({ counted: [], there: [] });
  });

  it('are made of the meetings of a Halo that did not count before', async () => {
    await save(plugin.forOrg('a'), 'linked', 3, ['c1', 'c2']);
    await save(plugin.forOrg('a'), 'not linked', 3, []);
    await halo.query(`
      drop table meeting_counts;
      drop function meeting_counted, meeting_linked cascade;
      drop function add_to_meeting_counts;
      alter table meetings drop column linked;
      delete from halo_migrations where id = 'meeting-counts'`);
    // A worker of the older release is in the middle of its work, and goes on afterwards.
    const migrating = await plugin.forOrg('a').transaction(async (tx) => {
      await saveIn(tx, 'meanwhile', 3, ['c1']);
      const begun = { end: migrate(halo, 'zoom', []) };
      await expect
        .poll(() => halo.query(`select from pg_locks where not granted and relation = 'meetings'::regclass`))
        .toHaveLength(1);
      return begun;
    });
    await migrating.end;
    await save(plugin.forOrg('a'), 'afterwards', 3, ['c1']);
    const { counted, there } = await look();
    expect(counted).toEqual(there);
    expect(counted).toEqual([{ org: 'a', day: '2026-10-04', meetings: 4, linked: 3 }]);
  });

  it('are not for a plugin to change, nor those of another org to see', async () => {
    const forbidden = { code: '42501' };
    for (const statement of ['update meeting_counts set meetings = 9', 'delete from meeting_counts'])
      await expect(plugin.forOrg('a').query(statement)).rejects.toMatchObject(forbidden);
    await expect(
      plugin.forOrg('a').query(`select add_to_meeting_counts('a', 'zoom', '2026-10-04', 1, 0)`),
    ).rejects.toMatchObject(forbidden);
    expect(await plugin.forOrg('a').query('select from meeting_counts')).not.toEqual([]);
    expect(await plugin.forOrg('b').query('select from meeting_counts')).toEqual([]);
  });
});

/** Each step is a transaction of its own. What one writer does is the same each time; who comes first is not. */
async function write(writer: number): Promise<void> {
  const db = plugin.forOrg(ORGS[writer % ORGS.length] ?? '');
  for (let step = 0; step < STEPS; step++) {
    const pick = (of: number) => (((writer * 31 + step) * 2_654_435_761) % 1_000_003) % of;
    const [uuid, day, links] = [`call-${pick(7)}`, pick(3), ['c1', 'c2', 'c3'].slice(pick(4))];
    const steps = [
      () => save(db, uuid, day, links),
      () => save(db, uuid, day, links),
      () => expect(save(db, uuid, day, links, 'select 1 / 0')).rejects.toThrow('division by zero'),
      () => db.query('delete from meetings where external_id = $1', [uuid]),
      // Of a meeting that stays: without the lock of its recording, deleting it at the same time would be a deadlock.
      () => save(db, 'stays', 1, null),
      () => db.query(`delete from meeting_links where email = $1`, [`writer-${writer - (writer % 4)}`]),
      () =>
        db.query(
          `insert into meeting_links select org_id, id, $1, null, $2, 'invitees', 'email', 1, true
           from meetings where external_id = 'stays' on conflict do nothing`,
          [`c${pick(3)}`, `writer-${writer - (writer % 4)}`],
        ),
    ];
    await steps[step % steps.length]?.();
  }
}

function save(
  db: Database,
  uuid: string,
  day: number,
  links: string[] | null,
  last = 'select 1',
): Promise<void> {
  return db.transaction(async (tx) => {
    await saveIn(tx, uuid, day, links);
    await tx.query(last);
  });
}

/** As the plugin does it: one row, its links replaced as a whole. */
async function saveIn(tx: Queryable, uuid: string, day: number, links: string[] | null): Promise<void> {
  const [meeting] = await tx.query<{ id: string }>(
    `insert into meetings (org_id, provider, external_id, title, started_at, duration_minutes, audience, source_id,
         created_at, updated_at)
       values (current_setting('halo.org_id'), 'zoom', $1, 'Call', timestamptz '2026-10-01 23:30Z' + $2 * interval '1 day',
         30, 'internal', $1, now(), now())
       on conflict (org_id, provider, external_id) do update set started_at = excluded.started_at
       returning id`,
    [uuid, day],
  );
  if (links) {
    await tx.query('delete from meeting_links where meeting_id = $1', [meeting?.id]);
    await tx.query(
      `insert into meeting_links select current_setting('halo.org_id'), $1, company, null, null, 'invitees', 'email', 1, true
         from unnest($2::text[]) company`,
      [meeting?.id, links],
    );
  }
}

interface Look {
  readonly counted: object[];
  readonly there: object[];
}

/** What is counted, and what a count finds, in one snapshot. */
async function look(db: Queryable = halo): Promise<Look> {
  const [row] = await db.query<Look>(
    `select (select coalesce(jsonb_agg(to_jsonb(c) order by org, day), '[]') from (
               select org_id as org, day, sum(meetings) as meetings, sum(linked) as linked from meeting_counts
               group by 1, 2 having sum(meetings) <> 0) c) as counted,
            (select coalesce(jsonb_agg(to_jsonb(m) order by org, day), '[]') from (
               select org_id as org, (started_at at time zone 'UTC')::date as day, count(*) as meetings,
                 count(*) filter (where exists (select from meeting_links l where l.meeting_id = id)) as linked
               from meetings group by 1, 2) m) as there`,
  );
  return row ?? { counted: [], there: [] };
}
