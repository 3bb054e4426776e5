import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TOKENS } from '../../plugin/credential-names.ts';
import { credentialsOf } from '../halo/credentials.ts';
import { createOrg } from '../halo/orgs.ts';
import type { Sessions } from '../halo/sessions.ts';
import { type RunningPlugin, startPlugin } from '../running-plugin.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting } from '../zoom/meetings.ts';
import { plantEverywhere } from './planted.ts';

const HOUR_MS = 3_600_000;

let plugin: RunningPlugin;

/** Everybody is an admin, but for who says that they may only look. */
const sessions: Sessions = {
  of: ({ headers }) => {
    const permissions =
      headers.get('x-may') === 'look' ? ['integrations:view'] : ['integrations:view', 'integrations:manage'];
    return { orgId: 'demo', userId: 'dana', permissions };
  },
};

/** Recordings that came in, wait and failed; a run that failed, and its job among the dead letters. */
beforeAll(async () => {
  const calls = [meeting('call=='), meeting('late==', { pending: true }), meeting('broken==')];
  const settings = { redactPatterns: ['ACME-\\d+', 'ACME-('], skipTitles: ['Interview'], lookbackDays: 40 };
  const companies = [{ id: 'customer', name: 'Customer', domain: 'customer.example' }];
  const seed = { settings, companies, rules: [] };
  plugin = await startPlugin({ accounts: [accountWith(...calls)] }, seed, undefined, { sessions });
  const { halo, zoom } = plugin;
  await halo.halo.query(
    `update zoom.recordings set state = 'failed', reason = 'zoom.bad_request', tries = 9 where uuid = 'broken=='`,
  );
  zoom.faults.add({
    match: { template: '/v2/accounts/{id}/recordings' },
    respond: { status: 403, body: { code: 200, message: 'No permission.' } },
  });
  await plugin.hour();
});
afterAll(() => plugin.stop());

const address = () => `${plugin.halo.url}/api/integrations/zoom/diagnostics`;
const read = async () => (await fetch(address())).text();

describe('the diagnostics of an org', () => {
  it('tell versions, settings, connection, checkpoints, jobs and counts', async () => {
    const { manifest, migrations } = plugin.halo.plugin;
    expect(JSON.parse(await read())).toMatchObject({
      versions: { plugin: manifest.version, halo: expect.any(String), node: process.version },
      database: {
        migrations: migrations.length,
        missingMigrations: [],
        postgres: expect.stringMatching(/^\d/),
      },
      settings: { ingest: true, lookbackDays: 40, skipTitles: { entries: 1 }, unmatchedMeetings: 'general' },
      connection: {
        ...{
          state: 'connected',
          mode: 'account',
          missingScopes: [],
          warnings: ['redaction_pattern_unusable'],
        },
        token: { expiresAt: expect.any(String) },
      },
      checkpoints: {
        connection: { listedThrough: expect.any(String), lostAt: null },
        runs: [
          { scope: 'catch_up', trigger: 'cron', state: 'failed', error: 'zoom.not_permitted' },
          { scope: 'catch_up', trigger: 'connect', state: 'done', error: null },
        ],
      },
      jobs: { deadLetters: 1, lastErrors: [{ hook: 'sync', error: 'zoom.not_permitted' }] },
      counts: {
        ...{ meetings: 2, sources: { 'zoom:': 2 }, companies: 1 },
        recordings: expect.arrayContaining([
          { state: 'failed', reason: 'zoom.bad_request', recordings: 1 },
          { state: 'awaiting_transcript', reason: 'transcript_not_ready', recordings: 1 },
        ]),
      },
    });
  });

  it('tell of a part that cannot be read that it cannot, and the rest', async () => {
    const { halo } = plugin.halo;
    await halo.query('alter table zoom.overview_checkpoints rename to hidden');
    const told = JSON.parse(await read());
    await halo.query('alter table zoom.hidden rename to overview_checkpoints');
    expect(told).toMatchObject({ checkpoints: { unavailable: '42P01' }, counts: { meetings: 2 } });
  });

  it('count nothing of another org', async () => {
    const { halo } = plugin;
    await createOrg(halo.halo, { id: 'other', name: 'Other' });
    await halo.halo.query(`insert into companies (org_id, id, name) values ('other', 'theirs', 'Theirs')`);
    await halo.halo.query(
      `insert into zoom.recordings (org_id, uuid, state) values ('other', 'u==', 'trashed')`,
    );
    const told = await read();
    expect(JSON.parse(told)).toMatchObject({ counts: { companies: 1 } });
    expect(told).not.toContain('trashed');
  });

  it('are for those who may change the integration, and kept by no browser', async () => {
    expect((await fetch(address(), { headers: { 'x-may': 'look' } })).status).toBe(403);
    expect((await fetch(address())).headers.get('cache-control')).toBe('no-store');
  });
});

/** Whatever somebody may have said, written or been called by, and what opens something. Some look like words of Halo's own. */
const secret = fc.stringMatching(/^[a-z0-9]{14}$/);
const canary = fc
  .tuple(secret, fc.constantFrom(...(['mail', 'word', 'code', 'token', 'url', 'sentence'] as const)))
  .map(([text, shape]) => ({
    text,
    planted: {
      mail: `${text}@private.example`,
      word: text,
      code: `zoom.${text}`,
      token: `eyJhbGciOiJIUzUxMiJ9.${text}.${text}`,
      url: `https://me:${text}@zoom.example/rec?pwd=${text}`,
      sentence: `We cancel the ${text} contract in March`,
    }[shape],
  }));
const sections = z.record(z.string(), z.unknown());

describe('whatever is stored', () => {
  it('none of it is in the diagnostics', async () => {
    const { halo } = plugin;
    await fc.assert(
      fc.asyncProperty(canary, async ({ text, planted }) => {
        const expiresAt = Date.now() + HOUR_MS;
        const tokens = { accessToken: planted, refreshToken: planted, apiUrl: planted, expiresAt };
        await credentialsOf(halo.halo, halo.key, halo.orgId, 'zoom').change(TOKENS, async () => ({
          next: tokens,
          result: undefined,
        }));
        expect(await plantEverywhere(halo.halo, planted)).toBeGreaterThan(60);
        const told = await read();
        expect(told).not.toContain(text);
        // Nothing is hidden by not being told at all.
        const parts = sections.parse(JSON.parse(told));
        expect(Object.values(parts).filter((part) => JSON.stringify(part).includes('unavailable'))).toEqual(
          [],
        );
        expect(parts).toMatchObject({ counts: { meetings: 2 }, jobs: { deadLetters: 1 } });
      }),
      { numRuns: Number(process.env.CASES ?? 8) },
    );
  });
});
