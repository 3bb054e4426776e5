import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HaloDatabase, openHaloDatabase, pluginRole } from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';

let halo: HaloDatabase;
beforeAll(async () => {
  halo = openHaloDatabase(await createTestDatabase());
});
afterAll(() => halo.end());

describe('the database of an older Halo', () => {
  it('gets the webhook endpoints and the expiry of credentials, and keeps its rows', async () => {
    await migrate(halo, 'zoom', []);
    await halo.query(`
      drop table webhook_endpoints;
      alter table credentials drop column expires_at;
      drop index webhook_deliveries_age;
      delete from halo_migrations where id = 'webhook-endpoints';
      insert into teams (id, name) values ('old', 'Old');
      insert into credentials values ('old', 'zoom', 'tokens', 'k', '', '', null)`);
    await migrate(halo, 'zoom', []);
    expect(await halo.query('select expires_at from credentials')).toEqual([{ expires_at: null }]);
    expect(
      await halo.query(`select has_table_privilege($1, 'webhook_endpoints', 'select') as may_read`, [
        pluginRole('zoom'),
      ]),
    ).toEqual([{ may_read: true }]);
  });
});
