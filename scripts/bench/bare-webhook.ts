import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Halo } from '../../test/halo/halo.ts';
import { queueName } from '../../test/halo/jobs/queues.ts';
import { forPgBoss } from '../../test/halo/postgres/open-transaction.ts';

export interface BareWebhook {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The least that a webhook can do and still keep what came: on the same Node, pg-boss and PostgreSQL it reads the body
 * and makes the same two inserts in one transaction. It verifies, parses, routes, encrypts and counts nothing.
 */
export async function startBareWebhook(halo: Halo): Promise<BareWebhook> {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    await store(halo);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bare server has no port.');
  return {
    port: address.port,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function store({ halo, boss, orgId, plugin }: Halo): Promise<unknown> {
  const { provider } = plugin.manifest;
  const key = randomUUID();
  // As long as the row that the plugin's door makes of a delivery with one file.
  const delivery = {
    key,
    event: 'recording.transcript_completed',
    eventTs: Date.now(),
    accountId: 'benchAccount0',
    hostId: 'benchHost',
    meetings: [
      {
        uuid: 'AAAAAAAAAAAAAAAAAAAAAA==',
        files: [{ id: key, type: 'TRANSCRIPT', recordingStart: '2026-10-01T10:00:00Z' }],
      },
    ],
  };
  return halo.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `insert into webhook_deliveries (org_id, provider, key, delivery, received_at) values ($1, $2, $3, $4, $5)
       returning id`,
      [orgId, provider, key, JSON.stringify(delivery), new Date()],
    );
    const data = { orgId, deliveryId: row?.id };
    const job = { data, singletonKey: `${orgId}:${key}`, group: { id: orgId } };
    await boss.insert(queueName(provider, 'onWebhook'), [job], { db: forPgBoss(tx) });
  });
}
