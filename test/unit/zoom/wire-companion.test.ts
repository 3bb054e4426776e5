import { describe, expect, it } from 'vitest';
import * as wire from '../../../plugin/zoom/wire.ts';
import * as companion from '../../../plugin/zoom/wire-companion.ts';

const OFFER = {
  meeting_id: 'a==',
  account_id: 'account-1',
  meeting_topic: 'Weekly',
  host_id: 'host-1',
  transcript_created_time: '2026-10-15T09:31:00Z',
  can_download: true,
  auto_delete: false,
  download_url: 'https://us06web.zoom.us/rec/download/x',
};
const offer = (change: object) => companion.companionOffer.parse({ ...OFFER, ...change });

describe('what the AI Companion’s store has of a meeting', () => {
  it('is read as Zoom documents it', () => {
    expect(offer({})).toEqual({
      topic: 'Weekly',
      hostId: 'host-1',
      createdAt: new Date('2026-10-15T09:31:00Z'),
      downloadUrl: 'https://us06web.zoom.us/rec/download/x',
      restriction: null,
    });
  });

  it('cannot be downloaded although a URL stands there, as in Zoom’s own example', () => {
    const answer = offer({ can_download: false, download_restriction_reason: 'NOT_READY' });
    expect(answer).toMatchObject({ downloadUrl: null, restriction: 'NOT_READY' });
  });

  it.each([undefined, null, 'true', 1])('cannot be downloaded on the word %j', (can_download) => {
    expect(offer({ can_download }).downloadUrl).toBeNull();
  });

  it('keeps a restriction that nobody has documented', () => {
    expect(offer({ can_download: false, download_restriction_reason: 'MOON_PHASE' }).restriction).toBe(
      'MOON_PHASE',
    );
  });

  it.each([
    ['nothing in it', {}],
    ['empty strings', { ...OFFER, can_download: true, download_url: '', transcript_created_time: '' }],
    ['no fields but an id', { meeting_id: 98765432101 }],
  ])('can be had with %s, and is no transcript', (_, body) => {
    expect(companion.companionOffer.parse(body)).toMatchObject({ downloadUrl: null, createdAt: null });
  });
});

describe('a past meeting', () => {
  const PAST = {
    uuid: 'a==',
    id: 98765432101,
    host_id: 'host-1',
    topic: 'Weekly',
    type: 0,
    start_time: '2026-10-15T09:00:00Z',
    end_time: '2026-10-15T09:30:00Z',
    duration: 30,
    user_name: 'Hanna Host',
    user_email: 'host@example.com',
  };

  it('is read like a recording that has no files', () => {
    expect(wire.pastMeeting.parse(PAST)).toEqual({
      uuid: 'a==',
      meetingId: '98765432101',
      topic: 'Weekly',
      kind: 'meeting',
      hostId: 'host-1',
      hostEmail: 'host@example.com',
      startTime: new Date('2026-10-15T09:00:00Z'),
      durationMinutes: 30,
      files: [],
    });
  });

  it('may name no host, but never no start', () => {
    expect(wire.pastMeeting.parse({ ...PAST, user_email: '' }).hostEmail).toBeNull();
    expect(wire.pastMeeting.safeParse({ ...PAST, start_time: '' }).success).toBe(false);
  });
});

describe('an AI summary', () => {
  const head = { meeting_uuid: 'a==', summary_title: 'Weekly' };

  it('is its Markdown, where Zoom has it', () => {
    const legacy = { summary_overview: 'Old words.', next_steps: ['Old step'] };
    expect(
      companion.meetingSummary.parse({ ...head, ...legacy, summary_content: '## Recap\nNew words.' }),
    ).toEqual({
      title: 'Weekly',
      markdown: '## Recap\nNew words.',
    });
  });

  it('is put together from its parts, where Zoom has only those', () => {
    const parts = {
      summary_overview: 'We met.',
      summary_details: [{ label: 'Stock', summary: 'It is negative.' }, { summary: 'And so on.' }, null],
      next_steps: ['Dana: count', 'Hanna: book'],
    };
    expect(companion.meetingSummary.parse({ ...head, ...parts }).markdown).toBe(
      [
        '## Overview\nWe met.',
        '## Stock\nIt is negative.',
        'And so on.',
        '## Next steps\n- Dana: count\n- Hanna: book',
      ].join('\n\n'),
    );
  });

  it('is empty where Zoom has made none', () => {
    const nothing = { summary_content: '', summary_overview: '', summary_details: null, next_steps: [] };
    expect(companion.meetingSummary.parse({ meeting_uuid: 'a==', ...nothing })).toEqual({
      title: null,
      markdown: '',
    });
  });

  it('is not made out of an answer that names no meeting', () => {
    expect(companion.meetingSummary.safeParse({}).success).toBe(false);
  });
});
