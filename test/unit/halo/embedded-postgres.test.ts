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
  it('knows letters outside ASCII, is open to whoever knows its password on loopback, and leaves nothing behind', async () => {
    const server = await startEmbeddedPostgres();
    const [row] = await ask<{ folded: string; addresses: string; folder: string }>(
      server.url,
      `select lower('ÄÖÜ') as folded, current_setting('listen_addresses') as addresses,
         current_setting('data_directory') as folder`,
    );
    expect(row).toMatchObject({ folded: 'äöü', addresses: '127.0.0.1' });
    const stranger = new URL(server.url);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    await server.stop();
    await server.stop();
    await expect(ask(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    await expect(stat(dirname(row?.folder ?? ''))).rejects.toThrow(/ENOENT/);
  });

  it('keeps what was committed through each restart and crash', async () => {
    const server = await startEmbeddedPostgres({ outlivesCrash: true });
    await ask(server.url, 'create table kept (how text)');
    const endings = ['fast', 'immediate', 'immediate'] as const;
    for (const how of endings) {
      await ask(server.url, `insert into kept values ('${how}')`);
      await server.restart(how);
    }
    expect(await ask(server.url, 'select how from kept')).toEqual(endings.map((how) => ({ how })));
    await server.stop();
    await expect(ask(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });
});
