import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import type { RecordingFile, ZoomRecording } from '../../zoom/account.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const EMAIL = 'dana@customer.example';
const SEED = {
  companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }],
  endUsers: [{ id: 'dana', email: EMAIL, companyId: 'customer' }],
};

/** What Zoom heard: the customer, under another name than the transcript's, who is signed in to a Zoom of her own. */
const HEARD = { username: 'Dana C.', email_address: EMAIL, zoom_userid: 'her-own', multiple_people: false };

let plugin: RunningPlugin;
beforeAll(async () => {
  plugin = await startPlugin({ accounts: [accountWith()] }, SEED);
});
afterAll(() => plugin.stop());

/** Zoom has recorded it, and the hourly sync brings it in. */
async function comesIn(recording: ZoomRecording): Promise<void> {
  plugin.zoom.clearLog();
  plugin.zoom.accounts[0]?.recordings.push(recording);
  await plugin.hour();
  expect(await plugin.state(recording.uuid)).toMatchObject({ state: 'ingested' });
}

function timelineFile(like: ZoomRecording, content: string): RecordingFile {
  const [video] = like.files;
  if (!video) throw new Error('The recording has no file.');
  const kind = { fileType: 'TIMELINE', recordingType: 'timeline', extension: 'JSON' };
  return { ...video, ...kind, id: 'timeline', content, size: content.length };
}

/** A call whose guest Zoom lists without an address, as it does everybody outside the host's account. */
function call(
  uuid: string,
  timeline = JSON.stringify({ timeline: [{ ts: '00:00:00.000', users: [HEARD] }] }),
): ZoomRecording {
  const plain = meeting(uuid);
  const guest = plain.attendees.filter(({ name }) => name === 'Guest');
  const host = plain.attendees.filter(({ internal }) => internal);
  return { ...plain, attendees: [...host, ...guest], files: [...plain.files, timelineFile(plain, timeline)] };
}

const links = (uuid: string) =>
  plugin.halo.halo.query(
    `select end_user_id, source, method, attended from meeting_links l join meetings m on m.id = l.meeting_id
     where company_id is not null and m.external_id = $1`,
    [uuid],
  );
const sides = async (uuid: string) => {
  const [row] = await plugin.halo.halo.query<{ turns: { side: string }[] }>(
    'select turns from zoom.transcripts where uuid = $1',
    [uuid],
  );
  return row?.turns.map(({ side }) => side);
};
const downloads = () => plugin.zoom.counts()['GET /rec/download/{file}'];

describe('a guest whom Zoom lists without an address', () => {
  it('is linked by the timeline, which names whoever is signed in, and heard as a customer', async () => {
    await comesIn(call('heard=='));
    expect(await links('heard==')).toEqual([
      { end_user_id: 'dana', source: 'timeline', method: 'email', attended: true },
    ]);
    expect(await sides('heard==')).toEqual(['customer']);
    expect(downloads()).toBe(2);
  });

  it('stays unlinked, and the meeting comes in all the same, where the timeline is no timeline', async () => {
    await comesIn(call('unheard==', '<!doctype html>'));
    expect(await links('unheard==')).toEqual([]);
    expect(await sides('unheard==')).toEqual(['unknown']);
  });
});

describe('the timeline of a call whose guests are all named', () => {
  it('is not asked for', async () => {
    const attendees = meeting('named==').attendees.filter(({ name }) => name !== 'Guest');
    await comesIn({ ...call('named=='), attendees });
    expect(downloads()).toBe(1);
  });
});
