import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plugin } from '../../plugin/index.ts';
import type { Halo } from '../halo/halo.ts';
import { answerTo } from '../unit/halo/answer-to.ts';
import { connectAccount, runningHalo, SECRETS } from '../unit/halo/running-halo.ts';
import { TRANSCRIPT_READY, zoomRequest } from '../unit/webhook/requests.ts';

/** What somebody tries who can reach Halo, or whose page or letter a user of Halo opens. docs/threat-model.md says more. */

const ZOOM = '/api/integrations/zoom';
const PAGE = '/integrations/zoom';
const SECRET = 'new';
const HOUR_MS = 3_600_000;
const NUL = '\0';
const HALF_A_PAIR = '\ud800';

let halo: Halo;
let now = new Date();
const logged: string[] = [];

beforeAll(async () => {
  halo = await runningHalo({
    plugin,
    workers: false,
    clock: { now: () => now },
    publicUrl: 'https://halo.example',
    deployment: {
      secrets: SECRETS,
      apiUrl: 'http://127.0.0.1:1',
      oauthUrl: 'https://zoom.us',
      downloadHosts: [],
    },
    logLevel: 'debug',
    logTo: { write: (line) => logged.push(line) },
  });
  await connectAccount(halo, 'account-1');
});
afterAll(() => halo.stop());
beforeEach(() => {
  logged.length = 0;
  now = new Date();
});

const send = (method: string, path: string, body?: string | URLSearchParams, headers = {}) =>
  fetch(halo.url + path, { method, redirect: 'manual', headers, ...(body === undefined ? {} : { body }) });

/** As Zoom sends it, signed at this moment. */
function signed(body: unknown, secret = SECRET) {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const { headers, body: raw } = zoomRequest(body, { secret, timestamp });
  return { headers, raw };
}
const deliver = ({ headers, raw }: ReturnType<typeof signed>) =>
  send('POST', plugin.manifest.webhook.path, Buffer.from(raw).toString(), headers);
const deliveries = () => halo.halo.query('select id from webhook_deliveries');

describe('a delivery that was overheard', () => {
  it('and is sent again leads to no more work, and after two hours it is no delivery at all', async () => {
    const overheard = signed(TRANSCRIPT_READY);
    expect((await deliver(overheard)).status).toBe(200);
    now = new Date(now.getTime() + 2 * HOUR_MS);
    expect((await deliver(overheard)).status).toBe(200);
    expect(await deliveries()).toHaveLength(1);
    now = new Date(now.getTime() + 1_000);
    expect((await deliver(overheard)).status).toBe(401);
    await halo.halo.query('delete from webhook_deliveries');
  });

  it('gives no signature away: the answer to Zoom’s check signs no delivery', async () => {
    const check = signed({ event: 'endpoint.url_validation', payload: { plainToken: 'v0' } });
    const { encryptedToken } = JSON.parse(await (await deliver(check)).text());
    const { headers, raw } = signed(TRANSCRIPT_READY);
    const forged = { ...headers, 'x-zm-signature': `v0=${encryptedToken}` };
    expect((await deliver({ headers: forged, raw })).status).toBe(401);
    expect(await deliveries()).toEqual([]);
  });
});

