import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import { door } from '../../../plugin/webhook/door.ts';
import { NOW, SECRET, TRANSCRIPT_READY, zoomRequest } from './requests.ts';

function deliveryOf(body: unknown, now = NOW): Delivery {
  const result = door(zoomRequest(body), [SECRET], now);
  if (result.outcome !== 'accepted') throw new Error(`The door did not accept it: ${result.reason}`);
  return result.delivery;
}

const ready = TRANSCRIPT_READY;
const { object } = ready.payload;
const [file] = object.recording_files;
const withFiles = (...files: object[]) => ({
  ...ready,
  payload: { ...ready.payload, object: { ...object, recording_files: files } },
});
const trashed = (eventTs: number) => ({ ...ready, event: 'recording.trashed', event_ts: eventTs });
const joined = (participant: object) => ({
  event: 'meeting.participant_joined',
  event_ts: ready.event_ts,
  payload: {
    account_id: 'account-1',
    object: { id: '98765432101', uuid: 'running==', host_id: 'host-1', participant },
  },
});
const DANA = {
  user_id: '16778240',
  user_name: 'Dana',
  email: 'dana@customer.example',
  participant_user_id: 'user-2',
  registrant_id: 'registrant-2',
  join_time: '2025-02-19T00:01:00Z',
};

describe('a delivery', () => {
  it('names the account of the payload, the occurrence and its files', () => {
    expect(deliveryOf(ready)).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      event: 'recording.transcript_completed',
      eventTs: 1739923528456,
      accountId: 'account-1',
      hostId: 'host-1',
      meetings: [
        {
          uuid: '4444AAAiAAAAAiAiAiiAii==',
          files: [{ id: 'file-1', type: 'TRANSCRIPT', recordingStart: '2025-02-19T00:00:00Z' }],
        },
      ],
    });
  });

  it.each([
    ['topic', 'confidential'],
    ['e-mail address', '@example.com'],
    ['passcode', 'pass-code'],
    ['link', 'zoom.us'],
    ['download token', 'download-token'],
  ])('keeps no %s', (_, secret) => {
    expect(JSON.stringify(ready)).toContain(secret);
    expect(JSON.stringify(deliveryOf(ready))).not.toContain(secret);
  });

  it('is read although Zoom leaves out ids of caption files, or sends numbers for texts', () => {
    const odd = withFiles(
      { file_type: 'CC', recording_start: '2025-02-19T00:00:00Z' },
      { id: 7, file_type: '' },
    );
    expect(deliveryOf(odd).meetings[0]?.files).toEqual([
      { type: 'CC', recordingStart: '2025-02-19T00:00:00Z' },
      { type: 'UNKNOWN', id: '7' },
    ]);
  });

  it('of a removed app has the time and the user of the removal, which stand inside the payload', () => {
    const body = {
      event: 'app_deauthorized',
      payload: {
        account_id: 'account-1',
        user_id: 'user-1',
        client_id: 'client-1',
        deauthorization_time: '2025-02-19T00:05:00.000Z',
        signature: 'sig',
        event_ts: '2025-02-19 00:05:00',
      },
    };
    expect(deliveryOf(body)).toMatchObject({
      accountId: 'account-1',
      userId: 'user-1',
      eventTs: Date.parse('2025-02-19T00:05:00Z'),
      meetings: [],
    });
    expect(deliveryOf(body, new Date(NOW.getTime() + 60_000)).key).toBe(deliveryOf(body).key);
  });

  it('takes the time of an event as text too, and the time of arrival when there is none', () => {
    expect(deliveryOf({ ...ready, event_ts: '1739923528456' }).eventTs).toBe(1739923528456);
    expect(deliveryOf({ ...ready, event_ts: undefined }).eventTs).toBe(NOW.getTime());
  });

  it('of somebody who joined says who and when', () => {
    expect(deliveryOf(joined(DANA))).toMatchObject({
      meetings: [{ uuid: 'running==', files: [] }],
      participant: {
        email: 'dana@customer.example',
        joinTime: '2025-02-19T00:01:00Z',
        name: 'Dana',
        userId: 'user-2',
        registrantId: 'registrant-2',
      },
    });
  });

  it('of somebody whose address Zoom blanks is none', () => {
    expect(door(zoomRequest(joined({ ...DANA, email: '' })), [SECRET], NOW)).toMatchObject({
      outcome: 'ignored',
      reply: { status: 200 },
    });
  });
});

describe('the download token of an event', () => {
  const keptOf = (body: unknown) => {
    const result = door(zoomRequest(body), [SECRET], NOW);
    return result.outcome === 'accepted' ? result.secrets : undefined;
  };

  it('stands beside the payload or, as in older samples, inside it, and lasts a day', () => {
    const { download_token, payload, ...rest } = ready;
    const kept = [
      {
        name: 'download-token:4444AAAiAAAAAiAiAiiAii==',
        value: { token: download_token },
        expiresAt: new Date(ready.event_ts + 86_400_000),
      },
    ];
    expect(keptOf(ready)).toEqual(kept);
    expect(keptOf({ ...rest, payload: { ...payload, download_token } })).toEqual(kept);
  });

  it('is not taken from an event that names several recordings', () => {
    const batch = (...meeting_uuids: string[]) => ({
      event: 'recording.batch_trashed',
      event_ts: ready.event_ts,
      download_token: 'download-token-1',
      payload: { account_id: 'account-1', object: { meeting_uuids } },
    });
    expect(keptOf(batch('one=='))).toHaveLength(1);
    expect(keptOf(batch('one==', 'two=='))).toEqual([]);
  });
});

describe('the key of a delivery', () => {
  it('is the same for a twin whose links and token differ', () => {
    const twin = {
      ...withFiles({
        ...file,
        download_url: 'https://us02web.zoom.us/rec/other',
        play_url: 'https://x.zoom.us/',
      }),
      download_token: 'download-token-2',
    };
    expect(deliveryOf(twin).key).toBe(deliveryOf(ready).key);
  });

  it('does not depend on the order of the files', () => {
    const second = { ...file, id: 'file-2' };
    expect(deliveryOf(withFiles({ ...file }, second)).key).toBe(
      deliveryOf(withFiles(second, { ...file })).key,
    );
  });

  it.each([
    ['another file', withFiles({ ...file, id: 'file-2' })],
    ['one file more', withFiles({ ...file }, { ...file, id: 'file-2' })],
    ['another event', { ...ready, event: 'recording.completed' }],
    [
      'another occurrence',
      { ...ready, payload: { ...ready.payload, object: { ...object, uuid: 'other==' } } },
    ],
    ['another account', { ...ready, payload: { ...ready.payload, account_id: 'account-2' } }],
  ])('differs for %s', (_, other) => {
    expect(deliveryOf(other).key).not.toBe(deliveryOf(ready).key);
  });

  it('tells files without an id apart by their type and start', () => {
    const captions = (start: string) => withFiles({ file_type: 'CC', recording_start: start });
    const keys = ['2025-02-19T00:00:00Z', '2025-02-19T01:00:00Z', '2025-02-19T00:00:00Z'].map(
      (start) => deliveryOf(captions(start)).key,
    );
    expect(new Set(keys).size).toBe(2);
  });

  it('tells a second trip to the trash from a repeat of the first', () => {
    expect(deliveryOf(trashed(1_000)).key).toBe(deliveryOf(trashed(1_000)).key);
    expect(deliveryOf(trashed(2_000)).key).not.toBe(deliveryOf(trashed(1_000)).key);
  });
});
