import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setIngest } from '../../halo/integrations.ts';
import { waitForJob } from '../../halo/jobs/progress.ts';
import { previewSettings } from '../../halo/operations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const DAY_MINUTES = 24 * 60;
const COLLEAGUE = { joinId: 'two', zoomUserId: 'hostTwo', name: 'Two', email: 'two@example.com' };
const CUSTOMER = { companies: [{ id: 'customer', name: 'Customer Inc', domain: 'customer.example' }] };

/** Two of the team, and nobody from outside: of one person alone Zoom would tell nothing. */
function ofTheTeam(uuid: string, minutesAgo: number) {
  const told = meeting(uuid, { topic: 'Retro', minutesAgo });
  const attendees = told.attendees.flatMap((one) =>
    one.email === 'host@example.com' ? [one, { ...one, ...COLLEAGUE }] : [],
  );
  return { ...told, attendees };
}

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin(
    {
      accounts: [
        accountWith(
          meeting('sales==', { topic: 'Sales call', minutesAgo: 60 }),
          meeting('stand-up==', { topic: 'Daily stand-up', minutesAgo: 120 }),
          ofTheTeam('retro==', 180),
          meeting('secret==', { topic: 'Project Zebra', minutesAgo: 240 }),
          { ...meeting('short==', { topic: 'Hello', minutesAgo: 300 }), duration: 4 },
          meeting('old==', { topic: 'Kick-off', minutesAgo: 20 * DAY_MINUTES }),
          meeting('gone==', { topic: 'Gone', minutesAgo: 90 }),
        ),
      ],
    },
    {
      ...CUSTOMER,
      settings: { skipTitles: ['stand-up'] },
      rules: [{ type: 'keyword', text: 'zebra' }],
    },
  );
  plugin.clock.pass(1);
  await plugin.zoom.trash('gone==');
  await plugin.halo.idle();
  plugin.zoom.clearLog();
});
afterAll(() => plugin.stop());

interface Answer {
  readonly changed: readonly { readonly uuid: string; readonly now: string; readonly next: string }[];
}

async function dryRun(settings: object, more: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${plugin.halo.url}/api/integrations/zoom/settings/dry-run`, {
    method: 'POST',
    body: JSON.stringify({ settings, ...more }),
    headers,
  });
  const answer: Answer = JSON.parse(await response.text());
  return { status: response.status, answer };
}

/** What writing would leave a mark on: which transaction wrote each row, whatever is in it. */
async function everything(): Promise<object[]> {
  const tables = await plugin.halo.halo.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'zoom')`,
  );
  const marks = tables.map(
    ({ name }) => `select '${name}' as name, xmin::text as written, ctid::text as place from ${name}`,
  );
  return plugin.halo.halo.query(`${marks.join(' union all ')} order by 1, 2, 3`);
}

describe('a dry run of settings', () => {
  it('tells how many of the newest meetings would be left out, and why', async () => {
    const { status, answer } = await dryRun({ retentionDays: 10, minimumMinutes: 5 });
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      considered: 6,
      skippedNow: 2,
      skippedNext: 4,
      reasons: { filter_title: 1, keyword_rule: 1, filter_short: 1, retention: 1 },
      changed: [
        { uuid: 'short==', topic: 'Hello', now: 'kept', next: 'filter_short' },
        { uuid: 'old==', topic: 'Kick-off', now: 'kept', next: 'retention' },
      ],
    });
  });

  it('tells what would come in again', async () => {
    const { answer } = await dryRun({ skipTitles: [] });
    expect(answer).toMatchObject({
      ...{ skippedNow: 2, skippedNext: 1, reasons: { keyword_rule: 1 } },
      changed: [{ uuid: 'stand-up==', now: 'filter_title', next: 'kept' }],
    });
  });

  it('finds whose a meeting would be by the settings it is asked about', async () => {
    const team = await dryRun({ internalOnlyMeetings: 'skip' });
    expect(team.answer.changed).toMatchObject([{ uuid: 'retro==', next: 'audience_policy' }]);
    // With the customer's domain taken for one's own, its calls belong to nobody.
    const others = await dryRun({ unmatchedMeetings: 'skip', ownDomains: ['customer.example'] });
    const left = others.answer.changed.map(({ uuid, next }) => `${uuid} ${next}`);
    expect(left).toEqual(['sales==', 'short==', 'old=='].map((uuid) => `${uuid} audience_policy`));
    expect((await dryRun({ unmatchedMeetings: 'skip' })).answer.changed).toEqual([]);
  });

  it('says nothing changes where nothing does, and looks no further back than it is asked to', async () => {
    expect((await dryRun({})).answer).toMatchObject({ considered: 6, changed: [] });
    expect((await dryRun({ retentionDays: 10 }, { recordings: 2 })).answer).toMatchObject({
      ...{ considered: 2, changed: [], reasons: { filter_title: 1 } },
    });
  });

  it('writes nothing and asks Zoom nothing, and leaves no job behind', async () => {
    const before = await everything();
    await dryRun({ skipHosts: ['host@example.com'], unmatchedMeetings: 'skip', retentionDays: 10 });
    expect(await everything()).toEqual(before);
    expect(plugin.zoom.counts()).toEqual({});
    const jobs = await plugin.halo.boss.findJobs<{ input: { scope: string } }>(SYNC);
    expect(jobs.filter(({ data }) => data.input.scope === 'preview')).toEqual([]);
  });

  it('names every field that is wrong, and refuses what is no request', async () => {
    expect(await dryRun({ lookbackDays: 0, colour: 'red' })).toMatchObject({
      status: 400,
      answer: { errors: { lookbackDays: expect.any(String), colour: expect.any(String) } },
    });
    expect((await dryRun({}, { recordings: 201 })).status).toBe(400);
    expect((await dryRun({}, {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('of settings that Halo would not have let through is refused with the field that is wrong', async () => {
    const { boss, orgId } = plugin.halo;
    const input = { scope: 'preview', settings: { minimumMinutes: -1 }, recordings: 1 };
    const id = (await boss.send(SYNC, { orgId, input })) ?? '';
    expect(await waitForJob(boss, SYNC, id, 10_000)).toMatchObject({
      state: 'failed',
      output: { name: 'ContractViolation', message: expect.stringMatching(/Settings.*minimumMinutes/) },
    });
  });

  it('considers no recording of another org', async () => {
    const { halo } = plugin;
    await createOrg(halo.halo, { id: 'other', name: 'Other' });
    await halo.halo.query(
      `insert into zoom.recordings (org_id, uuid, topic, kind, start_time, duration_minutes, state)
       values ('other', 'sales==', 'Theirs', 'meeting', now(), 30, 'discovered')`,
    );
    expect(await previewSettings(halo, 'other', { skipTitles: ['theirs'] }, 50)).toMatchObject({
      preview: { considered: 1, changed: [{ uuid: 'sales==', topic: 'Theirs', next: 'filter_title' }] },
    });
    expect((await dryRun({ skipTitles: ['theirs', 'stand-up'] })).answer).toMatchObject({
      ...{ considered: 6, changed: [] },
    });
  });

  it('works while ingest is off and Zoom is disconnected', async () => {
    await setIngest(plugin.halo.halo, plugin.halo.orgId, 'zoom', false);
    await fetch(`${plugin.halo.url}/api/integrations/zoom/disconnect`, { method: 'POST' });
    await plugin.halo.idle();
    expect((await dryRun({ retentionDays: 10 })).answer).toMatchObject({
      changed: [{ uuid: 'old==', next: 'retention' }],
    });
  });
});
