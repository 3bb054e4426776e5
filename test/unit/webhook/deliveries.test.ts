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
