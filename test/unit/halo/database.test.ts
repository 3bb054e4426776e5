import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrg } from '../../halo/orgs.ts';
import {
  type HaloDatabase,
  openHaloDatabase,
  openPluginDatabase,
  type PluginDatabase,
} from '../../halo/postgres/database.ts';
import { asHalo } from '../../halo/postgres/open-transaction.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';
import { madeUpPlugin } from './made-up-plugin.ts';

const { migrations } = madeUpPlugin();
let url: string;
let halo: HaloDatabase;
let plugin: PluginDatabase;

beforeAll(async () => {
  url = await createTestDatabase();
  halo = openHaloDatabase(url);
  plugin = openPluginDatabase(url, 'zoom');
  await migrate(halo, 'zoom', migrations);
  for (const id of ['a', 'b']) {
    await createOrg(halo, { id, name: id });
    await halo.query(`insert into companies values ($1, 'c', $1 || ' Ltd', null)`, [id]);
  }
});
afterAll(() => Promise.all([halo.end(), plugin.end()]));

describe('the plugin’s database', () => {
  it('shows an org its own rows and nobody else’s', async () => {
    const names = async (orgId: string) =>
      (await plugin.forOrg(orgId).query<{ name: string }>('select name from companies')).map(
        ({ name }) => name,
      );
    expect(await names('a')).toEqual(['a Ltd']);
    expect(await names('b')).toEqual(['b Ltd']);
    expect(await names('nobody')).toEqual([]);
  });

  it('keeps the orgs apart when they share connections at the same time', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const orgId = index % 3 === 0 ? 'a' : 'b';
        const rows = await plugin.forOrg(orgId).query<{ org_id: string }>('select org_id from companies');
        return rows.every(({ org_id }) => org_id === orgId);
      }),
    );
    expect(seen).not.toContain(false);
  });

  it('refuses to write a row for another org', async () => {
    const write = plugin.forOrg('a').query(`insert into zoom.notes values ('b', 'not mine')`);
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('never lets the plugin create or change a customer', async () => {
    const db = plugin.forOrg('a');
    await expect(db.query(`insert into end_users (org_id, id) values ('a', 'new')`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(db.query(`update companies set name = 'mine'`)).rejects.toThrow(/permission denied/);
    await expect(db.query('select * from credentials')).rejects.toThrow(/permission denied/);
  });

  it('rolls a transaction back when its work throws, and lends the connection on', async () => {
    const db = plugin.forOrg('a');
    const work = db.transaction(async (tx) => {
      await tx.query(`insert into zoom.notes values ('a', 'gone')`);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await db.query('select * from zoom.notes')).toEqual([]);
  });

  it('fails the work whose connection breaks, and not the process', async () => {
    const db = plugin.forOrg('a');
    const work = db.transaction(async (tx) => {
      const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await halo.query('select pg_terminate_backend($1, 5000)', [own?.pid]);
      await tx.query(`insert into zoom.notes values ('a', 'lost')`);
    });
    await expect(work).rejects.toThrow(/connection|terminated/i);
    expect(await db.query('select * from zoom.notes')).toEqual([]);
  });

  it('lets a host service join the plugin’s transaction with Halo’s rights, and takes them away again', async () => {
    const users = await plugin.forOrg('a').transaction(async (tx) => {
      const user = async () => (await tx.query<{ user: string }>('select current_user as user'))[0]?.user;
      return [await user(), await asHalo(tx, user), await user()];
    });
    expect(users).toEqual(['halo_plugin_zoom', 'halo', 'halo_plugin_zoom']);
  });
});

describe('bringing a database up to date', () => {
  it('changes nothing the second time', async () => {
    const fingerprint = () =>
      halo.query('select owner, id, xmin::text, applied_at from halo_migrations order by 1, 2');
    const before = await fingerprint();
    await migrate(halo, 'zoom', migrations);
    expect(await fingerprint()).toEqual(before);
  });

  it('runs only the plugin’s new steps, in order', async () => {
    const steps = [...migrations, { id: '0002', sql: 'create table zoom.second (id integer)' }];
    await migrate(halo, 'zoom', steps);
    expect(await halo.query('select * from zoom.second')).toEqual([]);
  });

  it('leaves what a newer release has made as it is, and names it', async () => {
    const fresh = await createTestDatabase();
    const database = openHaloDatabase(fresh);
    const newer = { id: '0002', sql: 'create table zoom.newer (id integer)' };
    expect(await migrate(database, 'zoom', [...migrations, newer])).toEqual([]);
    await database.query('insert into zoom.newer values (1)');
    expect(await migrate(database, 'zoom', migrations)).toEqual(['zoom/migration:0002']);
    expect(await database.query('select * from zoom.newer')).toEqual([{ id: 1 }]);
    // The process that brings a step back finds it done.
    expect(await migrate(database, 'zoom', [...migrations, newer])).toEqual([]);
    await database.end();
  });

  it('leaves nothing behind when a step fails', async () => {
    const broken = [{ id: '0003', sql: 'create table zoom.third (id integer); select 1 / 0' }];
    await expect(migrate(halo, 'zoom', broken)).rejects.toThrow(/division by zero/);
    await expect(halo.query('select * from zoom.third')).rejects.toThrow(/does not exist/);
  });

  it('is safe when several processes start at once', async () => {
    const fresh = await createTestDatabase();
    const databases = [1, 2, 3].map(() => openHaloDatabase(fresh));
    await Promise.all(databases.map((database) => migrate(database, 'zoom', migrations)));
    expect(await databases[0]?.query('select count(*)::int as steps from halo_migrations')).toEqual([
      { steps: 8 },
    ]);
    await Promise.all(databases.map((database) => database.end()));
  });

  it('says in one sentence, and without the password, that there is no database', async () => {
    const nowhere = openHaloDatabase('postgres://halo:hunter2@127.0.0.1:9/halo');
    const failure = await migrate(nowhere, 'zoom', []).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'PlainError' });
    expect(String(failure)).toMatch(/cannot reach its database/);
    expect(String(failure)).not.toContain('hunter2');
    await nowhere.end();
  });
});
