import { describe, expect, it } from 'vitest';
import { effectOf, type News } from '../../../plugin/recordings/news.ts';
import { HANDLED_EVENTS } from '../../../plugin/webhook/events.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
const MINUTE_MS = 60_000;
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS);

type Row = NonNullable<News['row']>;
type Files = News['meeting']['files'];

const row = (state: Row['state'], change: Partial<Row> = {}): Row => ({
  state,
  reason: null,
  eventAt: null,
  transcriptFileIds: null,
  ...change,
});
const news = (
  change: { row?: Row | null; files?: Files; at?: Date; keeps?: boolean; readsChat?: boolean } = {},
): News => ({
  meeting: { uuid: 'uuid==', files: change.files ?? [] },
  row: change.row === undefined ? row('ingested') : change.row,
  at: change.at ?? NOW,
  now: NOW,
  keeps: change.keeps ?? false,
  readsChat: change.readsChat ?? false,
});
const effect = (event: string, change?: Parameters<typeof news>[0]) => effectOf(event, news(change)).do;

describe('news that is older than the last word on a recording', () => {
  const lastWord = row('trashed', { eventAt: NOW, reason: 'trashed_in_zoom' });

  it.each([...HANDLED_EVENTS])('means nothing: %s', (event) => {
    expect(effect(event, { row: lastWord, at: minutesAgo(1) })).toBe('nothing');
    expect(effect(event, { row: { ...lastWord, state: 'ingested' }, at: minutesAgo(1) })).toBe('nothing');
  });

  const late = (state: Row['state'], change: { files?: Files; keeps?: boolean } = {}) =>
    effectOf('recording.trashed', {
      ...news({ files: [{ id: 'vtt-1', type: 'TRANSCRIPT' }], at: minutesAgo(1), ...change }),
      row: row(state, { eventAt: NOW, transcriptFileIds: ['vtt-1', 'vtt-2'] }),
    });

  it('is believed where files went, until Zoom has been asked: a new title says nothing of them', () => {
    expect(late('ingested')).toEqual({
      ...{ do: 'remove', state: 'trashed', reason: 'files_trashed_in_zoom', inDoubt: true },
    });
  });

  it('takes nothing more from what has gone as a whole, or where the org keeps everything', () => {
    expect(late('trashed').do).toBe('nothing');
    expect(late('deleted').do).toBe('nothing');
    expect(late('ingested', { keeps: true }).do).toBe('nothing');
  });
});

describe('news of a recording in the trash', () => {
  const trashed = row('trashed', { eventAt: minutesAgo(5) });

  it.each([
    ['recording.transcript_completed', 'nothing'],
    ['meeting.aic_transcript_completed', 'nothing'],
    ['recording.completed', 'nothing'],
    ['recording.renamed', 'nothing'],
    ['meeting.summary_completed', 'nothing'],
    ['recording.recovered', 'read'],
    ['recording.batch_recovered', 'read'],
    ['recording.deleted', 'remove'],
  ])('%s leads to: %s', (event, expected) => {
    expect(effect(event, { row: trashed })).toBe(expected);
  });

  it('may bring back what was only inferred to be gone, because Zoom never said so', () => {
    const inferred = row('deleted', { reason: 'gone_from_zoom' });
    expect(effect('recording.transcript_completed', { row: inferred })).toBe('read');
  });
});

describe('a new title', () => {
  it.each(['discovered', 'awaiting_transcript', 'ingested', 'skipped', 'no_transcript'] as const)(
    'is read where the recording is %s, for a job that is reading it may have seen the old one',
    (state) => {
      expect(effect('recording.renamed', { row: row(state) })).toBe('read');
    },
  );
});

describe('news of a recording nobody knows', () => {
  it.each([
    ['recording.transcript_completed', 'read'],
    ['recording.completed', 'wait'],
    ['recording.trashed', 'remove'],
    ['recording.renamed', 'nothing'],
    ['meeting.summary_completed', 'nothing'],
  ])('%s leads to: %s', (event, expected) => {
    expect(effect(event, { row: null })).toBe(expected);
  });

  it('is waited for no longer than two days: Zoom has had its time', () => {
    expect(effect('recording.completed', { row: null, at: minutesAgo(47 * 60) })).toBe('wait');
    expect(effect('recording.completed', { row: null, at: minutesAgo(49 * 60) })).toBe('nothing');
  });
});

