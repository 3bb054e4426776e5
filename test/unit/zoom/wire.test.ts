import { describe, expect, it } from 'vitest';
import * as wire from '../../../plugin/zoom/wire.ts';

const ROW = {
  uuid: 'a==',
  id: 98765432101,
  account_id: 'account-1',
  host_id: 'host-1',
  topic: 'Weekly',
  type: 2,
  start_time: '2026-10-15T09:00:00Z',
  timezone: '',
  duration: 30,
  recording_files: [],
};
const FILE = {
  id: 'file-1',
  meeting_id: 'a==',
  recording_start: '2026-10-15T09:00:00Z',
  recording_end: '2026-10-15T09:30:00Z',
  file_type: 'TRANSCRIPT',
  file_extension: 'VTT',
  file_size: 1024,
  download_url: 'https://us06web.zoom.us/rec/download/x',
  status: 'completed',
  recording_type: 'audio_transcript',
};

const page = (...meetings: unknown[]) => wire.recordingPage.parse({ meetings });
const row = (change: object) => page({ ...ROW, ...change }).recordings[0];
const file = (change: object) => row({ recording_files: [{ ...FILE, ...change }] })?.files[0];

describe('a listed recording', () => {
  it('is read as Zoom documents it', () => {
    expect(row({ recording_files: [FILE], host_email: 'host@example.com' })).toEqual({
      uuid: 'a==',
      meetingId: '98765432101',
      topic: 'Weekly',
      kind: 'meeting',
      hostId: 'host-1',
      hostEmail: 'host@example.com',
      startTime: new Date('2026-10-15T09:00:00Z'),
      durationMinutes: 30,
      files: [
        {
          id: 'file-1',
          type: 'TRANSCRIPT',
          recordingType: 'audio_transcript',
          processing: false,
          size: 1024,
          start: '2026-10-15T09:00:00Z',
          end: '2026-10-15T09:30:00Z',
          downloadUrl: 'https://us06web.zoom.us/rec/download/x',
          playUrl: null,
        },
      ],
    });
  });

  it.each([
    [2, 'meeting'],
    ['2', 'meeting'],
    [8, 'meeting'],
    [5, 'webinar'],
    ['6', 'webinar'],
    [9, 'webinar'],
    [99, 'upload'],
    ['99', 'upload'],
    [100, 'breakout'],
    [4711, 'meeting'],
    [undefined, 'meeting'],
    [null, 'meeting'],
  ])('of type %j is a %s', (type, kind) => {
    expect(row({ type })?.kind).toBe(kind);
  });

  it.each([
    [98765432101, '98765432101'],
    ['98765432101', '98765432101'],
    [undefined, ''],
  ])('has its numeric id %j as text', (id, meetingId) => {
    expect(row({ id })?.meetingId).toBe(meetingId);
  });

  it.each([
    ['duration', { duration: undefined }, { durationMinutes: 0 }],
    ['topic', { topic: null }, { topic: '' }],
    ['host', { host_id: undefined, host_email: '' }, { hostId: '', hostEmail: null }],
    ['files', { recording_files: undefined }, { files: [] }],
    ['files that are a list', { recording_files: 'none' }, { files: [] }],
  ])('is read without %s', (_, change, expected) => {
    expect(row(change)).toMatchObject(expected);
  });

  it.each([
    ['uuid', { uuid: undefined }],
    ['uuid', { uuid: '' }],
    ['uuid', { uuid: 42 }],
    ['uuid', { uuid: `${'x'.repeat(255)}==` }],
    ['start_time', { start_time: undefined }],
    ['start_time', { start_time: null }],
    ['start_time', { start_time: '' }],
  ])('without its %s is reported as unreadable, and the others are read', (field, change) => {
    const { recordings, unreadable } = page({ ...ROW, ...change }, { ...ROW, uuid: 'b==' });
    expect(recordings.map(({ uuid }) => uuid)).toEqual(['b==']);
    expect(unreadable).toEqual([field]);
  });
});

describe('a file of a recording', () => {
  it('in the works has neither type nor size nor end', () => {
    const processing = { file_type: '', file_size: 0, recording_end: '', status: 'processing' };
    expect(file({ ...processing, recording_type: undefined, download_url: undefined })).toMatchObject({
      type: '',
      recordingType: '',
      processing: true,
      size: 0,
      end: null,
      downloadUrl: null,
    });
  });

  it('of captions carries no id, status or size, and is ready', () => {
    const captions = { id: undefined, status: undefined, file_size: undefined, file_type: 'CC' };
    expect(file(captions)).toMatchObject({ id: null, type: 'CC', processing: false, size: null });
  });

  it('of a kind that Zoom invents tomorrow is kept by its name', () => {
    expect(
      file({ file_type: 'HOLOGRAM', recording_type: 'aic_conversation', status: 'paused' }),
    ).toMatchObject({
      type: 'HOLOGRAM',
      recordingType: 'aic_conversation',
      processing: false,
    });
  });

  it('that is nothing at all does not cost the others', () => {
    expect(row({ recording_files: [null, 'x', FILE] })?.files).toHaveLength(1);
  });
});

describe('a page of recordings', () => {
  it('says what Zoom really listed, and whether there is more', () => {
    const head = { from: '2026-09-15', to: '2026-10-15', total_records: 301, next_page_token: 'next' };
    expect(wire.recordingPage.parse({ ...head, meetings: [] })).toMatchObject({
      from: '2026-09-15',
      to: '2026-10-15',
      totalRecords: 301,
      nextPageToken: 'next',
    });
  });

  it('ends the listing when its token is empty', () => {
    expect(wire.recordingPage.parse({ meetings: [], next_page_token: '' }).nextPageToken).toBeNull();
  });

  it.each([
    ['no JSON', undefined],
    ['no list', {}],
    ['an error', { code: 200, message: 'No permission.' }],
    ['null', { meetings: null }],
  ])('is not made out of %s', (_, body) => {
    expect(wire.recordingPage.safeParse(body).success).toBe(false);
  });
});

describe('the files of one recording', () => {
  it('come with a token of their own, if the role allows it', () => {
    expect(wire.recordingFiles.parse({ ...ROW, download_access_token: 'jwt' }).downloadAccessToken).toBe(
      'jwt',
    );
    expect(wire.recordingFiles.parse({ ...ROW, download_access_token: '' }).downloadAccessToken).toBeNull();
    expect(wire.recordingFiles.parse(ROW)).toMatchObject({ uuid: 'a==', downloadAccessToken: null });
  });
});
