import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { ZoomClient } from '../../../plugin/zoom/client.ts';
import type { Grant } from '../../../plugin/zoom/token-answers.ts';
import { Tokens } from '../../../plugin/zoom/tokens.ts';
import { createOrg } from '../../halo/orgs.ts';
import { openHaloDatabase } from '../../halo/postgres/database.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { type Rig, startRig } from './rig.ts';

const TOKEN = 'POST /oauth/token';
const ME = 'GET /v2/users/{id}';

let rig: Rig;
let grant: Grant;

beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith()] });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  grant = await rig.connect();
});

const tokens = async () => forJob(await rig.host(), Tokens);
const client = async () => forJob(await rig.host(), ZoomClient);
/** So far, in this process. */
const refreshes = () => {
  const counted = rig.halo.counters.snapshot();
  const of = (outcome: string) => counted[`zoom_token_refreshes_total{outcome="${outcome}"}`] ?? 0;
  return { renewed: of('renewed'), unreachable: of('zoom.unreachable') };
};
const tokenRefused = { code: 124, message: 'Invalid access token.' };
const refuseToken = (times: number) =>
  rig.zoom.faults.add({
    match: { template: '/v2/users/{id}' },
    times,
    respond: { status: 401, body: tokenRefused },
  });

describe('an access token', () => {
  it('is used as it is while it has five minutes or more to live', async () => {
    rig.clock.pass(55);
    expect((await (await tokens()).access()).accessToken).toBe(grant.accessToken);
    expect(rig.zoom.counts()).toEqual({});
  });

  it('in the hands of a job goes on being used by it, whatever another job keeps meanwhile', async () => {
    const job = await tokens();
    await job.access();
    await (await tokens()).keep({ ...grant, accessToken: 'another' });
    expect((await job.access()).accessToken).toBe(grant.accessToken);
    expect((await job.access(grant.accessToken)).accessToken).toBe('another');
  });

  it('is refreshed before use when it has less than five minutes left', async () => {
    rig.clock.pass(55.1);
    const { accessToken } = await (await tokens()).access();
    expect(accessToken).not.toBe(grant.accessToken);
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1 });
    expect((await (await tokens()).access()).accessToken).toBe(accessToken);
  });

  it('stays good over many rotations, because every new pair is kept', async () => {
    for (let hours = 0; hours < 4; hours += 1) {
      rig.clock.pass(61);
      await (await client()).me();
    }
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 4, [ME]: 4 });
  });

  it('that is refreshed is counted by how that ended', async () => {
    const before = refreshes();
    rig.clock.pass(61);
    await (await tokens()).access();
    rig.clock.pass(61);
    rig.zoom.faults.add({ match: { template: '/oauth/token' }, respond: { status: 503 } });
    await expect((await tokens()).access()).rejects.toMatchObject({ code: 'zoom.unreachable' });
    expect(refreshes()).toEqual({ renewed: before.renewed + 1, unreachable: before.unreachable + 1 });
  });

  it('that Zoom refuses is refreshed once, and the request repeated once', async () => {
    refuseToken(1);
    expect(await (await client()).me()).toMatchObject({ accountId: 'accountOne' });
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 2 });
  });

  it('that Zoom refuses fresh as well means that somebody must reconnect', async () => {
    refuseToken(2);
    await expect((await client()).me()).rejects.toMatchObject({
      code: 'zoom.reconnect_needed',
      retry: 'never',
      advice: expect.stringContaining('Reconnect'),
    });
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 2 });
  });

  it('that lacks a scope is not refreshed, which would change nothing', async () => {
    const body = { code: 4711, message: 'Invalid access token, does not contain scopes:[user:read:user].' };
    rig.zoom.faults.add({ match: { template: '/v2/users/{id}' }, respond: { status: 400, body } });
    await expect((await client()).me()).rejects.toMatchObject({ code: 'zoom.scope_missing' });
    expect(rig.zoom.counts()).toEqual({ [ME]: 1 });
  });

  it('killed by a newer authorization of the same user ends in a reconnect, not in a loop', async () => {
    await rig.connect();
    await (await tokens()).keep(grant);
    await expect((await client()).me()).rejects.toMatchObject({ code: 'zoom.reconnect_needed' });
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 1 });
  });
});