describe('the loss of files', () => {
  const ours = row('ingested', { transcriptFileIds: ['one', 'two'] });
  const remove = (files: Files, of: Row | null = ours) =>
    effectOf('recording.trashed', news({ files, row: of }));

  it('leaves the transcript alone when only a video went', () => {
    expect(remove([{ id: 'video', type: 'MP4' }])).toEqual({ do: 'nothing' });
  });

  it('leaves the transcript alone when captions went that it was not made of', () => {
    expect(remove([{ type: 'CC', recordingStart: '2026-10-15T09:00:00Z' }])).toEqual({ do: 'nothing' });
  });

  it('leaves the transcript alone when a batch names other files by id', () => {
    expect(remove([{ id: 'video', type: 'UNKNOWN' }])).toEqual({ do: 'nothing' });
  });

  it('takes the transcript away when all files that it was made of went', () => {
    const files = ['one', 'two', 'video'].map((id) => ({ id, type: 'UNKNOWN' }));
    expect(remove(files)).toEqual({
      do: 'remove',
      state: 'trashed',
      reason: 'trashed_in_zoom',
      inDoubt: false,
    });
  });

  it.each([
    ['one of two transcripts went', [{ id: 'one', type: 'TRANSCRIPT' }], ours],
    ['nobody knows which files were read', [{ id: 'one', type: 'UNKNOWN' }], row('ingested')],
    ['captions were read, which have no id', [{ type: 'CC' }], row('ingested', { transcriptFileIds: [] })],
    ['the recording is not known', [{ id: 'one', type: 'TRANSCRIPT' }], null],
  ] as const)('takes it away and asks Zoom when %s', (_, files, of) => {
    expect(remove([...files], of)).toEqual({
      do: 'remove',
      state: 'trashed',
      reason: 'files_trashed_in_zoom',
      inDoubt: true,
    });
  });
});

describe('the loss or the return of the chat alone', () => {
  const files = [
    { id: 'video', type: 'MP4' },
    { id: 'chat', type: 'CHAT' },
  ];
  const readsChat = true;
  const ours = row('ingested', { transcriptFileIds: ['one'] });

  it.each(['recording.trashed', 'recording.deleted'])('has the chat looked at in a moment: %s', (event) => {
    expect(effectOf(event, news({ files, readsChat }))).toEqual({ do: 'read_chat', inDoubt: true });
  });

  it('has it looked at when a batch names files by id that the transcript was not made of', () => {
    const unknown = [{ id: 'chat', type: 'UNKNOWN' }];
    expect(effect('recording.batch_deleted', { files: unknown, row: ours, readsChat })).toBe('read_chat');
    expect(effect('recording.trashed', { files: [...files, { type: 'CC' }], row: ours, readsChat })).toBe(
      'read_chat',
    );
  });

  it('has it read at once when it is recovered, and not the transcript, which never went', () => {
    expect(effectOf('recording.recovered', news({ files, readsChat }))).toEqual({
      do: 'read_chat',
      inDoubt: false,
    });
    const whole = [...files, { id: 'one', type: 'TRANSCRIPT' }];
    expect(effect('recording.recovered', { files: whole, readsChat })).toBe('read');
    expect(effect('recording.recovered', { files, row: row('trashed'), readsChat })).toBe('read');
  });

  it.each([
    ['where the org reads no chats', { files }],
    ['where its recording is not in', { files, row: row('awaiting_transcript'), readsChat }],
    ['where only a video went', { files: files.slice(0, 1), readsChat }],
    ['where the org keeps what is deleted', { files, readsChat, keeps: true }],
  ])('means nothing %s', (_, change) => {
    expect(effect('recording.trashed', change)).toBe('nothing');
  });

  it('never spares a transcript that went with it', () => {
    const spoken = [...files, { id: 'one', type: 'TRANSCRIPT' }];
    expect(effect('recording.trashed', { files: spoken, row: ours, readsChat })).toBe('remove');
  });
});

describe('an org that keeps what is deleted in Zoom', () => {
  it.each(['recording.trashed', 'recording.batch_deleted', 'meeting.summary_deleted'])(
    'loses nothing by %s',
    (event) => {
      expect(effect(event)).not.toBe('nothing');
      expect(effect(event, { keeps: true })).toBe('nothing');
    },
  );

  it('still takes in what comes and comes back', () => {
    expect(effect('recording.transcript_completed', { keeps: true })).toBe('read');
    expect(effect('recording.recovered', { keeps: true })).toBe('read');
  });
});
