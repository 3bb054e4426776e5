import { afterEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import type { ZoomOptions } from '../../zoom/options.ts';
import { RateLimits } from '../../zoom/rate-limits.ts';
import { Storm } from '../../zoom/weather.ts';
import { connect, get, refresh } from './zoom-client.ts';

let zoom: ZoomServer;
afterEach(() => zoom.close());

async function started(options: Partial<ZoomOptions> = {}) {
  const accounts = [accountWith(recording('a=='))];
  zoom = await startZoom({ accounts, clock: new MovableClock(), autoConsent: true, ...options });
  const tokens = await connect(zoom);
  return { tokens, ask: (path: string) => get(zoom, tokens.access_token, path) };
}

describe('rate limits', () => {
  it('let 20 Medium requests through in any second, wherever that second begins', async () => {
    let ms = 0;
    const { ask } = await started({ stopwatch: () => ms });
    const burst = async (count: number) => {
      const answers = [];
      for (let n = 0; n < count; n += 1) answers.push((await ask('/accounts/me/recordings')).status);
      return answers.filter((status) => status === 200).length;
    };
    ms = 900;
    expect(await burst(15)).toBe(15);
    ms = 1100;
    expect(await burst(15)).toBe(5);
    ms = 1901;
    expect(await burst(20)).toBe(15);
  });

  it('count each tier by itself and name it in the headers', async () => {
    const { ask } = await started({ stopwatch: () => 0, plan: 'free' });
    for (let n = 0; n < 2; n += 1) await ask('/accounts/me/recordings');
    const refused = await ask('/accounts/me/recordings');
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 429, message: expect.stringContaining('per-second') },
    });
    expect(refused.headers.get('x-ratelimit-category')).toBe('Medium');
    expect(refused.headers.get('x-ratelimit-type')).toBe('QPS');
    expect((await ask('/users/me')).headers.get('x-ratelimit-category')).toBe('Light');
  });

  it('end for the day with a date to come back at', () => {
    let ms = 0;
    const limits = new RateLimits('free', new MovableClock(), () => (ms += 1000));
    const taken = Array.from({ length: 1001 }, () => limits.take('accountOne', 'Heavy'));
    const [refused, ...others] = taken.flatMap((each) => ('refused' in each ? [each.refused] : []));
    expect(others).toEqual([]);
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'x-ratelimit-type': 'Daily-limit', 'retry-after': '2026-10-16T00:00:00Z' },
    });
  });
});

describe('faults', () => {
  it('answer for Zoom as often as they were told', async () => {
    const { ask } = await started();
    zoom.faults.add({
      match: { template: '/v2/users/{id}' },
      times: 2,
      respond: { status: 503, body: { code: 503 } },
    });
    const statuses = [await ask('/users/me'), await ask('/users/me'), await ask('/users/me')].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([503, 503, 200]);
    expect(zoom.counts()).toMatchObject({ 'GET /v2/users/{id}': 3, 'POST /oauth/token': 1 });
  });

  it('can lose the answer of a refresh after Zoom has rotated the token', async () => {
    const { tokens } = await started();
    zoom.faults.add({ match: { template: '/oauth/token' }, respond: 'lose_answer' });
    await expect(refresh(zoom, tokens.refresh_token)).rejects.toThrow();
    expect((await refresh(zoom, tokens.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('can cut the connection before Zoom has done anything', async () => {
    const { tokens } = await started();
    zoom.faults.add({ match: { template: '/oauth/token' }, respond: 'cut' });
    await expect(refresh(zoom, tokens.refresh_token)).rejects.toThrow();
    expect((await refresh(zoom, tokens.refresh_token)).status).toBe(200);
  });

  it('can break an answer off in the middle, after Zoom has done what was asked', async () => {
    const { tokens } = await started();
    zoom.faults.add({ match: { template: '/oauth/token' }, respond: 'half_answer' });
    await expect(refresh(zoom, tokens.refresh_token)).rejects.toThrow('terminated');
    expect((await refresh(zoom, tokens.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('come by chance where the weather is bad, each as often as its odds say', async () => {
    const { ask } = await started();
    const odds = { serverError: 0.3, rateLimit: 0.2, halfAnswer: 0, cut: 0, slow: 0 };
    const draws = [0.1, 0, 0.9, 0.4, 0, 0.6];
    const storm = new Storm(odds, () => draws.shift() ?? 1);
    zoom.faults.weather = storm;
    const statuses = [await ask('/users/me'), await ask('/users/me'), await ask('/users/me')];
    expect(statuses.map(({ status }) => status)).toEqual([500, 429, 200]);
    expect(storm.hits).toMatchObject({ serverError: 1, rateLimit: 1 });
    zoom.faults.clear();
    expect((await ask('/users/me')).status).toBe(200);
  });

  it('can make an access token die early, and leave its refresh token alive', async () => {
    const { ask, tokens } = await started();
    zoom.expireAccess('host@example.com');
    expect((await ask('/users/me')).status).toBe(401);
    expect((await refresh(zoom, tokens.refresh_token)).status).toBe(200);
  });

  it('can keep a client waiting until it gives up', async () => {
    await started();
    zoom.faults.add({ respond: 'slow' });
    await expect(fetch(zoom.apiUrl, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  });
});
