import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../halo/postgres/embedded.ts';

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('knows letters outside ASCII, listens on loopback alone, and leaves nothing behind', async () => {
    const server = await startEmbeddedPostgres();
    const [row] = await ask<{ folded: string; addresses: string; folder: string }>(
      server.url,
      `select lower('ÄÖÜ') as folded, current_setting('listen_addresses') as addresses,
         current_setting('data_directory') as folder`,
    );
    expect(row).toMatchObject({ folded: 'äöü', addresses: '127.0.0.1' });
    await server.stop();
    await server.stop();
    await expect(ask(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    await expect(stat(dirname(row?.folder ?? ''))).rejects.toThrow(/ENOENT/);
  });

  it.each(['fast', 'immediate'] as const)('keeps what was committed through a restart (%s)', async (how) => {
    const server = await startEmbeddedPostgres({ outlivesCrash: true });
    await ask(server.url, 'create table kept as select 1 as one');
    await server.restart(how);
    await ask(server.url, 'insert into kept values (2)');
    await server.restart(how);
    expect(await ask(server.url, 'select one from kept order by 1')).toEqual([{ one: 1 }, { one: 2 }]);
    await server.stop();
    await expect(ask(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('asks for its password', async () => {
    const server = await startEmbeddedPostgres();
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    await server.stop();
  });
});
