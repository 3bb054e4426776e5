import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { RecordedVendor, SignedRequest } from '../conformance/vendor.ts';
import { signatureOf } from './door.ts';
import recording from './recording.json' with { type: 'json' };

const SECRET = 'parley-webhook-secret';
export const SECRETS = {
  PARLEY_CLIENT_ID: 'parley-client-id',
  PARLEY_CLIENT_SECRET: 'parley-client-secret',
  PARLEY_WEBHOOK_SECRET: SECRET,
};

const SCOPES = { everything: 'calls:read', too_little: '' };
const TROUBLE = { rate_limit: 429, server_error: 503 };

/** Plays a recorded Parley back over HTTP. */
export async function openParley(clock: { now(): Date }): Promise<RecordedVendor> {
  let nth = 0;
  let calls = structuredClone(recording.calls);
  let scope = SCOPES.everything;
  let trouble: number[] = [];
  let requests = 0;
  const codes = new Set<string>();
  const account = () => `${recording.account}-${nth}`;

  const app = new Hono();
  app.get('/oauth/authorize', (c) => {
    const code = randomUUID();
    codes.add(code);
    const back = new URL(c.req.query('redirect_uri') ?? '');
    back.search = `${new URLSearchParams({ code, state: c.req.query('state') ?? '' })}`;
    return c.redirect(back.href);
  });
  app.post('/oauth/token', async (c) => {
    const form = await c.req.formData();
    const isGood =
      codes.delete(String(form.get('code'))) && form.get('client_secret') === SECRETS.PARLEY_CLIENT_SECRET;
    return isGood ? c.json({ token: randomUUID(), account: account(), scope }) : c.json({}, 400);
  });
  app.post('/oauth/revoke', (c) => c.json({}));
  app.use('/calls/*', async (c, next) => {
    requests += 1;
    const status = trouble.shift();
    return status === undefined ? next() : c.body(null, status === 429 ? 429 : 503);
  });
  app.get('/calls', (c) => c.json({ calls: calls.map(({ id }) => ({ id })) }));
  app.get('/calls/:id', (c) => {
    const call = calls.find(({ id }) => id === decodeURIComponent(c.req.param('id')));
    return call ? c.json(call) : c.json({}, 404);
  });

  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');

  function webhook(event: string, call: string): SignedRequest {
    const at = clock.now().getTime();
    const body = JSON.stringify({ event, at, account: account(), call });
    const headers = {
      'content-type': 'application/json',
      'parley-timestamp': `${at}`,
      'parley-signature': signatureOf(SECRET, `${at}`, body),
    };
    return { headers, body };
  }

  return {
    origin: `http://127.0.0.1:${address.port}`,
    meetings: recording.calls.map(({ id }) => id),
    said: recording.calls[0]?.lines[0]?.text ?? '',
    reset() {
      nth += 1;
      calls = structuredClone(recording.calls);
      scope = SCOPES.everything;
      trouble = [];
      requests = 0;
    },
    grant(scopes) {
      scope = SCOPES[scopes];
    },
    empty() {
      calls = [];
    },
    trouble(kind, times) {
      trouble = Array.from({ length: times }, () => TROUBLE[kind]);
    },
    async record() {
      const id = `call-${calls.length + 1}`;
      const lines = [{ speaker: 'Ana', text: `This is call ${calls.length + 1}.` }];
      const usual = { minutes: 20, emails: ['ana@customer.example'], startedAt: '2026-10-15T10:00:00.000Z' };
      calls.push({ ...usual, id, title: 'New', lines });
      return { id, webhook: webhook('call.ready', id) };
    },
    async remove(id) {
      calls = calls.filter((call) => call.id !== id);
      return webhook('call.removed', id);
    },
    unknownEvent: async () => webhook('call.started', 'call-export'),
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
