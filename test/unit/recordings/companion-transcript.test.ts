import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import type { ZoomRecording } from '../../zoom/account.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting, vtt } from '../../zoom/meetings.ts';
import { ADMIN_MANAGED_SCOPES } from '../../zoom/scopes.ts';

const DAYS = 24 * 60;
const ASKED = 'GET /v2/meetings/{id}/transcript';
const DOWNLOADED = 'GET /rec/download/{file}';
const MADE_AT = '2026-10-01T10:31:00Z';

type Companion = NonNullable<ZoomRecording['companionTranscript']>;

const heard = (said: string, change: Partial<Companion> = {}) => ({
  companionTranscript: {
    createdAt: MADE_AT,
    canDownload: true,
    content: vtt(`Dana Customer: ${said}`),
    ...change,
  },
});
const withheld = (restriction: NonNullable<Companion['restriction']>) =>
  heard('Nobody should read this.', { canDownload: false, restriction });

/** Recorded, but without a transcript of its own. */
function silent(uuid: string, more: Partial<ZoomRecording>, minutesAgo = 5 * DAYS): ZoomRecording {
  const recorded = meeting(uuid, { minutesAgo });
  const files = recorded.files.filter(({ fileType }) => fileType !== 'TRANSCRIPT');
  return { ...recorded, files, ...more };
}

/** Zoom has no recording of it. */
function unrecorded(uuid: string, more: Partial<ZoomRecording>): ZoomRecording {
  return {
    ...meeting(uuid, { minutesAgo: 45, topic: `Talk ${uuid}` }),
    files: [],
    state: 'unlisted',
    ...more,
  };
}

let plugin: RunningPlugin;
const asked = () => plugin.zoom.counts()[ASKED] ?? 0;
const downloaded = () => plugin.zoom.counts()[DOWNLOADED] ?? 0;
const meetingOf = async (uuid: string) => {
  const rows = await plugin.halo.halo.query<{ title: string; startedAt: Date; hostEmail: string | null }>(
    `select title, started_at as "startedAt", host_email as "hostEmail" from meetings where external_id = $1`,
    [uuid],
  );
  return rows;
};