describe('a refresh', () => {
  it('is sent once by eight processes that need a token at once', async () => {
    rig.clock.pass(61);
    const processes = Array.from({ length: 8 }, () => openHaloDatabase(rig.halo.databaseUrl));
    const access = await Promise.all(
      processes.map(async (halo) => forJob(await rig.host({ halo }), Tokens).access()),
    );
    await Promise.all(processes.map((halo) => halo.end()));
    expect(new Set(access.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(access[0]?.accessToken).not.toBe(grant.accessToken);
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1 });
  });

  it('is sent once by eight requests whose token Zoom has refused', async () => {
    const access = await Promise.all(
      Array.from({ length: 8 }, async () => (await tokens()).access(grant.accessToken)),
    );
    expect(new Set(access.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1 });
  });

  it('whose new pair cannot be saved is an error, and the unsaved token is never used', async () => {
    rig.clock.pass(61);
    await rig.halo.halo.query('alter table credentials add constraint full_disk check (false) not valid');
    await expect((await client()).me()).rejects.toThrow(/full_disk/);
    await rig.halo.halo.query('alter table credentials drop constraint full_disk');
    expect(rig.zoom.counts()).toEqual({ [TOKEN]: 1 });
  });

  it('whose answer was lost on the way is tried again, and ends in a reconnect: the pair has rotated', async () => {
    rig.clock.pass(61);
    rig.zoom.faults.add({ match: { template: '/oauth/token' }, respond: 'lose_answer' });
    await expect((await tokens()).access()).rejects.toMatchObject({ code: 'zoom.unreachable', retry: 'now' });
    await expect((await tokens()).access()).rejects.toMatchObject({ code: 'zoom.reconnect_needed' });
  });

  it('that failed on Zoom’s side leaves the pair as it was', async () => {
    rig.clock.pass(61);
    rig.zoom.faults.add({ match: { template: '/oauth/token' }, respond: { status: 503 } });
    await expect((await tokens()).access()).rejects.toMatchObject({ code: 'zoom.unreachable' });
    expect((await (await tokens()).access()).accessToken).not.toBe(grant.accessToken);
  });
});

describe('a connection without tokens', () => {
  it('needs a reconnect, and asks Zoom nothing', async () => {
    await (await tokens()).forget();
    await expect((await client()).me()).rejects.toMatchObject({
      code: 'zoom.reconnect_needed',
      message: 'Halo holds no Zoom tokens for this connection.',
    });
    expect(rig.zoom.counts()).toEqual({});
  });

  it('has nothing to revoke', async () => {
    await (await tokens()).forget();
    expect(await (await tokens()).current()).toBeNull();
  });

  it('has none whose time could run out', async () => {
    await (await tokens()).forget();
    expect(await (await tokens()).lifetime()).toBeNull();
  });

  it('is one from the moment they are forgotten, for the job that had them in hand too', async () => {
    const inHand = await tokens();
    await inHand.access();
    await inHand.forget();
    await expect(inHand.access()).rejects.toMatchObject({ code: 'zoom.reconnect_needed' });
  });
});

describe('a pair', () => {
  const HOUR_MS = 3_600_000;

  it('tells since when and until when it is good', async () => {
    const kept = rig.clock.now().getTime();
    expect(await (await tokens()).lifetime()).toEqual({
      refreshedAt: new Date(kept),
      expiresAt: new Date(kept + HOUR_MS),
    });
  });

  it('that was kept before its time was noted tells until when it is good', async () => {
    const { credentials } = await rig.host();
    const expiresAt = rig.clock.now().getTime() + HOUR_MS;
    const old = { accessToken: 'a', refreshToken: 'r', expiresAt, apiUrl: null };
    await credentials.change('tokens', async () => ({ next: old, result: undefined }));
    expect(await (await tokens()).lifetime()).toEqual({ refreshedAt: null, expiresAt: new Date(expiresAt) });
  });

  it('that is kept takes the place of the one that the job had in hand', async () => {
    const job = await tokens();
    await job.access();
    await job.keep({ ...grant, accessToken: 'another' });
    expect(await job.access()).toMatchObject({ accessToken: 'another' });
  });

  it('goes over to the org that holds the same Zoom user, and is gone here', async () => {
    await createOrg(rig.halo.halo, { id: 'holder', name: 'Holder' });
    const theirs = forJob(await rig.host({ orgId: 'holder' }), Tokens);
    await theirs.keep({ ...grant, accessToken: 'killed by the newer connect' });
    await theirs.setOwner('user-1');
    expect(await theirs.current()).toMatchObject({ accessToken: 'killed by the newer connect' });
    await (await tokens()).handOver('user-1');
    expect(await (await tokens()).current()).toBeNull();
    expect(await forJob(await rig.host({ orgId: 'holder' }), Tokens).current()).toMatchObject({
      accessToken: grant.accessToken,
    });
  });
});