describe('text that PostgreSQL takes in no column', () => {
  const ADDRESSES = [
    ...[`${PAGE}/recording?uuid=%00`, `${PAGE}/recordings?text=%00&host=%00&state=%00&page=%00`],
    ...['/companies/%00?kind=%00', '/companies?find=%00', '/knowledge?find=%00&q=%00&as=%00'],
    ...['/knowledge?q=words&as=company:%00', '/api/knowledge/search?q=%00'],
    ...['/api/knowledge/search?q=words&audience=company:%00', `${ZOOM}/callback?code=%00&state=%00`],
  ];

  it.each(ADDRESSES)('in the address %s is no trouble of Halo’s', async (path) => {
    expect((await send('GET', path)).status).toBeLessThan(500);
    expect(logged).toEqual([]);
  });

  const bodies = (text: string): readonly (readonly [string, string, string | URLSearchParams])[] => [
    ['POST', `${ZOOM}/links`, JSON.stringify({ uuid: text, decision: 'added', companyId: text })],
    ['POST', `${ZOOM}/sync/cancel`, JSON.stringify({ runId: text })],
    ['PATCH', `${ZOOM}/settings`, JSON.stringify({ ownDomains: [text], [text]: text })],
    ['PUT', '/api/learning-rules', JSON.stringify({ rules: [{ type: 'topic', text }] })],
    ['POST', `${PAGE}/cancel`, new URLSearchParams({ runId: text })],
    ['POST', `${PAGE}/settings`, new URLSearchParams({ ownDomains: text })],
    ['POST', `${PAGE}/recording/add`, new URLSearchParams({ uuid: text, who: text })],
    ['POST', '/learning-rules', new URLSearchParams({ type: 'topic', text })],
    ['POST', '/learning-rules/change', new URLSearchParams({ id: text, change: 'remove' })],
  ];

  it.each(bodies('').map(([method, path], place) => [method, path, place] as const))(
    'in the body of %s %s is no trouble of Halo’s',
    async (_method, _path, place) => {
      for (const text of [NUL, HALF_A_PAIR]) {
        const [method, path, body] = bodies(`a${text}b`)[place] ?? ['', ''];
        expect((await send(method, path, body)).status).toBeLessThan(500);
      }
      expect(logged).toEqual([]);
    },
  );
});

describe('a body larger than any form of Halo’s', () => {
  const LIMIT = 1024 * 1024;
  const chunk = `${LIMIT.toString(16)}\r\n${'x'.repeat(LIMIT)}\r\n1\r\nx\r\n`;

  it.each([
    ['PATCH', `${ZOOM}/settings`],
    ['POST', `${PAGE}/settings`],
    ['PUT', '/api/learning-rules'],
  ])('is refused by %s %s, whether it states its length or not', async (method, path) => {
    const head = [`${method} ${path} HTTP/1.1`, 'host: localhost'];
    const stated = await answerTo(halo.port, ...head, `content-length: ${LIMIT + 1}`, '', '');
    expect(stated).toContain('HTTP/1.1 413 ');
    const unstated = await answerTo(halo.port, ...head, 'transfer-encoding: chunked', '', chunk);
    expect(unstated).toContain('HTTP/1.1 413 ');
  });
});

describe('a name of somebody else’s that leads to this Halo', () => {
  /** fetch() states the host itself. */
  const statusAs = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(halo.url, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  it.each([
    ['evil.example', 421],
    ['evil.example:4400', 421],
    ['halo.example.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['halo.example', 302],
    ['127.0.0.1:4400', 302],
    ['localhost', 302],
    ['[::1]:4400', 302],
  ])('is not answered as Halo: %s gets %i', async (host, status) => {
    expect(await statusAs(host)).toBe(status);
  });
});

describe('a link or a form on another site', () => {
  it.each([
    ['GET', `${ZOOM}/connect`],
    ['POST', `${ZOOM}/sync`],
    ['POST', `${ZOOM}/disconnect`],
    ['PATCH', `${ZOOM}/settings`],
    ['POST', `${PAGE}/disconnect`],
    ['POST', '/learning-rules'],
  ])('does nothing in its reader’s name: %s %s', async (method, path) => {
    const answer = await send(method, path, method === 'GET' ? undefined : '{}', {
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    });
    expect(answer.status).toBe(403);
    expect(await halo.halo.query('select state from authorization_attempts')).toEqual([]);
  });
});

describe('an error that quotes what was in hand', () => {
  it('stands in the log with its kind and its place, without the row that PostgreSQL refused', async () => {
    await halo.halo.query(
      `alter table webhook_deliveries add constraint full_disk check (received_at is null) not valid`,
    );
    const joined = {
      event: 'meeting.participant_joined',
      payload: {
        account_id: 'account-1',
        object: {
          uuid: 'u==',
          participant: { email: 'dana@acme.example', join_time: '2026-03-01T10:00:00Z' },
        },
      },
    };
    expect((await deliver(signed(joined))).status).toBe(503);
    await halo.halo.query('alter table webhook_deliveries drop constraint full_disk');
    const record = { event: 'halo.webhook.unstored', error: 'error', code: '23514' };
    await expect.poll(() => logged.map((line) => JSON.parse(line))).toMatchObject([record]);
    expect(logged.join('')).toContain('deliveries');
    expect(logged.join('')).not.toMatch(/Failing row|participant_joined|meeting\.|dana/);
  });
});
