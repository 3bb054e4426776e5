import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';
import { fuzzOverHttp } from '../../fuzz/webhook/over-http.ts';
import type { Halo } from '../../halo/halo.ts';
import { webhookSignature } from '../../zoom/webhook-signature.ts';
import { answerTo } from './answer-to.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

const SECRET = 'new';
const MEBIBYTE = 1024 * 1024;
const { path } = plugin.manifest.webhook;

let halo: Halo;
beforeAll(async () => {
  halo = await runningHalo({ plugin, workers: false });
  await connectAccount(halo, 'account-1');
});
afterAll(() => halo.stop());

function signedHeaders(body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-zm-request-timestamp': timestamp,
    'x-zm-signature': webhookSignature(SECRET, timestamp, body),
  };
}

function post(body: string, headers = signedHeaders(body)): Promise<Response> {
  return fetch(halo.url + path, { method: 'POST', headers, body, redirect: 'manual' });
}

const ofLength = (length: number): string => {
  const event = '{"event":"meeting.ended","padding":""}';
  return event.replace('""', `"${'x'.repeat(length - event.length)}"`);
};

describe('a request to the webhook’s address', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'by %s is told that only POST is served',
    async (method) => {
      const response = await fetch(halo.url + path, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    },
  );

  it('by HEAD is told so too, without a body', async () => {
    const response = await fetch(halo.url + path, { method: 'HEAD' });
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
      405,
      'POST',
      '',
    ]);
  });

  it.each([
    ['of another method', 405, `PUT ${path} HTTP/1.1`, 'content-type: application/json'],
    ['of another content type', 415, `POST ${path} HTTP/1.1`, 'content-type: text/plain'],
  ])('%s is refused before its body has come', async (_, status, ...head) => {
    const answer = await answerTo(halo.port, ...head, 'host: halo', 'content-length: 1000', '', '');
    expect(answer).toContain(`HTTP/1.1 ${status} `);
  });

  it('that states more than a mebibyte is refused before its body has come', async () => {
    const answer = await answerTo(
      halo.port,
      ...[`POST ${path} HTTP/1.1`, 'host: halo', 'content-type: application/json'],
      ...[`content-length: ${MEBIBYTE + 1}`, '', ''],
    );
    expect(answer).toContain('HTTP/1.1 413 ');
    expect(answer).toContain('{"error":"This request is larger than any of Zoom’s."}');
  });

  it('that states no length is refused as soon as it has grown too large', async () => {
    const chunk = `${MEBIBYTE.toString(16)}\r\n${'x'.repeat(MEBIBYTE)}\r\n`;
    const answer = await answerTo(
      halo.port,
      ...[`POST ${path} HTTP/1.1`, 'host: halo', 'content-type: application/json'],
      ...['transfer-encoding: chunked', '', `${chunk}1\r\nx\r\n`],
    );
    expect(answer).toContain('HTTP/1.1 413 ');
  });

  it('may be as large as the door takes, and not a byte larger', async () => {
    expect((await post(ofLength(MEBIBYTE))).status).toBe(200);
    expect((await post(ofLength(MEBIBYTE + 1))).status).toBe(413);
  });

  it('that ends in the middle of its body leaves Halo as it was', async () => {
    const socket = connect(halo.port, '127.0.0.1');
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: halo',
      'content-type: application/json',
      'content-length: 100',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n{"event":`);
    await text(socket);
    expect((await post(ofLength(100))).status).toBe(200);
    expect(halo.counters.snapshot()).not.toHaveProperty([expect.stringContaining('unavailable')]);
  });

  it('is never redirected, for Zoom follows none', async () => {
    for (const address of [`${path}/`, `${path}?a=b`, path.toUpperCase(), `/${path}`]) {
      const response = await fetch(halo.url + address, { method: 'POST', redirect: 'manual' });
      expect([301, 302, 303, 307, 308]).not.toContain(response.status);
    }
  });

  it('that names an event nobody uses is answered well and counted', async () => {
    expect((await post('{"event":"meeting.teleported"}')).status).toBe(200);
    expect(Object.keys(halo.counters.snapshot())).toContainEqual(
      expect.stringContaining('outcome="ignored"'),
    );
  });
});

describe('Zoom’s check of the address', () => {
  const check = '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}';
  const noted = () => halo.halo.query<{ at: Date }>('select validated_at as at from webhook_endpoints');

  it('is noted with the time it was answered', async () => {
    const before = new Date();
    expect((await post(check)).status).toBe(200);
    const [first, ...others] = await noted();
    expect(first?.at.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(others).toEqual([]);
  });

  it('moves the time on when it comes again', async () => {
    await halo.halo.query(`update webhook_endpoints set validated_at = '2020-01-01'`);
    await post(check);
    expect((await noted())[0]?.at.getFullYear()).toBeGreaterThan(2020);
  });

  it('is not noted when it was not Zoom’s', async () => {
    await halo.halo.query('delete from webhook_endpoints');
    expect((await post(check, { ...signedHeaders(check), 'x-zm-signature': 'v0=00' })).status).toBe(401);
    expect(await noted()).toEqual([]);
  });

  it('is answered even while Halo cannot note it', async () => {
    await halo.halo.query('alter table webhook_endpoints rename to hidden');
    const response = await post(check);
    await halo.halo.query('alter table hidden rename to webhook_endpoints');
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
    ]);
  });

  it('is answered even while the database keeps Halo waiting', async () => {
    const locked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const holding = halo.halo.transaction(async (tx) => {
      await tx.query('lock table webhook_endpoints');
      locked.resolve();
      await release.promise;
    });
    await locked.promise;
    expect((await post(check)).status).toBe(200);
    release.resolve();
    await holding;
  });
});

describe('damaged deliveries, half of them signed', () => {
  it('are refused or ignored, but never make Halo fail', async () => {
    const endings = await fuzzOverHttp(halo, {
      requests: 1_000,
      seed: 4,
      accountId: 'account-1',
      secretToken: SECRET,
    });
    const unwanted = [...endings.keys()].filter((ending) => ending === 'silent' || Number(ending) >= 500);
    expect(unwanted).toEqual([]);
    expect(endings.get(200)).toBeGreaterThan(100);
    expect(halo.counters.snapshot()).toMatchObject({
      'webhook_requests{outcome="accepted",reason="stored"}': expect.any(Number),
    });
  });
});
