import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { distilledSourceId, summarySourceId } from '../../../plugin/recordings/source-ids.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import type { ZoomRecording } from '../../zoom/account.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { edit, meeting } from '../../zoom/meetings.ts';
import { ADMIN_MANAGED_SCOPES } from '../../zoom/scopes.ts';

const ASKED = 'GET /v2/meetings/{id}/meeting_summary';
const ON = { settings: { aiSummary: true } };
const SAID = 'The export is far too slow for us, that is a real problem.';

const summarised = (uuid: string, content: string, topic = 'Weekly'): ZoomRecording => ({
  ...meeting(uuid, { said: SAID, topic }),
  summary: { title: topic, content, createdAt: '2026-10-15T09:31:00Z' },
});

let plugin: RunningPlugin;
const asked = () => plugin.zoom.counts()[ASKED] ?? 0;

const stored = (uuid: string) => plugin.source(summarySourceId(uuid));

describe('an org that wants Zoom’s AI summaries', () => {
  beforeAll(async () => {
    plugin = await startPlugin(
      {
        accounts: [
          accountWith(
            summarised(
              'usual==',
              '## Quick recap\nThe **pangolin** is ready.\n## Next steps\n- Dana: feed it.',
            ),
            summarised('zebra==', 'We planned Project **Zebrafish** at length.'),
            summarised('gone==', 'It will be deleted.'),
            summarised('trashed==', 'It will be trashed with its recording.'),
            summarised('audience==', 'Customers may read this.'),
            summarised('ruled==', 'The hamster is a secret.'),
            meeting('without=='),
            {
              ...summarised('waiting==', 'Too early.'),
              ...meeting('waiting==', { minutesAgo: 40, pending: true }),
            },
          ),
        ],
      },
      { ...ON, rules: [{ type: 'keyword', text: 'Project Zebrafish' }] },
    );
  });
  afterAll(() => plugin.stop());
  beforeEach(() => plugin.zoom.clearLog());

  it('has them as sources of their own, marked, with who may read the meeting', async () => {
    const metadata = { kind: 'ai_summary' };
    expect(await stored('usual==')).toMatchObject({
      title: 'Weekly (AI summary)',
      visibility: 'general',
      passages: [
        { text: 'Weekly: Quick recap\nThe pangolin is ready.', metadata },
        { text: 'Next steps\nDana: feed it.', metadata },
      ],
    });
  });

  it('keeps them apart from what was said, and distils nothing from them', async () => {
    expect(await plugin.passages('usual==')).toEqual([`Dana Customer: ${SAID}`]);
    const rows = await plugin.halo.halo.query<{ text: string }>(
      `select text from knowledge_passages where source_id = $1 and text like '%pangolin%'`,
      [distilledSourceId('usual==')],
    );
    expect(rows).toEqual([]);
  });

  it('has none of a meeting that Zoom made none of', async () => {
    expect(await stored('without==')).toBeUndefined();
    expect(await plugin.passages('without==')).toHaveLength(1);
  });

  it('does not ask for that of a recording that is not in, whose ingest asks itself', async () => {
    await plugin.readByWebhook('waiting==', 'summary');
    expect(asked()).toBe(0);
    await plugin.zoom.finishMeeting('waiting==');
    await plugin.halo.idle();
    expect(asked()).toBe(1);
  });

  it('has none that a keyword rule names, though the transcript is in', async () => {
    expect(await stored('zebra==')).toBeUndefined();
    expect(await plugin.passages('zebra==')).toHaveLength(1);
  });

  it('writes nothing when it is the same, and follows Zoom’s when it was edited', async () => {
    const before = await stored('usual==');
    expect(await plugin.readByWebhook('usual==', 'summary')).toMatchObject({ outcome: 'unchanged' });
    expect(asked()).toBe(1);
    expect(await stored('usual==')).toEqual(before);
    Object.assign(plugin.inZoom('usual==').summary ?? {}, { content: 'The pangolin has left.' });
    await plugin.readByWebhook('usual==', 'summary');
    expect(await stored('usual==')).toMatchObject({ passages: [{ text: 'Weekly\nThe pangolin has left.' }] });
  });

  it('loses one that Zoom no longer has, and nothing else of its meeting', async () => {
    expect(await stored('gone==')).toBeDefined();
    delete plugin.inZoom('gone==').summary;
    await plugin.readByWebhook('gone==', 'summary');
    expect(await stored('gone==')).toBeUndefined();
    expect(await plugin.meetings()).toContain('gone==');
  });

  it('loses it with the recording in Zoom’s trash, and has it back with the recording', async () => {
    const before = await stored('trashed==');
    await plugin.zoom.trash('trashed==');
    await plugin.halo.idle();
    expect(await stored('trashed==')).toBeUndefined();
    plugin.clock.pass(1);
    await plugin.zoom.recover('trashed==');
    await plugin.halo.idle();
    expect(await stored('trashed==')).toMatchObject({ passages: before?.passages });
  });

  it('has no part of it readable by more people than the meeting, in the same moment', async () => {
    expect(await stored('audience==')).toMatchObject({ visibility: 'general', companies: [] });
    await plugin.seed({ companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }] });
    edit(plugin.inZoom('audience=='), 'The words are other ones.');
    // Were Zoom asked first, there would be a time when everybody could read it.
    plugin.zoom.faults.add({
      match: { template: '/v2/meetings/{id}/meeting_summary' },
      respond: { status: 400, body: { code: 300, message: 'Not now.' } },
    });
    await plugin.readByWebhook('audience==');
    const { visibility, companies } = (await stored('audience==')) ?? {};
    expect({ visibility, companies }).toEqual({ visibility: 'customers', companies: ['customer'] });
  });

  it('loses one that a new keyword rule names, when Halo distils under the new rules', async () => {
    expect(await stored('ruled==')).toBeDefined();
    await plugin.distil('ruled==', [{ type: 'keyword', text: 'hamster' }]);
    expect(await stored('ruled==')).toBeUndefined();
    expect(await plugin.passages('ruled==')).toHaveLength(1);
  });

  it('loses one as soon as its meeting is looked at after the setting was turned off, without asking Zoom', async () => {
    expect(await stored('usual==')).toBeDefined();
    await plugin.seed({ settings: { aiSummary: false } });
    await plugin.readByWebhook('usual==');
    expect(await stored('usual==')).toBeUndefined();
    expect(asked()).toBe(0);
    expect(await plugin.passages('usual==')).toHaveLength(1);
  });
});

describe('an org that does not', () => {
  afterAll(() => plugin.stop());

  it('want them, or whose grant does not allow them, never asks for one', async () => {
    const accounts = [accountWith(summarised('usual==', 'The pangolin is ready.'))];
    plugin = await startPlugin({ accounts });
    await plugin.readByWebhook('usual==', 'summary');
    expect(asked()).toBe(0);
    expect(await stored('usual==')).toBeUndefined();
    await plugin.stop();

    const scope = ADMIN_MANAGED_SCOPES.filter((each) => each !== 'meeting:read:summary:admin');
    plugin = await startPlugin({ accounts, scope }, ON);
    await plugin.readByWebhook('usual==', 'summary');
    expect(asked()).toBe(0);
    expect(await plugin.passages('usual==')).toHaveLength(1);
  });
});
