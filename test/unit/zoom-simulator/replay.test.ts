import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fixturesFolder, readHar, startReplay, type ZoomReplay } from '../../zoom/index.ts';
import { encodeMeetingUuid } from '../../zoom/meeting-path.ts';
import { exchange, get } from './zoom-client.ts';

let replay: ZoomReplay;
afterEach(() => replay.close());

async function replayed(name: string) {
  replay = await startReplay(await readHar(join(fixturesFolder(), `${name}.har`)));
  const token = (await exchange(replay, 'any code')).body.access_token;
  return { token, ask: (path: string) => get(replay, token, path) };
}

const MONTH = '/accounts/me/recordings?page_size=300&to=2026-10-15&from=2026-09-15';

describe('strict replay', () => {
  it('takes query parameters in any order, and a uuid in any encoding that Zoom could read', async () => {
    const { ask } = await replayed('recurring-meeting');
    const meetings = (await ask(MONTH)).body.meetings ?? [];
    expect(meetings).toHaveLength(3);
    for (const { uuid } of meetings) {
      expect(
        (
          await ask(
            `/meetings/${encodeMeetingUuid(uuid)}/recordings?ttl=3600&include_fields=download_access_token`,
          )
        ).status,
      ).toBe(200);
      const twice = encodeURIComponent(encodeURIComponent(uuid));
      expect((await ask(`/past_meetings/${twice}/participants?page_size=300`)).status).toBe(200);
    }
    expect(replay.unmatched).toEqual([]);
  });

  it('names a request that was never recorded', async () => {
    const { ask } = await replayed('oauth');
    expect((await ask('/users/me/recordings?from=2026-10-15')).status).toBe(599);
    expect(replay.unmatched).toEqual(['GET /v2/users/me/recordings?from=2026-10-15']);
  });

  it('serves an answer as often as it was recorded, and says which were never asked for', async () => {
    const { ask } = await replayed('oauth');
    expect(replay.unused()).toContain('POST /oauth/token (refresh_token)');
    expect((await ask('/users/me')).status).toBe(200);
    expect((await ask('/users/me')).status).toBe(200);
    expect((await ask('/users/me')).status).toBe(599);
    expect(replay.unused()).not.toContain('GET /v2/users/me');
  });

  it('serves what hangs off a series for each of its occurrences', async () => {
    const { ask } = await replayed('recurring-meeting');
    const path = `/meetings/${(await ask(MONTH)).body.meetings?.[0]?.id}`;
    expect([(await ask(path)).status, (await ask(path)).status]).toEqual([200, 200]);
  });

  it('leads a download to the other origin, which takes no token', async () => {
    const { ask, token } = await replayed('guests-without-email');
    const files = (await ask(MONTH)).body.meetings?.[0]?.recording_files ?? [];
    const url = files.find((file) => file.file_type === 'TRANSCRIPT')?.download_url ?? '';
    const headers = { authorization: `Bearer ${token}` };
    const hop = await fetch(url, { headers, redirect: 'manual' });
    const signed = hop.headers.get('location') ?? '';
    expect(new URL(signed).origin).toBe(replay.signedOrigin);
    expect((await fetch(signed, { headers })).status).toBe(403);
    expect((await (await fetch(signed)).text()).slice(0, 6)).toBe('WEBVTT');
  });

  it('has the troubles in the order in which they came', async () => {
    const { ask } = await replayed('errors');
    const today = '/accounts/me/recordings?from=2026-10-15&to=2026-10-16&page_size=300';
    expect([(await ask(today)).body.code, (await ask(today)).status]).toEqual([124, 200]);
    expect([(await ask(MONTH)).status, (await ask(MONTH)).status]).toEqual([429, 200]);
  });
});