describe('the AI Companion’s transcript', () => {
  beforeAll(async () => {
    plugin = await startPlugin(
      {
        accounts: [
          accountWith(
            { ...meeting('own=='), ...heard('The Companion’s words.') },
            {
              ...meeting('waiting==', { minutesAgo: 40, pending: true }),
              ...heard('What the Companion heard.'),
            },
            silent('over==', heard('We only had the Companion.')),
            silent('nothing==', {}),
            silent('doubt==', heard('Somebody will delete this.')),
            { ...meeting('titled==', { topic: 'Project Zebrafish', pending: true }), state: 'unlisted' },
            silent('notready==', withheld('NOT_READY'), 40),
            silent('DELETED_OR_TRASHED', withheld('DELETED_OR_TRASHED')),
            silent('UNSUPPORTED', withheld('UNSUPPORTED')),
            silent('NO_TRANSCRIPT_DATA', withheld('NO_TRANSCRIPT_DATA')),
            unrecorded('unrecorded==', heard('Nobody recorded us.')),
            unrecorded('unheard==', {}),
            unrecorded('early==', withheld('NOT_READY')),
            unrecorded('lost==', withheld('DELETED_OR_TRASHED')),
            unrecorded('secret==', { topic: 'Project Zebrafish', ...heard('The pangolin is ready.') }),
          ),
        ],
      },
      { rules: [{ type: 'keyword', text: 'Project Zebrafish' }] },
    );
  });
  afterAll(() => plugin.stop());
  beforeEach(() => plugin.zoom.clearLog());

  it('is not asked for while there is one of the recording’s own, whatever brings the recording up', async () => {
    expect(await plugin.passages('own==')).toEqual([expect.stringContaining('the words of own==')]);
    await plugin.readByWebhook('own==');
    expect(asked()).toBe(0);
  });

  it('comes in at once for a recording that waits for none any more', async () => {
    expect(await plugin.passages('over==')).toEqual(['Dana Customer: We only had the Companion.']);
    expect(await plugin.state('over==')).toEqual({ state: 'ingested', reason: null });
  });

  it('is not asked for again by the next sync where Zoom had none', async () => {
    expect(await plugin.state('nothing==')).toEqual({
      state: 'no_transcript',
      reason: 'transcript_not_made',
    });
    await plugin.hour();
    expect(asked()).toBe(0);
  });

  it.each([
    ['DELETED_OR_TRASHED', 'companion_transcript_deleted'],
    ['UNSUPPORTED', 'companion_transcript_unsupported'],
    ['NO_TRANSCRIPT_DATA', 'companion_transcript_empty'],
  ])('that is %s is none, with a reason of its own', async (uuid, reason) => {
    expect(await plugin.state(uuid)).toEqual({ state: 'no_transcript', reason });
  });

  it('stands in, by its event, for one that the recording is still to get, and makes way for it', async () => {
    expect(await plugin.state('waiting==')).toMatchObject({ state: 'awaiting_transcript' });
    await plugin.readByWebhook('waiting==');
    expect(await plugin.passages('waiting==')).toEqual(['Dana Customer: What the Companion heard.']);
    await plugin.zoom.finishMeeting('waiting==');
    await plugin.halo.idle();
    expect(await plugin.passages('waiting==')).toEqual([expect.stringContaining('the words of waiting==')]);
    expect(await plugin.meetings()).toContain('waiting==');
  });

  it('that is not ready is waited for as usual, and not downloaded although Zoom gives a URL', async () => {
    await plugin.readByWebhook('notready==');
    expect(asked()).toBe(1);
    expect(downloaded()).toBe(0);
    expect(await plugin.state('notready==')).toEqual({
      state: 'awaiting_transcript',
      reason: 'transcript_not_ready',
    });
  });

  it('is not asked for by the looks in between, for which its event has not come', async () => {
    plugin.clock.pass(10);
    await plugin.timeComes();
    expect(plugin.zoom.counts()).toMatchObject({ 'GET /v2/meetings/{id}/recordings': 1 });
    expect(asked()).toBe(0);
  });

  it('does not take the place of a transcript that somebody has thrown away', async () => {
    await plugin.zoom.sendWebhook({
      event: 'recording.trashed',
      event_ts: plugin.clock.now().getTime(),
      payload: {
        account_id: 'accountOne',
        object: { uuid: 'doubt==', recording_files: [{ id: 'words', file_type: 'TRANSCRIPT' }] },
      },
    });
    await plugin.halo.idle();
    await plugin.timeComes();
    expect(plugin.zoom.counts()).toHaveProperty('GET /v2/meetings/{id}/recordings');
    expect(asked()).toBe(0);
    expect(await plugin.state('doubt==')).toMatchObject({ state: 'trashed' });
    expect(await plugin.passages('doubt==')).toEqual([]);
  });

  it('brings in a meeting that was never recorded, with what Zoom knows of the past meeting', async () => {
    const { startTime } = plugin.inZoom('unrecorded==');
    await plugin.readByWebhook('unrecorded==');
    expect(await plugin.passages('unrecorded==')).toEqual(['Dana Customer: Nobody recorded us.']);
    expect(await meetingOf('unrecorded==')).toEqual([
      { title: 'Talk unrecorded==', startedAt: new Date(startTime), hostEmail: 'host@example.com' },
    ]);
  });

  it('that is the same writes nothing again', async () => {
    const written = async () =>
      plugin.halo.halo.query(
        `select r.xmin, m.updated_at from zoom.recordings r join meetings m on m.external_id = r.uuid
         where r.uuid = 'unrecorded=='`,
      );
    const before = await written();
    await plugin.readByWebhook('unrecorded==');
    expect(asked()).toBe(1);
    expect(await written()).toEqual(before);
  });

  it.each([
    ['of a meeting that was not recorded', 'secret=='],
    ['of a recording that waits for its own', 'titled=='],
  ])('%s, whose title a keyword rule names, is kept nowhere, and neither is the title', async (_, uuid) => {
    if (uuid === 'titled==') plugin.inZoom(uuid).state = 'listed';
    await plugin.readByWebhook(uuid);
    expect(await plugin.state(uuid)).toEqual({ state: 'skipped', reason: 'keyword_rule' });
    expect(await plugin.meetings()).not.toContain(uuid);
    const rows = await plugin.halo.halo.query('select topic from zoom.recordings where uuid = $1', [uuid]);
    expect(rows).toEqual([{ topic: null }]);
  });

  it('that was deleted in Zoom leaves nothing to wait for, where nothing was recorded either', async () => {
    await plugin.readByWebhook('lost==');
    expect(await plugin.state('lost==')).toEqual({
      state: 'no_transcript',
      reason: 'companion_transcript_deleted',
    });
  });

  it('of an unrecorded meeting is looked for again until it is ready, and not for ever where there is none', async () => {
    await plugin.readByWebhook('early==');
    await plugin.readByWebhook('unheard==');
    expect(await plugin.state('early==')).toMatchObject({ state: 'awaiting_transcript' });
    expect(await plugin.state('unheard==')).toMatchObject({ state: 'awaiting_transcript' });
    Object.assign(plugin.inZoom('early=='), heard('At last.'));
    plugin.clock.pass(20);
    await plugin.timeComes();
    expect(await plugin.passages('early==')).toEqual(['Dana Customer: At last.']);
    plugin.clock.pass(2 * DAYS);
    await plugin.timeComes();
    expect(await plugin.state('unheard==')).toEqual({ state: 'deleted', reason: 'gone_from_zoom' });
  });
});

describe('a grant without', () => {
  const without = (...scopes: string[]) =>
    ADMIN_MANAGED_SCOPES.filter((scope) => !scopes.includes(scope.replace(/:admin$/, '')));

  afterAll(() => plugin.stop());

  it('the AI Companion’s scope never asks for its transcripts', async () => {
    const recordings = [silent('over==', heard('Unread.')), unrecorded('unrecorded==', heard('Unread.'))];
    plugin = await startPlugin({
      accounts: [accountWith(...recordings)],
      scope: without('cloud_recording:read:meeting_transcript'),
    });
    await plugin.readByWebhook('unrecorded==');
    expect(asked()).toBe(0);
    expect(await plugin.meetings()).toEqual([]);
    expect(await plugin.state('over==')).toMatchObject({ state: 'no_transcript' });
    await plugin.stop();
  });

  it('the scope of past meetings takes title and time from the transcript', async () => {
    plugin = await startPlugin({
      accounts: [accountWith(unrecorded('unrecorded==', heard('Nobody recorded us.')))],
      scope: without('meeting:read:past_meeting'),
    });
    await plugin.readByWebhook('unrecorded==');
    expect(await meetingOf('unrecorded==')).toEqual([
      { title: 'Talk unrecorded==', startedAt: new Date(MADE_AT), hostEmail: null },
    ]);
  });
});
