import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attributeSpeakers } from '../../../plugin/transcript/speakers.ts';
import { parseVtt } from '../../../plugin/transcript/vtt.ts';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { encodeMeetingUuid } from '../../zoom/meeting-path.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import { signedEndpoint } from './signed-endpoint.ts';
import { connect, get } from './zoom-client.ts';

const SECRET = 'secret-of-meeting-now';
const PAIN =
  'The export keeps failing on every Friday evening, and by then nobody of your support is there any more.';

const MEETING = {
  topic: '<script>alert("topic")</script>',
  hostEmail: 'host@example.com',
  participants: [{ name: 'Ada <script>', email: 'ada@customer.example' }],
  said: [
    { speaker: 'Hanna Host', words: 'How is\nit   going?' },
    { speaker: 'Ada <script>', words: PAIN },
    { speaker: 'Passer-by', words: 'Is a --> b < c?' },
  ],
};

let zoom: ZoomServer;
let token: string;
beforeEach(async () => {
  zoom = await startZoom({
    accounts: [accountWith()],
    clock: new MovableClock(),
    autoConsent: true,
    secretToken: SECRET,
  });
  token = (await connect(zoom)).access_token;
});
afterEach(() => zoom.close());

async function listed() {
  const { body } = await get(zoom, token, '/users/me/recordings?from=2026-10-15&to=2026-10-15');
  return body.meetings ?? [];
}

/** The transcript, downloaded as the API says. */
async function transcriptOf(uuid: string): Promise<string> {
  const files = (await listed()).find((each) => each.uuid === uuid)?.recording_files ?? [];
  const url = files.find(({ file_type }) => file_type === 'TRANSCRIPT')?.download_url ?? '';
  const redirect = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' });
  return (await fetch(redirect.headers.get('location') ?? '')).text();
}

describe('a meeting that is held now', () => {
  it('is listed by the API as a recording that has just ended, with the topic as it was given', async () => {
    const { uuid } = await zoom.holdMeeting(MEETING);
    const meetings = await listed();
    expect(meetings).toHaveLength(1);
    expect(meetings[0]).toMatchObject({
      uuid,
      topic: MEETING.topic,
      start_time: '2026-10-15T11:59:47Z',
      duration: 1,
      recording_files: [
        { file_type: 'MP4', recording_end: '2026-10-15T12:00:00Z' },
        { file_type: 'TRANSCRIPT', status: 'completed' },
      ],
    });
  });

  it('has a transcript that the plugin’s own parser reads without a problem, word for word', async () => {
    const { uuid } = await zoom.holdMeeting(MEETING);
    const { cues, problems } = parseVtt(await transcriptOf(uuid));
    expect(problems).toEqual([]);
    const utterances = attributeSpeakers(
      cues,
      MEETING.said.map(({ speaker }) => speaker),
    );
    const bySpeaker = Object.groupBy(utterances, ({ speaker }) => speaker ?? 'nobody');
    const words = Object.entries(bySpeaker).map(([speaker, all]) => [
      speaker,
      all?.map(({ text }) => text).join(' '),
    ]);
    expect(Object.fromEntries(words)).toEqual({
      'Hanna Host': 'How is it going?',
      'Ada <script>': PAIN,
      'Passer-by': 'Is a --> b < c?',
    });
  });

  it('has cues that follow each other in time, each as long as its words', async () => {
    const { cues } = parseVtt(await transcriptOf((await zoom.holdMeeting(MEETING)).uuid));
    expect(cues.length).toBeGreaterThan(MEETING.said.length);
    let before = 0;
    for (const { startMs, endMs } of cues) {
      expect(startMs).toBeGreaterThan(before);
      expect(endMs).toBeGreaterThan(startMs);
      before = endMs;
    }
    const [short, long] = cues.map(({ startMs, endMs }) => endMs - startMs);
    expect(long).toBeGreaterThan(short ?? 0);
  });

  it('names the participant’s address, the colleague’s too, and hides that of whoever else speaks', async () => {
    const colleague = { speaker: 'Colin Colleague', words: 'Hello.' };
    zoom.accounts[0]?.users.push({
      id: 'hostThree',
      email: 'colin@example.com',
      firstName: 'Colin',
      lastName: 'Colleague',
      timezone: 'UTC',
    });
    const { uuid } = await zoom.holdMeeting({ ...MEETING, said: [...MEETING.said, colleague] });
    const { body } = await get(zoom, token, `/past_meetings/${encodeMeetingUuid(uuid)}/participants`);
    expect(body.participants?.map(({ name, user_email }) => [name, user_email])).toEqual([
      ['Hanna Host', 'host@example.com'],
      ['Ada <script>', 'ada@customer.example'],
      ['Passer-by', ''],
      ['Colin Colleague', 'colin@example.com'],
    ]);
  });

  it('tells the app by two signed webhooks, the second with a token for the transcript', async () => {
    const endpoint = await signedEndpoint(SECRET);
    zoom.setWebhookTarget(endpoint.origin);
    const { uuid, deliveries } = await zoom.holdMeeting(MEETING);
    expect(deliveries.map(({ event, status }) => [event, status])).toEqual([
      ['recording.completed', 200],
      ['recording.transcript_completed', 200],
    ]);
    const last = endpoint.received.at(-1);
    expect(last?.payload).toMatchObject({ account_id: 'accountOne', object: { uuid, topic: MEETING.topic } });
    const [file] = last?.payload.object.recording_files ?? [];
    const words = await fetch(file?.download_url ?? '', {
      headers: { authorization: `Bearer ${last?.download_token}` },
    });
    expect(await words.text()).toBe(await transcriptOf(uuid));
  });

  it('is another one each time, even when it is told in the same words', async () => {
    const first = await zoom.holdMeeting(MEETING);
    const second = await zoom.holdMeeting(MEETING);
    expect(second.uuid).not.toBe(first.uuid);
    expect(new Set((await listed()).map(({ id }) => id)).size).toBe(2);
  });
});
